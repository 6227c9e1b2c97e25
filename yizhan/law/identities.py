"""Identities and numbers (L5): what a name, an id number, a code or a phone must look like."""

from yizhan.law.words import Word


class IdType(Word):
    """Kinds of identity documents (L5)."""

    RESIDENT = "resident", "居民身份证"
    PERMIT = "permit", "港澳台居民居住证"
    PASSPORT = "passport", "护照"
    CREDIT = "credit", "统一社会信用代码"


class Sex(Word):
    """Sex as the national code list has it."""

    UNKNOWN = "0", "未知"
    MALE = "1", "男"
    FEMALE = "2", "女"
