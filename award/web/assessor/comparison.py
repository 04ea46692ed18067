"""The two judgements side by side, and what the two write down that they came to."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from award.actions.agreeing import agree_judgement, confirm_judgement
from award.adapters import clock
from award.domain.frameworks import SCALE, Judged
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.assessor.blueprint import bp
from award.web.assessor.finding import find_mine, sees_both
from award.web.assessor.forms import LINE
from award.web.kit.access import actor, changing, needs
from award.web.kit.comparing import Compared, agreed_cell, compared_in, comparison_screen
from award.web.kit.errors import refused
from award.web.kit.forms import AtMost, Choice, ChoiceField, Form, HiddenVersion, LongField
from award.web.kit.pages import render
from award.web.kit.reading import judged_words
from award.web.kit.versions import BothShown


class AgreeForm(BothShown):
    """The point to which the two came, and why. ``version`` is the number of what stands."""

    says_whom_to_call = True

    version = HiddenVersion()
    judged = ChoiceField("What did you two come to?")
    note = LongField(
        "Why?",
        [AtMost(LINE)],
        rows=3,
        hint="A sentence or two, as you would say it to the panel.",
    )


class ConfirmForm(Form):
    """Only a button, for what the page showed."""

    version = HiddenVersion()


def find_both(journey_id: int) -> Journey:
    """A journey of which I gave one of the two judgements. Raises NotFound before both are in."""
    held = find_mine(journey_id)
    if not sees_both(held):
        raise NotFound
    return held


comparison_screen(bp, find_both, ("The journey", "assessor.journey"), "assessor.agree")


def differing(held: Journey, code: str) -> Compared:
    """A criterion on which the two differ. Answers 404 for any other."""
    for one in compared_in(held):
        if one.code == code and one.apart:
            return one
    raise NoSuchPage


@bp.route("/journeys/<int:journey_id>/comparison/<code>", methods=["GET", "POST"])
@needs(May.WRITE_REPORT)
def agree(journey_id: int, code: str) -> ResponseReturnValue:
    """Write down to which point we two came."""
    held = find_both(journey_id)
    one = differing(held, code)
    stands = one.agreed
    form = AgreeForm(
        version=stands.id if stands else 0,
        judged=str(stands.judged) if stands else None,
        note=stands.note if stands else "",
    )
    words = judged_words(held)
    form.judged.choices = [Choice(str(point), words[point]) for point in SCALE]
    if form.validate_on_submit():
        try:
            if not form.judged.data:
                raise NotReady("Choose one of the four points", of="judged")
            with changing(held, May.WRITE_REPORT) as fresh:
                agree_judgement(
                    fresh, code, Judged(form.judged.data),
                    note=form.note.data, seen=form.version.data or 0,
                    by=actor(), at=clock.now(),
                )  # fmt: skip
            flash(f"{code} is written down. It counts once you both said so.")
            return redirect(url_for("assessor.comparison", journey_id=journey_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
            if isinstance(refusal, Stale):
                show_both(form, held, code)
    return render(
        "judging/agree.html", journey=held, one=one, words=words, form=form, **standing(held, one)
    )


def standing(held: Journey, one: Compared) -> dict[str, object]:
    """What was written down so far, and whether it is mine to confirm."""
    there = one.agreed
    if there is None:
        return {"stands": None, "confirm": None, "confirmed": False}
    is_open = there.by_id != actor().user_id and not one.stands
    confirm = ConfirmForm(None, version=there.id) if is_open else None
    return {"stands": agreed_cell(held, one), "confirm": confirm, "confirmed": one.stands}


def show_both(form: AgreeForm, held: Journey, code: str) -> None:
    """The other was faster: their words stand beside mine."""
    db.session.expire_all()
    now = differing(held, code).agreed
    words = judged_words(held)
    there = {"judged": words[now.judged] if now else "", "note": now.note if now else ""}
    form.show_both(now.id if now else 0, there)


@bp.post("/journeys/<int:journey_id>/comparison/<code>/confirm")
@needs(May.WRITE_REPORT)
def agree_confirm(journey_id: int, code: str) -> ResponseReturnValue:
    """Yes, that is what we agreed."""
    held, form = find_both(journey_id), ConfirmForm()
    try:
        if form.validate_on_submit():
            with changing(held, May.WRITE_REPORT) as fresh:
                seen = form.version.data or 0
                confirm_judgement(fresh, code, seen=seen, by=actor(), at=clock.now())
            flash(f"You both agreed on {code}.")
    except Stale:
        flash("It was changed while you read it. Look at it once more.", "attention")
        return redirect(url_for("assessor.agree", journey_id=journey_id, code=code))
    except NotAllowed as refusal:
        flash(str(refusal), "attention")
    return redirect(url_for("assessor.comparison", journey_id=journey_id))
