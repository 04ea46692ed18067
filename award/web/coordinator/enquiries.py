"""Those who ask to take part: read, matched with a setting, answered."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.enquiring import answer_enquiry, keep_answer
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.queries.enquiries import find_enquiry, list_enquiries, list_settings_like
from award.queries.settings import find_setting_here, list_kinds
from award.storage.accounts import Enquiry
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.listing import number, paging
from award.web.coordinator.setting_forms import AnswerForm
from award.web.kit.access import actor, changing, needs
from award.web.kit.errors import refused
from award.web.kit.filters import day_short
from award.web.kit.forms import Choice
from award.web.kit.pages import render

HERE = "coordinator.enquiries"
NONE, NEW = "none", "new"


@bp.get("/enquiries")
@needs(May.OPEN_JOURNEY)
def enquiries() -> ResponseReturnValue:
    """Who has asked, those that wait first."""
    page = list_enquiries(db.session(), actor(), page=number("page", 1) or 1)
    rows = [
        [
            {
                "words": one.setting_name,
                "href": url_for("coordinator.enquiry", enquiry_id=one.id),
                "more": one.person,
            },
            day_short(one.asked_at),
            f"Answered {day_short(one.answered_at)}" if one.answered_at else "Waits for you",
        ]
        for one in page.rows
    ]
    return render("coordinator/enquiries.html", rows=rows, paging=paging(page, HERE))


@bp.route("/enquiries/<int:enquiry_id>", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def enquiry(enquiry_id: int) -> ResponseReturnValue:
    """One enquiry: which setting it is about, and on to opening its journey."""
    found = find_enquiry(db.session(), actor(), enquiry_id) or abort(404)
    form = AnswerForm(answer=found.answer)
    form.setting_id.choices = _choices(found)
    if form.validate_on_submit():
        try:
            with changing(found, May.OPEN_JOURNEY) as held:
                _answer(held, form)
            return _onward(held, form.setting_id.data)
        except (NotReady, NotAllowed) as refusal:
            refused(form, refusal)
    kinds = {one.code: one.label for one in list_kinds(db.session(), actor())}
    place = find_setting_here(db.session(), actor(), found.setting_id) if found.setting_id else None
    return render(
        "coordinator/enquiry.html",
        enquiry=found,
        kind=kinds.get(found.kind_code, ""),
        form=form,
        place=place,
    )


def _answer(held: Enquiry, form: AnswerForm) -> None:
    """The answer; it waits for its setting where that is to be added first."""
    chosen, words = form.setting_id.data, form.answer.data
    if chosen == NEW:
        keep_answer(held, words, by=actor())
    else:
        place_id = chosen if isinstance(chosen, int) else None
        answer_enquiry(held, answer=words, setting_id=place_id, by=actor(), at=clock.now())


def _choices(found: Enquiry) -> list[Choice]:
    near = list_settings_like(db.session(), actor(), found)
    offered = [Choice(one.id, one.name, one.postcode or "") for one in near]
    return [
        *offered,
        Choice(NEW, "It is not on your list yet", "You add it by hand on the next page."),
        Choice(NONE, "It will not take part", "The enquiry is closed, and nothing is opened."),
    ]


def _onward(found: Enquiry, chosen: int | str) -> ResponseReturnValue:
    """After the answer: open the journey, add the setting, or back to the list."""
    if chosen == NEW:
        flash("Add the setting: that answers the enquiry. Then open its journey.")
        return redirect(url_for("coordinator.setting_add", enquiry=found.id))
    if chosen == NONE:
        flash(f"The enquiry is closed. {found.person} is not told: write to {found.email}.")
        return redirect(url_for(HERE))
    flash(f"The enquiry is answered. Open the journey, then invite {found.person}.")
    return redirect(url_for("coordinator.journey_open", place_id=chosen))
