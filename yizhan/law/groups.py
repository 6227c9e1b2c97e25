"""Groups of posts and of stages (岗位与阶段的组合) that the table of steps speaks of."""

from yizhan.law.words import Post, Stage

PERSON = frozenset({Post.APPLICANT, Post.AGENT})
FRONT, BACK, CHIEF, HEAD = (
    frozenset({post}) for post in (Post.FRONT, Post.BACK, Post.CHIEF, Post.HEAD)
)
STAFF = FRONT | BACK | CHIEF
RECEIVED, GRANTED = frozenset({Stage.RECEIVED}), frozenset({Stage.GRANTED})
INTAKE = frozenset({Stage.RECEIVED, Stage.CORRECTION})
UNDER_REVIEW = frozenset({Stage.ACCEPTED, Stage.REVIEW, Stage.SPECIAL})
CONCLUDED = frozenset({Stage.GRANTED, Stage.REFUSED})
ANY = frozenset(Stage)
