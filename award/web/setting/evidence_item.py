"""The page of one piece of evidence: what it is, where it counts, its versions, with whom it is."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from award.actions.linking import live_links
from award.actions.whose_piece import why_counted_by_visitor, why_visitors
from award.adapters import clock
from award.domain.coverage import Piece, Shown
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.domain.stages import GIVING
from award.queries.pieces import find_piece, list_besides, list_lent, names_of_owners
from award.queries.remarks import list_hidden_marks
from award.storage.db import db
from award.storage.evidence import EvidenceItem, EvidenceState, EvidenceVersion
from award.storage.facts import JourneyFacts, facts_of
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, find, needs
from award.web.kit.coverage import LOOKS, age_words, looked_words, pieces_seen
from award.web.kit.evidence_words import by_link
from award.web.kit.filters import day_short, file_size, unbroken
from award.web.kit.kind_words import said_for
from award.web.kit.pages import Link, render
from award.web.setting.blueprint import bp
from award.web.setting.closeness import address_of
from award.web.setting.evidence_cards import STATE_WORDS, picture_of
from award.web.setting.here import can
from award.web.setting.pieces import file_address, kind_of_piece, picture_address
from award.web.setting.used import targets_of

SHOWN_TOO = "You also show this criterion on the day"
CHILDREN = {None: "Not said yet", True: "Yes", False: "No"}


@dataclass(frozen=True)
class Use:
    """Where a piece counts: the criterion, as what, why, and whether that holds on the day."""

    criterion: Link
    expected: str
    why: str
    tone: str
    state: str
    more: str
    change: str
    unlink: str


@dataclass(frozen=True)
class VersionRow:
    """One version: its file, who added it when, and what can be done with it."""

    name: str
    href: str | None
    size: str
    who: str
    added: str
    dated: str
    words: str
    counts: bool
    gone: str
    back: str


@bp.get("/journeys/<int:journey_id>/evidence/<int:item_id>")
@needs(May.SEE_EVIDENCE)
def evidence_item(journey_id: int, item_id: int) -> ResponseReturnValue:
    """One piece, with everything that hangs on it."""
    journey = find(May.SEE_EVIDENCE, journey_id)
    item = piece_of(journey, item_id)
    facts = facts_of(journey, at=clock.now())
    own = item.setting_id == journey.setting_id
    may = what_may_be_done(journey, item)
    uses = uses_of(journey, item, facts, may_link=bool(may["may_link"]))
    is_hidden = item.id in list_hidden_marks(db.session(), actor(), journey)
    tone, state = state_of(journey, item, is_hidden=is_hidden)
    kind, kind_words, open_at = kind_of_piece(journey, item)
    return render(
        "setting/evidence/item.html",
        journey=journey,
        item=item,
        tone=tone,
        state=state,
        feedback=item.feedback if own and not is_hidden else "",
        kind=kind,
        kind_words=kind_words,
        open_at=open_at,
        picture=picture_of(journey, item),
        cover_at=_cover_at(journey, item) if may["may_let_go"] else "",
        uses=uses,
        others=targets_of(journey, item),
        unlinked=unlinked_in(journey, item),
        looked=looked_words(facts),
        versions=versions_of(journey, item, may_change=bool(may["may_change"])) if own else [],
        about=about(journey, item),
        besides=besides_of(journey, item),
        lent=list_lent(db.session(), actor(), item) if own else [],
        own=own,
        **may,
    )


def what_may_be_done(journey: Journey, item: EvidenceItem) -> dict[str, bool | str]:
    """What the person may do with the piece, by the names that the page asks for.

    ``theirs`` says why a visitor's piece is left as it is; empty for every other.
    """
    may_write = journey.stage in GIVING and can(May.WRITE_EVIDENCE, journey)
    own, theirs = item.setting_id == journey.setting_id, why_visitors(item, by=actor())
    in_group = journey.setting.group_id is not None
    return {
        "may_write": may_write,
        "may_link": may_write and not why_counted_by_visitor(journey, item, by=actor()),
        "may_change": own and may_write and not theirs,
        "may_let_go": own and may_write and not why_visitors(item, by=actor(), letting_go=True),
        "may_share": own and not theirs and in_group and can(May.SHARE_EVIDENCE, journey),
        "theirs": theirs if may_write else "",
    }


def _cover_at(journey: Journey, item: EvidenceItem) -> str:
    """Where a picture is cropped or blurred; empty for what is none."""
    if not picture_address(journey, item):
        return ""
    return url_for("setting.evidence_picture", journey_id=journey.id, item_id=item.id)


def piece_of(journey: Journey, item_id: int) -> EvidenceItem:
    """The piece, for who is looking. Raises NotFound for any other."""
    item = find_piece(db.session(), actor(), journey, item_id)
    if item is None:
        raise NotFound
    return item


def own_piece_of(journey: Journey, item_id: int) -> EvidenceItem:
    """A piece of the setting's own. Raises NotFound for any other."""
    item = piece_of(journey, item_id)
    if item.setting_id != journey.setting_id:
        raise NotFound
    return item


