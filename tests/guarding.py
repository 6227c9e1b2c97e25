"""Guardianships for tests, recorded on the documents that the law wants."""

from yizhan.accounts import guardians
from yizhan.law.clocks import local
from yizhan.law.guardians import Evidence, Guarding, Kin
from yizhan.law.mandates import Ground, Period

DOCUMENTS = {Ground.MINOR: Evidence.HOUSEHOLD, Ground.INCAPACITY: Evidence.JUDGMENT}


def guarded(guardian, ward, ground=Ground.MINOR, *, at, since=None):
    """Return the id of the guardianship of a parent."""
    said = Guarding(
        ground=ground,
        kin=Kin.PARENT,
        document=DOCUMENTS[ground],
        words="示例证明1号",
        period=Period(since or local(at).date()),
    )
    return guardians.record(guardian, ward, said, at=at)
