"""Those who ask to take part: read, written to, and matched with a setting."""

from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.enquiring import (
    answer_enquiry,
    keep_answer,
    reply_to_enquiry,
    take_up_again,
)
from award.adapters import clock
from award.domain.letter_pages import heading_of, paragraphs_of, why_told
from award.domain.letter_texts import LINK
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.queries.enquiries import find_enquiry, list_enquiries, list_settings_like
from award.queries.settings import find_setting_here, list_kinds
from award.storage.accounts import Enquiry, User
from award.storage.db import db
from award.storage.enquiry_replies import find_reply, replies_to
from award.storage.letters import Letter
from award.web.coordinator.blueprint import bp
from award.web.coordinator.listing import number, paging
from award.web.coordinator.setting_forms import AnswerForm, ReplyForm
from award.web.coordinator.wording import enquiry_draft
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.asking import Question, ask
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
    replies = replies_to(db.session(), page.rows)
    rows = [
        [
            {
                "words": one.setting_name,
                "href": url_for("coordinator.enquiry", enquiry_id=one.id),
                "more": one.person,
            },
            day_short(one.asked_at),
            _stands(one, replies.get(one.id)),
        ]
        for one in page.rows
    ]
    return render("coordinator/enquiries.html", rows=rows, paging=paging(page, HERE))


def _stands(one: Enquiry, reply: Letter | None) -> str:
    """How far an enquiry is: settled, written to, or waiting."""
    if one.answered_at:
        return f"Settled {day_short(one.answered_at)}"
    if reply is not None:
        return f"Written to {day_short(reply.written_at)}, setting not named yet"
    return "Waits for you"


@bp.route("/enquiries/<int:enquiry_id>", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def enquiry(enquiry_id: int) -> ResponseReturnValue:
    """One enquiry: what was answered, which setting it is about, and on to its journey."""
    found = find_enquiry(db.session(), actor(), enquiry_id) or abort(404)
    reply = find_reply(db.session(), found)
    form = AnswerForm(answer=found.answer)
    form.setting_id.choices = _choices(found)
    if form.validate_on_submit():
        try:
            with changing(found, May.OPEN_JOURNEY) as held:
                _answer(held, form)
            return _onward(held, form.setting_id.data, is_told=reply is not None)
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
        reply=reply,
        sheet=_sheet(found, reply) if reply else None,
        writer=_name_of(found.answered_by_id),
    )


@bp.post("/enquiries/<int:enquiry_id>/again")
@needs(May.OPEN_JOURNEY)
def enquiry_again(enquiry_id: int) -> ResponseReturnValue:
    """Choose again which setting a settled enquiry is about."""
    found = find_enquiry(db.session(), actor(), enquiry_id) or abort(404)
    with changing(found, May.OPEN_JOURNEY) as held:
        take_up_again(held, by=actor())
    flash("It waits for you again. Choose its setting, or close it.")
    return redirect(url_for("coordinator.enquiry", enquiry_id=enquiry_id))


def _sheet(found: Enquiry, reply: Letter) -> dict[str, Any]:
    """The reply as who asked reads it."""
    name = authority().name
    return {
        "authority": name,
        "subject": reply.subject,
        "heading": heading_of(reply.subject, found.setting_name),
        "paragraphs": paragraphs_of(reply.body, LINK),
        "why": why_told(reply.code, reply.path, name),
    }


def _name_of(user_id: int | None) -> str:
    user = db.session().get(User, user_id) if user_id else None
    return user.name if user else ""


@bp.route("/enquiries/<int:enquiry_id>/reply", methods=["GET", "POST"])
@needs(May.OPEN_JOURNEY)
def enquiry_reply(enquiry_id: int) -> ResponseReturnValue:
    """The letter to who asked: drafted, changed, sent once."""
    found = find_enquiry(db.session(), actor(), enquiry_id) or abort(404)
    here = url_for("coordinator.enquiry", enquiry_id=enquiry_id)
    if request.method == "GET" and find_reply(db.session(), found) is not None:
        return redirect(here)
    form = ReplyForm(words=enquiry_draft(found.setting_name))
    form.words.hint = _around(found)
    question = Question(
        f"Write to {found.person}",
        "Send the reply",
        f"Your reply to {found.person} is on its way. Say next which setting it is.",
        here,
        found.setting_name,
        facts=[
            {"key": "To", "value": found.email},
            {"key": "Their words", "value": found.words or "None"},
        ],
        template="coordinator/enquiry_reply.html",
    )

    def act(held: Enquiry) -> None:
        reply_to_enquiry(held, form.words.data, by=actor(), at=clock.now())

    return ask(found, form, act, question, may=May.OPEN_JOURNEY)


def _around(found: Enquiry) -> str:
    """What the letter says by itself, so that nobody writes it twice."""
    return (
        f"It begins with “Hello {found.person},” and ends with your name. "
        "Whoever answers it writes to you."
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


def _onward(found: Enquiry, chosen: int | str, *, is_told: bool) -> ResponseReturnValue:
    """After the answer: open the journey, add the setting, or back to the list."""
    if chosen == NEW:
        flash("Add the setting: that settles the enquiry. Then open its journey.")
        return redirect(url_for("coordinator.setting_add", enquiry=found.id))
    if chosen == NONE:
        if is_told:
            flash("The enquiry is closed.")
            return redirect(url_for(HERE))
        flash(f"The enquiry is closed. {found.person} is not told yet: write to them here.")
        return redirect(url_for("coordinator.enquiry", enquiry_id=found.id))
    flash(f"The enquiry is settled. Once a journey is open, invite {found.person}.")
    return redirect(url_for("coordinator.journey_open", place_id=chosen))
