"""Shows what the panel looked at: the list frozen at a decision, and what became of each file."""

from collections.abc import Callable
from typing import Any, Final

from flask import request
from flask.typing import ResponseReturnValue

from award.queries.frozen import A_PAGE, FrozenLine, FrozenList, Turned, list_frozen
from award.storage.db import db
from award.storage.evidence import Gone
from award.storage.journeys import Journey
from award.web.kit.access import actor
from award.web.kit.filters import day, file_size
from award.web.kit.pages import Link, render
from award.web.kit.paging import asked_page, pages_of
from award.web.kit.reading import OUTCOME_WORDS

GONE_WORDS: Final = {
    Gone.REMOVED: "Taken away",
    Gone.WITHDRAWN: "Withdrawn",
    Gone.INFECTED: "Destroyed, since it was infected",
    Gone.RECOGNISABLE: "Let go of, since children could be recognised",
    Gone.OUT_OF_TIME: "Let go of, since its time was over",
}
HEADS: Final = ["What", "Criterion", "Size and fingerprint", "Now"]
HASH_SHOWN: Final = 16


def show_frozen(
    journey: Journey,
    back: Link,
    *,
    with_names: bool = True,
    withdraw_at: Callable[[int], str] | None = None,
) -> ResponseReturnValue:
    """The page of every decision's list; without names for who may not see what is inside.

    ``withdraw_at`` is where a piece, by its number, is withdrawn by who may do that.
    """
    turned = Turned(request.args.get("list", 0, type=int) % 2**31, asked_page())
    found = list_frozen(db.session(), actor(), journey, turned)
    lists = [_shown(journey, one, with_names, withdraw_at) for one in found]
    return render("journeys/frozen.html", journey=journey, lists=lists, back=back)


def _shown(
    journey: Journey,
    found: FrozenList,
    with_names: bool,
    withdraw_at: Callable[[int], str] | None,
) -> dict[str, Any]:
    return {
        "title": f"{OUTCOME_WORDS[found.decision.outcome]}, {day(found.decision.released_at)}",
        "stands": found.decision.superseded_at is None,
        "unchanged": found.unchanged,
        "gone": found.gone,
        "digest": found.decision.evidence_digest,
        "count": found.total,
        "id": found.decision.id,
        "pages": pages_of(
            found.total, size=A_PAGE, page=found.page, address=lambda at: _at(found, at)
        ),
        "heads": [*HEADS, {"words": "If consent is taken back", "deeds": True}]
        if withdraw_at
        else HEADS,
        "rows": [
            [*_row(journey, one, with_names), *_deed(journey, one, withdraw_at)]
            for one in found.lines
        ],
    }


def _at(found: FrozenList, page: int) -> str:
    """This list at another page."""
    number = found.decision.id
    return f"{request.path}?list={number}&page={page}#decision-{number}"


def _row(journey: Journey, one: FrozenLine, with_names: bool) -> list[Any]:
    line = one.line
    name = {"words": line.title, "more": line.file_name} if with_names else f"Line {line.number}"
    file = f"{file_size(line.size)}, {line.sha256[:HASH_SHOWN]}" if line.version_id else "No file"
    return [name, line.criterion, file, _state(one, with_why=with_names and _is_own(journey, one))]


def _is_own(journey: Journey, one: FrozenLine) -> bool:
    """Whether a piece is the setting's own, not one that another setting shared with it."""
    return one.item is not None and one.item.setting_id == journey.setting_id


def _deed(journey: Journey, one: FrozenLine, withdraw_at: Callable[[int], str] | None) -> list[Any]:
    if withdraw_at is None:
        return []
    if one.item is None or one.item.removed_at is not None or not _is_own(journey, one):
        return [""]
    return [{"words": "Withdraw it", "href": withdraw_at(one.line.item_id)}]


def _state(one: FrozenLine, *, with_why: bool) -> dict[str, str] | str:
    """Whether a file is still kept, when and why it is not, and what was said of it then."""
    if one.item is not None and one.item.removed_at is not None and one.file is None:
        return f"Withdrawn on {day(one.item.removed_at)}"
    if one.file is None or one.file.gone_at is None:
        return "Kept"
    words = GONE_WORDS[one.file.gone_why] if one.file.gone_why else "No longer kept"
    return {
        "words": f"{words} on {day(one.file.gone_at)}",
        "more": one.file.gone_reason if with_why else "",
    }
