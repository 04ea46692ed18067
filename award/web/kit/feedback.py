"""The two screens on which feedback is given: the standards, and one standard with its pieces."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.advising import (
    Feedback,
    OfPiece,
    give_feedback,
    must_take_feedback,
    standards_of,
)
from award.actions.questioning import questioned
from award.actions.unsaying import list_fine_untold, take_back_fine
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.queries.remarks import (
    A_PAGE,
    Given,
    PiecesPage,
    count_pieces,
    find_ask,
    find_last_visit,
    last_said_at,
    list_pieces,
)
from award.storage.db import db
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing
from award.web.kit.errors import refused
from award.web.kit.feedback_form import form_of, lost_in, once, rows_of, shown_in
from award.web.kit.filters import day_short, plural
from award.web.kit.forms import Form
from award.web.kit.pages import Link, render
from award.web.kit.paging import Pages, asked_page, pages_of

SENT: Final = "Your feedback is with the setting. A letter tells them tomorrow morning."
FINE_SENT: Final = f"{SENT} Until then you can take it back here."
TAKEN_BACK: Final = "Taken back. No letter will tell the setting of it."


@dataclass(frozen=True)
class StandardRow:
    """One standard to look at: how much is there, how much of it is new, what was said of it."""

    code: str
    title: str
    told: str
    is_asked: bool
    href: str
    fine_at: str
    back_at: str


def feedback_overview(journey: Journey, room: str, *, back: Link) -> ResponseReturnValue:
    """The standards, those that were asked about first, and what is new in each."""
    session, here = db.session(), actor()
    ask, said = find_ask(session, journey), last_said_at(session, here, journey)
    titles = standards_of(journey)
    asked = set(ask.standards or titles) if ask else set()
    in_words = questioned(journey)
    fine = list_fine_untold(journey, by=here)
    rows = [
        _row(
            journey,
            room,
            code,
            title,
            said=said,
            is_asked=code in asked,
            in_words=code in in_words,
            is_fine=code in fine,
            counts=counts,
        )
        for (code, title), counts in zip(
            titles.items(), _counts(journey, titles, said), strict=True
        )
    ]
    return render(
        "journeys/feedback.html",
        journey=journey,
        asked_by=f"{ask.asked_by_name} asks" if ask else "",
        question=ask.question if ask else "",
        asked_on=day_short(ask.asked_at) if ask else "",
        asked=[one for one in rows if one.is_asked],
        others=[one for one in rows if not one.is_asked],
        visited_on=_visited_on(journey, said) if ask is None else "",
        back=back,
    )


def _visited_on(journey: Journey, said: Mapping[str, datetime]) -> str:
    """The day of a visit after which nothing was said yet: it counts as asking."""
    at = find_last_visit(db.session(), actor(), journey)
    spoke = max(said.values(), default=None)
    return day_short(at) if at is not None and (spoke is None or spoke < at) else ""


def _counts(
    journey: Journey, titles: Mapping[str, str], said: Mapping[str, datetime]
) -> list[Given]:
    """For each standard how much is new since it was last spoken of, and how much is not."""
    session, here, found = db.session(), actor(), []
    by_since = {
        since: count_pieces(session, here, journey, since=since)
        for since in {said.get(code) for code in titles}
    }
    for code in titles:
        counted = by_since[said.get(code)]
        own = [counted[one.code] for one in criteria_of(journey)
               if one.standard == code and one.code in counted]  # fmt: skip
        found.append(Given(sum(one.new for one in own), sum(one.changed for one in own)))
    return found


def _row(
    journey: Journey,
    room: str,
    code: str,
    title: str,
    *,
    said: Mapping[str, datetime],
    is_asked: bool,
    in_words: bool,
    is_fine: bool,
    counts: Given,
) -> StandardRow:
    before = f"since {day_short(said[code])}" if code in said else "to read"
    new = f"{plural(counts.new, 'piece')} {'new or changed ' if code in said else ''}{before}"
    told = new if counts.new else "Nothing new" if counts.changed else "Nothing was given yet"
    if is_fine:
        told = "You said that all is fine so far"
    given: dict[str, Any] = {"journey_id": journey.id, "code": code}
    offered = (counts.new or counts.changed) and not in_words and not is_fine
    return StandardRow(
        code,
        title,
        told,
        is_asked,
        url_for(f"{room}.feedback_standard", **given),
        url_for(f"{room}.feedback_fine", **given) if offered else "",
        url_for(f"{room}.feedback_fine_back", **given) if is_fine else "",
    )


def feedback_fine(journey: Journey, code: str, *, back: str, answer_at: str) -> ResponseReturnValue:
    """All of one standard is fine so far, in one tap; a question about it leads to its page."""
    try:
        with changing(journey, May.GIVE_FEEDBACK) as held:
            said = Feedback(fine=frozenset({code}), is_all=False)
            give_feedback(held, said, by=actor(), at=clock.now())
        flash(FINE_SENT)
    except NotReady as refusal:
        flash(f"{refusal}.", "attention")
        return redirect(answer_at)
    except NotAllowed as refusal:
        flash(str(refusal), "attention")
    return redirect(back)


def feedback_fine_back(journey: Journey, code: str, *, back: str) -> ResponseReturnValue:
    """Take back that all of one standard is fine, in one tap too."""
    try:
        with changing(journey, May.GIVE_FEEDBACK) as held:
            take_back_fine(held, code, by=actor(), at=clock.now())
        flash(TAKEN_BACK)
    except NotAllowed as refusal:
        flash(str(refusal), "attention")
    return redirect(back)


def feedback_of_standard(
    journey: Journey, room: str, code: str, *, back: Link, worry: Any = None
) -> ResponseReturnValue:
    """One standard: a text for it, and its pieces, the new ones first, each to be spoken of."""
    titles = standards_of(journey)
    if code not in titles:
        raise NotFound
    must_take_feedback(journey)
    found = _pieces(journey, code)
    ask = find_ask(db.session(), journey)
    asked = set(ask.standards or titles) if ask else set[str]()
    form = form_of(found, more_asked=len(asked) > 1)
    lost = lost_in(form)
    if lost:
        form.refuse(
            "A piece that you wrote about was taken away meanwhile. What you wrote of it stands "
            "below: use it in the text for the standard if it still helps"
        )
    elif form.validate_on_submit() and _given(journey, code, form, found):
        return redirect(back.href)
    return render(
        "journeys/feedback_standard.html",
        journey=journey,
        code=code,
        title=titles[code],
        form=form,
        rows=rows_of(journey, room, found, form),
        found=found,
        pages=_pages_of(journey, room, code, found),
        lost=lost,
        question=ask.question if ask is not None and code in asked else "",
        asked_by=ask.asked_by_name if ask is not None else "",
        back=back,
        worry=worry,
    )


def _pages_of(journey: Journey, room: str, code: str, found: PiecesPage) -> Pages:
    """The way to the other pages of a standard's pieces."""
    at = f"{room}.feedback_standard"
    return pages_of(
        found.total,
        size=A_PAGE,
        page=found.page,
        address=lambda number: url_for(at, journey_id=journey.id, code=code, page=number),
    )


