"""The page of a talk: all that was said of one piece or one standard, and a field to go on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from award.actions.advising import (
    TOO_LATE,
    Feedback,
    OfPiece,
    give_feedback,
    standards_of,
)
from award.actions.answering import answer_feedback
from award.adapters import clock
from award.domain.feedback import LONGEST_REMARK
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import GIVING
from award.queries.remarks import find_piece, list_of_pieces, list_of_standards
from award.storage.db import db
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.journeys import Journey
from award.storage.remarks import Remark
from award.web.kit.access import actor, candidates, changing, has, may_with
from award.web.kit.errors import refused
from award.web.kit.forms import AtMost, Choice, ChoiceField, Form, HiddenVersion, LongField
from award.web.kit.pages import Link, render
from award.web.kit.screens import Screens, piece_address
from award.web.kit.threads import line_of

MARKS: Final = (
    Choice(EvidenceState.ACCEPTED, "Accepted"),
    Choice(EvidenceState.NEEDS_MORE, "Needs more", hint="Say below what would complete it"),
    Choice(EvidenceState.NOT_RELEVANT, "Does not fit here", hint="Say below why"),
)


class AnswerForm(Form):
    """What the setting answers, or asks back."""

    words = LongField("Your answer", [AtMost(LONGEST_REMARK)], rows=4)


class PieceForm(Form):
    """What the authority's people say of one piece."""

    version = HiddenVersion()
    state = ChoiceField("How does it look? (optional)", choices=MARKS)
    words = LongField("What would you like to say?", [AtMost(LONGEST_REMARK)], rows=4)


class StandardForm(Form):
    """What the authority's people say of one standard."""

    words = LongField("What is good, and what would help?", [AtMost(LONGEST_REMARK)], rows=4)


@dataclass(frozen=True)
class Talk:
    """One talk: what it is about, what was said, who goes on with it, and how."""

    about: str
    lead: str
    said: Callable[[], Sequence[Remark]]
    form: Form
    act: Callable[[Journey], object]
    version_now: Callable[[], int] = lambda: 0
    read_at: str = ""


def talk_of_piece(
    journey: Journey, item_id: int, screens: Screens, *, back: Link, may: May, lead: str = ""
) -> ResponseReturnValue:
    """Everything that was said of one piece, and a field to go on. Raises NotFound for others."""
    item = find_piece(db.session(), actor(), journey, item_id)
    if item is None:
        raise NotFound
    form: Form = PieceForm(version=item.version) if may is May.GIVE_FEEDBACK else AnswerForm()

    def said() -> Sequence[Remark]:
        return list_of_pieces(db.session(), actor(), journey, [item_id]).get(item_id, ())

    def act(held: Journey) -> None:
        words = form["words"].data
        if may is May.GIVE_FEEDBACK:
            one = OfPiece(form["version"].data, form["state"].data, words)
            given = Feedback(pieces={item_id: one}, is_all=False)
            give_feedback(held, given, by=actor(), at=clock.now())
        else:
            answer_feedback(held, item_id=item_id, words=words, by=actor(), at=clock.now())

    read_at = _read_at(journey, item, screens)
    talk = Talk(item.title, lead, said, form, act, lambda: item.version, read_at)
    return _page(journey, talk, back=back, may=may)


def talk_of_standard(
    journey: Journey, code: str, *, back: Link, may: May, lead: str = ""
) -> ResponseReturnValue:
    """Everything that was said of one standard, and a field to go on."""
    titles = standards_of(journey)
    if code not in titles:
        raise NotFound
    form: Form = StandardForm() if may is May.GIVE_FEEDBACK else AnswerForm()

    def said() -> Sequence[Remark]:
        return list_of_standards(db.session(), actor(), journey, code).get(code, ())

    def act(held: Journey) -> None:
        words = form["words"].data
        if may is May.GIVE_FEEDBACK:
            given = Feedback(standards={code: words}, is_all=False)
            give_feedback(held, given, by=actor(), at=clock.now())
        else:
            answer_feedback(held, standard=code, words=words, by=actor(), at=clock.now())

    talk = Talk(f"Standard {code}, {titles[code]}", lead, said, form, act)
    return _page(journey, talk, back=back, may=may)


def _page(journey: Journey, talk: Talk, *, back: Link, may: May) -> ResponseReturnValue:
    """The page. What an action refuses is told above the form, and nothing typed is lost."""
    form, allowed = talk.form, _may_go_on(journey, may)
    is_late = journey.stage not in GIVING
    if request.method == "POST" and not allowed:
        raise NotFound
    if form.validate_on_submit():
        try:
            with changing(journey, may) as held:
                talk.act(held)
            sent = may is May.GIVE_FEEDBACK
            flash("Your words are with the setting." if sent else "Your answer is given.")
            return redirect(back.href)
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
            if isinstance(refusal, Stale) and "version" in form:
                form["version"].fill(talk.version_now())
    return render(
        "journeys/talk.html",
        journey=journey,
        about=talk.about,
        about_lead=talk.lead,
        read_at=talk.read_at,
        lines=[line_of(one) for one in talk.said()],
        form=form if allowed and (form.errors or not is_late) else None,
        too_late=TOO_LATE if allowed and is_late and may is May.GIVE_FEEDBACK else "",
        button="Send" if may is May.GIVE_FEEDBACK else "Send your answer",
        back=back,
    )


def _read_at(journey: Journey, item: EvidenceItem, screens: Screens) -> str:
    """Where the piece is read: under the first criterion that it counts for, if that is asked."""
    counts = {
        one.criterion
        for one in item.links
        if one.journey_id == journey.id and one.removed_at is None
    }
    for one in journey.asked:
        if one.code in counts:
            return piece_address(journey, one.code, item.id, screens)
    return ""


def _may_go_on(journey: Journey, may: May) -> bool:
    return any(may_with(may, journey, by=one) for one in candidates() if has(may, one))
