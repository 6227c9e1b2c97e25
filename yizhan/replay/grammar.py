"""The grammar of a scenario (推演格式): which keys there are, who does what, with which words."""

import re
from collections.abc import Mapping

from yizhan.law.words import Post

TOP = {
    "title", "division", "calendar", "item", "applicant", "steps", "note", "staff", "mandate",
    "centre", "station", "places",
}  # fmt: skip
ITEM = {
    "name", "type", "statutory", "promised", "correction", "notice", "online", "departments",
    "levels", "forward_days", "certificate", "months", "hours", "instant", "quota", "materials",
    "scope", "halls", "published",
}  # fmt: skip
COMMON = {"at", "as", "do", "case", "expect", "note"}
POSTS = {
    **{post.value: post for post in Post if post is not Post.CLOCK},
    "system": Post.CLOCK,
}
OFFICES = {"lead", "lower", "upper", "guardian"}
HELPER = "helper"  # who works at the station (帮办代办员)
DOES: Mapping[str, tuple[str, set[str]]] = {
    "submit": ("applicant", {"channel", "materials", "posted", "aim", "of", "hall", "collect"}),
    "mend": ("applicant", {"materials"}),
    "finish": ("front", set()),
    "not_required": ("front", {"reason"}),
    "not_competent": ("front", {"authority", "address", "phone"}),
    "accept": ("front", set()),
    "receipt": ("front", set()),
    "notify": ("front", {"defects"}),
    "correct": ("applicant", {"materials", "posted", "channel"}),
    "prereview": ("front", {"ok", "visit_at"}),
    "visit": ("applicant", {"purpose"}),
    "originals": ("front", {"ok", "problem"}),
    "special": ("back", {"kind", "days", "participants", "fee", "place", "held_on", "chair"}),
    "special_done": ("back", {"signed", "sealed", "finding", "kind"}),
    "pause": ("back", {"reason"}),
    "extend": ("head", {"reason"}),
    "review": ("back", {"finding", "officers", "on_site"}),
    "opinion": ("lead", {"agree", "reasons"}),
    "first_review": ("lower", {"opinion"}),
    "forward": ("lower", set()),
    "hand_over": ("front", set()),
    "send_result": ("front", {"to"}),
    "sign_for": ("front", {"number"}),
    "tell_hearing": ("back", {"reason"}),
    "ask_hearing": ("applicant", set()),
    "call_hearing": ("back", {"held_at", "place", "chair", "recorder", "reason"}),
    "record_hearing": ("back", {"record", "signers", "recorder", "reason"}),
    "ask": ("back", {"materials"}),
    "decide": (
        "chief",
        {"grant", "facts", "reasons", "basis", "reconsideration", "court", "conditions"},
    ),
    "certify": ("back", set()),
    "recall": ("chief", {"ground", "reason", "basis"}),
    "revoke": ("chief", {"ground", "reason", "basis"}),
    "cancel": ("chief", {"ground", "reason", "basis"}),
    "suspend": ("chief", {"reason", "basis", "until"}),
    "restore": ("chief", {"reason", "basis"}),
    "deliver": ("front", {"way", "tracking", "posted", "recipient", "query_code"}),
    "publish": ("back", set()),
    "withdraw": ("applicant", {"reason"}),
    "terminate": ("chief", {"reason", "basis"}),
    "void": ("supervisor", {"reason"}),
    "rate": ("applicant", {"level", "tags"}),
    "pass": ("system", set()),
    "fetch": ("", {"materials", "reason"}),
    "end_mandate": ("applicant", set()),
    "errand": (
        HELPER,
        {"mode", "materials", "signed", "read_aloud", "actions", "since", "until", "hour", "place",
         "ready", "confirmed"},
    ),
    "arrive": (HELPER, set()),
    "attach": (HELPER, set()),
    "hand_to_person": (HELPER, {"signed"}),
    "revisit": (HELPER, {"answers"}),
    "report": (HELPER, {"month"}),
    "open_window": ("", {"window"}),
    "ask_stay": ("", {"window", "reason"}),
    "answer_stay": ("", {"of", "agree", "reason"}),
    "send": ("", {"person", "post"}),
    "roster": ("", {"window", "person", "on"}),
    "arrange": ("", {"days"}),
    "delegate": ("", {"to", "since", "until", "reason"}),
    "propose_change": ("", {"merge", "into", "on", "basis"}),
    "approve_change": ("", set()),
}  # fmt: skip
NAMED = {  # only somebody by name does it, for it is done with a login
    "fetch", "open_window", "ask_stay", "answer_stay", "send", "roster", "arrange", "delegate",
    "propose_change", "approve_change", "errand", "arrive", "attach", "hand_to_person", "revisit",
    "report",
}  # fmt: skip
EXPECT = {
    "outcome", "clause", "message", "state", "received_on", "accepted_on", "deemed", "due", "clock",
    "provisional", "papers", "papers_include", "exceptions", "exceptions_include", "visits",
    "visits_allowed", "certificate", "held", "ledger", "holes",
}  # fmt: skip
DUE = {"notice", "correction", "promised", "statutory", "special", "delivery", "publication"}
ALSO_DUE = {"handover"}  # shown where a scenario asks for it
MOMENT = re.compile(r"^(\d{4}-\d{2}-\d{2})(?:[ T](\d{1,2}:\d{2}(?::\d{2})?))?$")
LISTS = {"materials", "defects", "tags", "actions", "answers"}