def address_of_item(journey: Journey, item_id: int) -> str:
    """The page of one piece."""
    return url_for("setting.evidence_item", journey_id=journey.id, item_id=item_id)


def back_to(journey: Journey, item: EvidenceItem) -> Link:
    """The way back to the page of a piece."""
    return Link(item.title, address_of_item(journey, item.id))


def state_of(journey: Journey, item: EvidenceItem, *, is_hidden: bool) -> tuple[str, str]:
    """What was said of the piece, as it holds in this journey, unless that is hidden."""
    if is_hidden:
        return STATE_WORDS[EvidenceState.GIVEN]
    links = live_links(item, journey).values()
    return STATE_WORDS[next((one.stands for one in links), item.state)]


def uses_of(
    journey: Journey, item: EvidenceItem, facts: JourneyFacts, *, may_link: bool
) -> list[Use]:
    """Where a piece counts in this journey, in the framework's order."""
    here: dict[str, Any] = {"journey_id": journey.id, "item_id": item.id}
    pieces = {one.criterion: one for one in pieces_seen(journey, facts) if one.item_id == item.id}
    links, found = live_links(item, journey), []
    shown = {one.code for one in journey.asked if one.on_the_day}
    for criterion in criteria_of(journey):
        link, piece = links.get(criterion.code), pieces.get(criterion.code)
        if link is None or piece is None:
            continue
        code = criterion.code
        tone, state, more = standing_words(piece)
        if code in shown:
            more = f"{more}. {SHOWN_TOO}" if more else SHOWN_TOO
        found.append(
            Use(
                Link(f"{code} {criterion.title}", address_of(journey, code)),
                link.expected,
                link.why_it_counts,
                tone,
                state,
                more,
                url_for("setting.evidence_link", code=code, **here) if may_link else "",
                url_for("setting.evidence_unlink", code=code, **here) if may_link else "",
            )
        )
    return found


def standing_words(piece: Piece) -> tuple[str, str, str]:
    """The tone and the words of how a piece stands for one criterion, and what there is to say."""
    tone, _, words = LOOKS[piece.standing]
    tone = {"given": "others"}.get(tone, tone)
    if piece.standing is Shown.TOO_OLD:
        return tone, words, age_words(piece)
    fresh = "" if piece.oldest_on == date.min else "Fresh enough"
    return tone, words, fresh


def unlinked_in(journey: Journey, item: EvidenceItem) -> list[Link]:
    """The criteria for which a piece does not count so far."""
    links = live_links(item, journey)
    here: dict[str, Any] = {"journey_id": journey.id, "item_id": item.id}
    return [
        Link(f"{one.code} {one.title}", url_for("setting.evidence_link", code=one.code, **here))
        for one in criteria_of(journey)
        if one.code not in links
    ]


def versions_of(journey: Journey, item: EvidenceItem, *, may_change: bool) -> list[VersionRow]:
    """Every version, the one that counts first."""
    rows = []
    for one in reversed(item.versions):
        counts = one is item.versions[-1]
        who = one.added_by_name or (item.given_by_name if one.number == 1 else "")
        here: dict[str, Any] = {"journey_id": journey.id, "item_id": item.id, "version_id": one.id}
        back = url_for("setting.evidence_go_back", **here)
        rows.append(
            VersionRow(
                f"Version {one.number}: {one.file_name}",
                file_address(journey, one),
                file_size(one.size),
                who,
                day_short(one.added_at),
                day_short(item.dated_on if counts else one.dated_on),
                one.words,
                counts,
                _gone_words(one),
                back if may_change and not counts and one.gone_at is None else "",
            )
        )
    return rows


def _gone_words(one: EvidenceVersion) -> str:
    return f"The file went on {day_short(one.gone_at)}" if one.gone_at else ""


def about(journey: Journey, item: EvidenceItem) -> list[dict[str, str]]:
    """What is known of a piece: names and what they hold."""
    owner = names_of_owners(db.session(), [item], journey).get(item.setting_id, "")
    given = f"{item.given_by_name}, {unbroken(day_short(item.given_at))}{by_link(item)}"
    rows = [
        ("Shared by" if owner else "Given by", owner or given),
        ("What day it is from", day_short(item.dated_on) if item.dated_on else "No day is given"),
    ]
    if item.link_address:
        rows.append(("Link looked at", day_short(item.link_seen_on)))
    if item.versions:
        asked = said_for("Children can be recognised", journey.setting)
        rows.append((asked, CHILDREN[item.recognisable]))
    return [{"key": key, "value": value} for key, value in rows]


def besides_of(journey: Journey, item: EvidenceItem) -> list[Link]:
    """What stands beside a piece: the setting's own versions of it, or what it is a version of."""
    found = list_besides(db.session(), actor(), journey, item)
    return [Link(one.title, address_of_item(journey, one.id)) for one in found]
