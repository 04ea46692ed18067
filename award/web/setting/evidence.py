"""Evidence: listed and found again."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby
from typing import Final
from urllib.parse import urlencode

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.coverage import Piece, Shown
from award.domain.permissions import May
from award.domain.stages import BEFORE_PLANNING, GIVING, Stage
from award.queries.evidence import A_PAGE, EvidencePage, list_evidence
from award.queries.pieces import names_of_owners
from award.queries.remarks import list_hidden_marks
from award.queries.sought import Dated, Kind, Sought
from award.storage.db import db
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of, standards_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, needs
from award.web.kit.coverage import pieces_seen
from award.web.kit.pages import Link, render
from award.web.kit.paging import pages_of
from award.web.setting.asking import feedback_link
from award.web.setting.blueprint import bp
from award.web.setting.closeness import address_of
from award.web.setting.evidence_cards import (
    STATE_WORDS,
    EvidenceCard,
    evidence_card,
)
from award.web.setting.here import can, journey_here, rests

LONGEST_NUMBER: Final = 7
NARROWED: Final = ("words", "criterion", "state", "kind", "dated")
DECIDED: Final = frozenset({Stage.AWARDED, Stage.NOT_YET})
NEEDS_SOMEBODY: Final = frozenset({"attention", "stopped"})
FEW: Final = 6
TOO_OLD: Final = "too_old"
ON_THE_DAY: Final = "on_the_day"
KIND_WORDS: Final = {
    Kind.PICTURE: "Pictures",
    Kind.DOCUMENT: "Documents",
    Kind.LINK: "Links",
    Kind.NOTE: "Notes",
}
DATED_WORDS: Final = {
    Dated.THIS_YEAR: "In the last 12 months",
    Dated.YEAR_BEFORE: "12 to 24 months ago",
    Dated.LONGER: "Longer ago",
}
Listed = tuple[EvidenceCard, list[str]]


@bp.get("/evidence", defaults={"journey_id": None})
@bp.get("/journeys/<int:journey_id>/evidence")
@needs(May.SEE_EVIDENCE)
def evidence(journey_id: int | None) -> ResponseReturnValue:
    """The tray, and everything that was given, criterion by criterion, to find by words."""
    journey = journey_here(May.SEE_EVIDENCE, journey_id)
    # How old each piece may be is worked out only where that is what somebody looks for.
    facts = facts_of(journey, at=clock.now())
    pieces = pieces_seen(journey, facts) if request.args.get("state") == TOO_OLD else ()
    hidden = list_hidden_marks(db.session(), actor(), journey)
    sought = replace(sought_in(request.args, pieces, today=facts.today), hidden=hidden)
    found = list_evidence(db.session(), actor(), journey, sought)
    may_write = journey.stage in GIVING and can(May.WRITE_EVIDENCE, journey)
    tray, sorted_ones = cards_in(journey, pieces, found, hidden, may_write=may_write)
    return render(
        "setting/evidence.html",
        journey=journey,
        found=found,
        pages=pages_of(found.total, size=A_PAGE, page=found.page, address=address_of_page),
        tray=tray,
        bunches=by_standard(
            journey, sorted_ones, all_open=sought.is_narrowed or len(sorted_ones) <= FEW
        ),
        may_take=may_have_files_in(found),
        on_the_day=on_the_day_in(journey, sought, request.args.get("state", "")),
        sought=sought,
        asked=request.args,
        choices=choices_for(journey),
        may_drop=may_write and not rests(journey),
        may_write=may_write,
        begins=journey.stage in BEFORE_PLANNING,
        feedback=feedback_link(journey),
        decided=journey.stage in DECIDED or journey.first_deferred_on is not None,
        others=others_of(journey, may_write=may_write),
    )


def may_have_files_in(found: EvidencePage) -> bool:
    """Whether there may be a file to take along: a sorted one is here, or not all is here."""
    kept = (one for one in found.items if one.state is not EvidenceState.UNSORTED)
    return any(one.versions for one in kept) or len(found.items) < found.total


def address_of_page(number: int) -> str:
    """This list as it is narrowed now, at another page."""
    narrowed = {name: words for name, words in request.args.items() if name in NARROWED and words}
    return f"{request.path}?{urlencode(narrowed | {'page': number})}"


def cards_in(
    journey: Journey,
    pieces: Sequence[Piece],
    found: EvidencePage,
    hidden: Container[int],
    *,
    may_write: bool,
) -> tuple[list[EvidenceCard], list[Listed]]:
    """The cards of the tray, and those of what is sorted, each with its criteria."""
    owners = names_of_owners(db.session(), found.items, journey)
    tray, sorted_ones = [], []
    for item in found.items:
        codes = codes_of(journey, item)
        own = [one for one in item.links if one.journey_id == journey.id and not one.removed_at]
        card = evidence_card(
            journey, item, own[0] if own and own[0].state else None,
            may_write=may_write,
            pieces=[one for one in pieces if one.item_id == item.id],
            owner=owners.get(item.setting_id, ""),
            drawn=found.drawn,
            hidden=hidden,
            filed=found.filed,
        )  # fmt: skip
        if item.state is EvidenceState.UNSORTED:
            tray.append(card)
        else:
            sorted_ones.append((card, codes))
    return tray, sorted_ones


def others_of(journey: Journey, *, may_write: bool) -> list[Link]:
    """Where else evidence can come from, and where it went."""
    if not may_write:
        return []
    known = (
        (journey.previous_id, "Carry on what you showed before", "evidence_carry"),
        (journey.setting.group_id, "See what your group shares", "evidence_offered"),
        (True, "See what was taken away lately", "evidence_gone"),
    )
    return [
        Link(words, url_for(f"setting.{screen}", journey_id=journey.id))
        for is_there, words, screen in known
        if is_there
    ]


def sought_in(asked: Mapping[str, str], pieces: Sequence[Piece], *, today: date) -> Sought:
    """What the address says somebody looks for."""
    state, page, kind = asked.get("state", ""), asked.get("page", "1"), asked.get("kind", "")
    old = {one.item_id for one in pieces if one.standing is Shown.TOO_OLD}
    dated = asked.get("dated", "")
    return Sought(
        words=asked.get("words", "")[:200],
        criterion=asked.get("criterion", "")[:10],
        state=EvidenceState(state) if state in set(EvidenceState) else None,
        page=int(page) if page.isdecimal() and len(page) < LONGEST_NUMBER else 1,
        kind=Kind(kind) if kind in set(Kind) else None,
        dated=Dated(dated) if dated in set(Dated) else None,
        today=today,
        among={TOO_OLD: frozenset(old), ON_THE_DAY: frozenset[int]()}.get(state),
    )


def on_the_day_in(journey: Journey, sought: Sought, state: str) -> list[Link]:
    """The criteria that will be shown at the visit, as far as the list is about them.

    There is nothing to find words in, and no kind or day to go by.
    """
    told = sought.words.strip() or sought.kind or sought.dated or sought.page > 1
    if told or state not in ("", ON_THE_DAY):
        return []
    said = {one.code for one in journey.asked if one.on_the_day}
    return [
        Link(f"{one.code} {one.title}", address_of(journey, one.code))
        for one in criteria_of(journey)
        if one.code in said and sought.criterion in ("", one.code)
    ]


def choices_for(journey: Journey) -> dict[str, list[dict[str, str]]]:
    """What can be chosen in each of the lists that narrow this one."""
    every = {"value": "", "words": "All"}
    states = [(str(one), words) for one, (_, words) in STATE_WORDS.items()]
    states += [(TOO_OLD, "Too old for the visit"), (ON_THE_DAY, "To be shown on the day")]
    lists = {
        "criterion": [(one.code, f"{one.code} {one.title}") for one in criteria_of(journey)],
        "state": states,
        "kind": [(str(one), words) for one, words in KIND_WORDS.items()],
        "dated": [(str(one), words) for one, words in DATED_WORDS.items()],
    }
    return {
        name: [every, *({"value": value, "words": words} for value, words in known)]
        for name, known in lists.items()
    }


@dataclass(frozen=True)
class Bunch:
    """The cards of one standard, under the criterion that each is for."""

    title: str
    groups: list[tuple[Link | None, list[Listed]]]
    is_open: bool

    @property
    def cards(self) -> list[EvidenceCard]:
        """All of them."""
        return [card for _, listed in self.groups for card, _ in listed]

    @property
    def needing(self) -> int:
        """How many of them need somebody."""
        return sum(one.tone in NEEDS_SOMEBODY for one in self.cards)


def by_standard(journey: Journey, cards: list[Listed], *, all_open: bool) -> list[Bunch]:
    """The cards of a page by standard; what is not sorted by any comes first, without a title.

    A standard stands open where a piece needs somebody; where none does, the first one does.
    """
    titles = {one.code: f"{one.code} {one.title}" for one, _ in standards_of(journey)}
    found: list[Bunch] = []
    groups = by_criterion(journey, cards)
    for code, every in groupby(groups, key=lambda one: standard_code(one[0])):
        inside = list(every)
        needs = any(card.tone in NEEDS_SOMEBODY for _, listed in inside for card, _ in listed)
        found.append(Bunch(titles.get(code, ""), inside, all_open or needs or not code))
    if not any(one.is_open for one in found):
        found[:1] = [replace(one, is_open=True) for one in found[:1]]
    return found


def standard_code(head: Link | None) -> str:
    """The code of the standard of which a criterion's heading speaks; empty for no criterion."""
    return head.words.partition(".")[0] if head else ""


def by_criterion(journey: Journey, cards: list[Listed]) -> list[tuple[Link | None, list[Listed]]]:
    """The cards of a page under the criterion that each is for; None for what is not sorted."""
    titles = {one.code: one.title for one in criteria_of(journey)}
    found = []
    for code, group in groupby(cards, key=lambda one: next(iter(one[1]), "")):
        head = Link(f"{code} {titles[code]}", address_of(journey, code)) if code in titles else None
        found.append((head, list(group)))
    return found


def codes_of(journey: Journey, item: EvidenceItem) -> list[str]:
    """The criteria of this journey for which an item counts."""
    live = (one for one in item.links if one.journey_id == journey.id and one.removed_at is None)
    return sorted(one.criterion for one in live)
