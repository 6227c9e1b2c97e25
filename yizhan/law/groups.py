"""Groups of posts and of stages (岗位与阶段的组合) that the table of steps speaks of."""

from yizhan.law.words import Hand, Post, Stage

PERSON = frozenset({Post.APPLICANT, Post.AGENT})
FRONT, BACK, CHIEF, HEAD, GOVERNMENT = (
    frozenset({post}) for post in (Post.FRONT, Post.BACK, Post.CHIEF, Post.HEAD, Post.GOVERNMENT)
)
STAFF = FRONT | BACK | CHIEF
RECEIVED, GRANTED = frozenset({Stage.RECEIVED}), frozenset({Stage.GRANTED})
SENT_UP = frozenset({Stage.FORWARDED})
INTAKE = frozenset({Stage.RECEIVED, Stage.CORRECTION})
UNDER_REVIEW = frozenset(
    {
        Stage.ACCEPTED,
        Stage.REVIEW,
        Stage.SPECIAL,
        Stage.JOINT,
        Stage.FIRST_REVIEW,
    }
)
CONCLUDED = frozenset({Stage.GRANTED, Stage.REFUSED})
ANY = frozenset(Stage)
OWN = frozenset({Hand.COMPETENT})
EITHER_LEVEL = OWN | {Hand.OTHER_LEVEL}
ANY_DEPARTMENT = OWN | {Hand.MEMBER}
EVERY_HAND = frozenset(Hand)
AT_THE_HALL = OWN | {Hand.RECEIVING}
RECEIVING, HANDING_OUT = frozenset({Hand.RECEIVING}), frozenset({Hand.HANDING_OUT})
WHERE_SEEN = EITHER_LEVEL | RECEIVING | HANDING_OUT
