"""When an act of the panel is open beyond its stage (CNT-05): each reads the course of the case."""

from yizhan.cases.queries import CaseView
from yizhan.law.clocks import local
from yizhan.law.words import Channel, Levels, OnlineClass, Stage
from yizhan.places import halls


def at_hand(view: CaseView) -> bool:
    """Return whether the result lies with whoever reads the case, to be handed out (H7.1)."""
    pickup = view.standing.course.pickup
    if pickup is None or pickup.sent_at is None:
        return True
    return pickup.signed_at is not None and view.office == view.case.collect_at


def unsent(view: CaseView) -> bool:
    """Return whether a result of the county may still go to another hall (H7.1)."""
    pickup = view.standing.course.pickup
    certified = view.standing.course.certified or not view.docket.rules.certificate
    ready = certified or not view.standing.course.granted
    return ready and not (pickup and pickup.sent_at) and bool(halls.halls_of(view.authority.region))


def unsigned(view: CaseView) -> bool:
    """Return whether a result that came has still to be signed for (H7.1)."""
    pickup = view.standing.course.pickup
    return bool(pickup and pickup.sent_at and not pickup.signed_at)


def always(_view: CaseView) -> bool:
    """Return that nothing more is asked than the stage."""
    return True


def instant(view: CaseView) -> bool:
    """Return whether the item can be concluded on the spot with what is held (H4.1)."""
    rules, course = view.docket.rules, view.standing.course
    return rules.instant and not rules.lacking(course.held, course.needed)


def lacking(view: CaseView) -> bool:
    """Return whether something is lacking that may be mended today (H4.4)."""
    course = view.standing.course
    today = course.received_on == local(view.at).date()
    return today and bool(view.docket.rules.lacking(course.held, course.needed))


def acceptable(view: CaseView) -> bool:
    """Return whether the acceptance notice may be issued now (H4.5, H4.6)."""
    course = view.standing.course
    if course.accepted_on:
        return not course.acceptance_noticed
    received = course.stage in {Stage.RECEIVED, Stage.FORWARDED}
    if view.docket.rules.levels is Levels.FORWARD and not course.handed_up_at:
        return False
    return received and not view.docket.rules.lacking(course.held, course.needed)


def notifiable(view: CaseView) -> bool:
    """Return whether a one-time notice is due, or its own items once more (L3.1)."""
    course = view.standing.course
    return not course.notices or bool(course.corrected)


def no_receipt(view: CaseView) -> bool:
    """Return whether no receipt was issued yet."""
    return view.standing.course.receipt_at is None


def in_correction(view: CaseView) -> bool:
    """Return whether the applicant has still to correct (H4.7)."""
    return view.standing.course.stage is Stage.CORRECTION


def prereviewed_online(view: CaseView) -> bool:
    """Return whether the online class knows a pre-review (W3.1b, W3.2)."""
    online = view.standing.course.channel is Channel.ONLINE
    return online and view.content.online in {OnlineClass.ON_SITE, OnlineClass.TWICE}


def originals(view: CaseView) -> bool:
    """Return whether originals are still to be seen (W3.1a)."""
    course = view.standing.course
    return course.channel is Channel.ONLINE and not course.originals_ok


def later(view: CaseView) -> bool:
    """Return whether something may follow later."""
    held = view.standing.course.held
    return any(one.need == "later" and one.id not in held for one in view.content.materials)


def running(view: CaseView) -> bool:
    """Return whether a special procedure runs."""
    return bool(view.standing.course.running)


def unheard(view: CaseView) -> bool:
    """Return whether the right to a hearing was not told."""
    return view.standing.course.hearing is None


def uncertified(view: CaseView) -> bool:
    """Return whether the certificate is still to be made (H5.5)."""
    return view.docket.rules.certificate is not None and not view.standing.course.certified


def unpublished(view: CaseView) -> bool:
    """Return whether the decision is not public yet (H5.6)."""
    return view.standing.course.published_at is None


def ripe(view: CaseView) -> bool:
    """Return whether a decision may be drafted (H5.0, H5.2)."""
    course = view.standing.course
    reviewed = course.reviewed_at is not None or bool(course.parts)
    return reviewed and not course.running


def unextended(view: CaseView) -> bool:
    """Return whether the limit was not extended yet (L2.6)."""
    return not view.standing.course.extension


def unanswered(view: CaseView) -> bool:
    """Return whether the reader's own department has still to answer (H5.3)."""
    unit = view.docket.unit_of(view.office)
    return any(part.unit == unit for part in view.standing.course.silent)


def first_reviewed(view: CaseView) -> bool:
    """Return whether the item is reviewed below and decided above (H4.9)."""
    return view.docket.rules.levels is Levels.FIRST_REVIEW


def forwarded(view: CaseView) -> bool:
    """Return whether the window only forwards the item, with all that is needed (H4.10)."""
    rules, course = view.docket.rules, view.standing.course
    return rules.levels is Levels.FORWARD and not rules.lacking(course.held, course.needed)


def hearing_asked(view: CaseView) -> bool:
    """Return whether a hearing was asked for and not called yet (L2.12)."""
    right, course = view.standing.course.hearing, view.standing.course
    held = any(pause.kind == "hearing" for pause in course.pauses)
    return bool(right and right.asked) and not held


def hearing_runs(view: CaseView) -> bool:
    """Return whether a hearing was called and waits for its record (L4.7)."""
    return any(pause.kind == "hearing" for pause in view.standing.course.running)