def _pieces(journey: Journey, code: str) -> PiecesPage:
    """A page of the standard's pieces; of a form that was sent, the pieces that it showed."""
    codes = [one.code for one in criteria_of(journey) if one.standard == code]
    session, here = db.session(), actor()
    since = last_said_at(session, here, journey).get(code)
    only = shown_in(request.form) if request.method == "POST" else None
    page = asked_page()
    return list_pieces(session, here, journey, codes, since=since, page=page, only=only)


def _given(journey: Journey, code: str, form: Form, found: PiecesPage) -> bool:
    """Give what the form says. A refusal stands at its head, and nothing typed is lost."""
    pieces = {
        one.link.item_id: OfPiece(
            form[f"version_{one.link.item_id}"].data,
            form[f"state_{one.link.item_id}"].data,
            form[f"words_{one.link.item_id}"].data,
        )
        for one in found.pieces
        if f"version_{one.link.item_id}" in form
    }
    fine = frozenset({code}) if "fine" in request.form else frozenset()
    said = Feedback(
        {code: form["words"].data}, fine, pieces, is_all="last" in form and form["last"].data
    )
    try:
        with changing(journey, May.GIVE_FEEDBACK) as held:
            give_feedback(held, said, by=actor(), at=clock.now())
        flash(SENT)
        return True
    except (NotReady, NotAllowed, Stale) as refusal:
        refused(form, refusal)
        if isinstance(refusal, Stale):
            for one in once(_pieces(journey, code)):
                if (name := f"version_{one.link.item_id}") in form:
                    form[name].fill(one.link.item.version)
    return False
