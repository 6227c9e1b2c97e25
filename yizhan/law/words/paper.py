"""Words of what is issued (文书证照): papers and certificates."""

from yizhan.law.words.word import Word


class CertificateKind(Word):
    """The four kinds of certificate (H5.5)."""

    LICENCE = "licence", "许可证、执照"
    QUALIFICATION = "qualification", "资格证、资质证"
    APPROVAL = "approval", "批准文件、证明文件"
    OTHER = "other", "其他证件"


class CertificateState(Word):
    """What a certificate is worth today (L3)."""

    VALID = "valid", "有效"
    CHANGED = "changed", "已变更"
    RENEWED = "renewed", "已延续"
    DEEMED_RENEWED = "deemed_renewed", "视为准予延续"
    WITHDRAWN = "withdrawn", "已撤回"
    REVOKED = "revoked", "已撤销"
    CANCELLED = "cancelled", "已注销"
    SUSPENDED = "suspended", "已暂扣"
    EXPIRED = "expired", "已过期"


class Paper(Word):
    """The papers of L4 by their id; titles are settings, these are the standard's own."""

    RECEIPT = "L4.1", "收件通知书"
    DEFECTS = "L4.2", "一次性告知通知书"
    ACCEPTANCE = "L4.3", "决定受理通知书"
    NON_ACCEPTANCE = "L4.4", "不予受理通知书"
    SPECIAL = "L4.5", "特殊环节通知书"
    EXTENSION = "L4.6", "延期通知书"
    HEARING = "L4.7", "听证告知书"
    OPINION = "L4.8", "审查意见"
    GRANT = "L4.9", "准予许可决定书"
    REFUSAL = "L4.10", "不予许可决定书"
    CERTIFICATE = "L4.11", "证照"
    DELIVERY = "L4.12", "送达回证"
    CLOSURE = "L4.13", "自动办结告知书"
    TERMINATION = "L4.14", "撤回（终止）通知书"
    JOINT = "L4.15", "联合办理文书"
    MANDATE = "L4.16", "委托书"
