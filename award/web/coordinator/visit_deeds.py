"""What a coordinator reads of one visit in short, the one next step of it, and the others."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import url_for

from award.actions import visiting
from award.actions.fitting import kinds_of
from award.actions.recording import WRITABLE
from award.adapters import clock
from award.domain.spoken import listed
from award.domain.visit_days import spoken_moment, still_to_come
from award.domain.visits import COMING, GONE, VisitKind, VisitState, visit_row
from award.queries.visits import VisitSeen, arranged_since, is_off, list_visits
from award.queries.waits_of_visits import answer_to, answers_to_records, is_put_right
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.storage.working import NEEDS_VISITOR
from award.web.coordinator.wording import FORM_WORDS, VISIT_WORDS
from award.web.kit.access import actor
from award.web.kit.filters import moment
from award.web.kit.pages import Link
from award.web.kit.visit_agreeing import AGREED_BY_PHONE
from award.web.kit.visit_noting import has_begun, state_words
from award.web.kit.visit_writers import words_of

CHOOSE: Final = "Confirm a date"
OTHER_DAYS: Final = "Offer other days"
HAND_ON: Final = "Hand it to somebody else"
HANDED_ON: Final = (*NEEDS_VISITOR, VisitState.SHARED)
PUT_RIGHT: Final = ("yours", "To be put right")


@dataclass(frozen=True)
class Deeds:
    """What a coordinator can do about a visit now: the one next step, if there is one, and more."""

    next: Link | None
    others: Sequence[Link]


def shown_all(found: Journey, listed: Sequence[VisitSeen]) -> dict[int, dict[str, Any]]:
    """Each of a journey's visits by its number, as it stands in a list."""
    told = [one.visit for one in listed if one.visit.state is VisitState.WRITTEN_UP]
    said = answers_to_records(db.session(), [found.id]) if told else []
    fits = {row.kind for row in kinds_of(found)}
    among = [one.visit for one in listed]
    return {
        one.visit.id: _shown(
            found,
            one,
            words_of(answer_to(one.visit, said)),
            _anew(found, one.visit, among, fits),
            mended=is_put_right(one.visit, said),
        )
        for one in listed
    }


def _shown(
    found: Journey, seen: VisitSeen, against: str, anew: Link | None, *, mended: bool
) -> dict[str, Any]:
    one, visitor = seen.visit, seen.visitor
    to_mend = bool(against) and not mended
    tone, words = PUT_RIGHT if to_mend else state_words(one, VISIT_WORDS)
    return {
        "title": visit_row(one.kind).name,
        "href": url_for("coordinator.visit", journey_id=found.id, visit_id=one.id),
        "when": when_words(one),
        "more": ", ".join(part for part in (FORM_WORDS[one.form], one.place, visitor) if part),
        "tone": tone,
        "state": words,
        "reason": one.change_reason,
        "against": against,
        "is_gone": one.state in GONE,
        "deeds": _deeds(found, seen, anew, to_mend=to_mend),
    }


def visits_to_hand_on(found: Journey) -> list[tuple[str, Link]]:
    """Each visit to come that nobody makes any more in a sentence, with the way to hand it on."""
    return [
        (
            f"{one.name}: {when_words(one.visit)}. Nobody makes it any more.",
            _link(found, one.visit, HAND_ON),
        )
        for one in list_visits(db.session(), actor(), found)
        if one.is_unmade
    ]


def when_words(one: Visit) -> str:
    """When a visit is, or for which days it is or was offered."""
    if one.starts_at is not None:
        return moment(one.starts_at)
    days = listed([spoken_moment(datetime.fromisoformat(each)) for each in one.offered], "or")
    still = one.state is VisitState.PROPOSED and one.superseded_at is None
    return f"{'Offered' if still else 'Was offered'} for {days}"


def _deeds(found: Journey, seen: VisitSeen, anew: Link | None, *, to_mend: bool) -> Deeds:
    """What a coordinator can do about a visit now; one that is off leads to what comes ``anew``."""
    one = seen.visit
    if seen.is_over or one.state in GONE:
        return Deeds(anew, ())
    next_, rest = _own(one, to_mend=to_mend) if one.visitor_id == actor().user_id else ("", [])
    choose = ""
    if one.state is VisitState.PROPOSED and visiting.may_choose(found, one, by=actor()):
        choose = CHOOSE if seen.is_own_offer else AGREED_BY_PHONE
    if choose and not still_to_come(one.offered, clock.now()):
        next_, choose = OTHER_DAYS, ""
    if choose == CHOOSE:
        next_ = choose
    if seen.is_unmade:
        next_, choose = HAND_ON, ""
    words = [*filter(None, [next_, choose]), *rest, *_changes(one)]
    links = {each: _link(found, one, each) for each in words}
    return Deeds(links.pop(next_, None), list(links.values()))


def _own(one: Visit, *, to_mend: bool) -> tuple[str, list[str]]:
    """What the visitor does next with their own visit, and what else they can do."""
    if one.state is VisitState.CONFIRMED and not has_begun(one):
        return "", ["Print a sheet for it"]
    if one.state not in WRITABLE:
        return "", []
    seen = "Add what you saw"
    if one.state is VisitState.SHARED:
        return "", ["Change the record", seen]
    if to_mend:
        return "Put the record right", ["Share it as it is", seen]
    if one.state is VisitState.WRITTEN_UP:
        return "Share the record", ["Change the record", seen]
    return "Write the record", [seen]


def _changes(one: Visit) -> list[str]:
    """What every coordinator can change of a visit, by how far it has come."""
    begun, booked = has_begun(one), one.state is VisitState.CONFIRMED
    ahead = one.state in COMING and not begun
    offers = [
        (OTHER_DAYS, ahead),
        ("Move it", booked and not begun),
        ("Cancel it", ahead),
        (HAND_ON, one.state in HANDED_ON),
        ("It did not take place", booked and begun),
    ]
    return [words for words, is_open in offers if is_open]


SCREENS: Final = {
    AGREED_BY_PHONE: "visit_confirm",
    CHOOSE: "visit_confirm",
    "Print a sheet for it": "visit_sheet",
    "Write the record": "visit_record",
    "Change the record": "visit_record",
    "Put the record right": "visit_record",
    "Add what you saw": "visit_seen",
    "Share the record": "visit_share",
    "Share it as it is": "visit_share",
    OTHER_DAYS: "visit_other_days",
    "Move it": "visit_move",
    "Cancel it": "visit_cancel",
    HAND_ON: "visit_hand_over",
    "It did not take place": "visit_missed",
}


def _link(found: Journey, one: Visit, words: str) -> Link:
    screen = f"coordinator.{SCREENS[words]}"
    return Link(words, url_for(screen, journey_id=found.id, visit_id=one.id))


def _anew(
    found: Journey, gone: Visit, among: Sequence[Visit], fits: Container[VisitKind]
) -> Link | None:
    """What comes after a visit that was called off: new dates, or the visit arranged since.

    While the journey rests no dates are proposed, but one that was agreed can be booked.
    """
    if not is_off(gone):
        return None
    since = arranged_since(gone, among)
    here: dict[str, Any] = {"journey_id": found.id}
    if since is not None:
        href = url_for("coordinator.visit", visit_id=since.id, **here)
        return Link("Look at the new visit", href)
    if gone.kind not in fits:
        return None
    if found.paused_until is not None:
        return Link("Book a new date", url_for("coordinator.visit_book", kind=gone.kind, **here))
    return Link("Propose new dates", url_for("coordinator.visit_propose", kind=gone.kind, **here))
