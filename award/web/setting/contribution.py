"""Ask a colleague for one criterion by a link, and take the link back."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.contributing import Asked, ask_colleague, must_want_help, withdraw_ask
from award.actions.planning import find_asked
from award.adapters import clock
from award.adapters.passwords import new_token, token_digest
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.contributions import find_ask
from award.queries.evidence import list_of_criterion
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.forms import AtMost, EmailField, Form, LongField, Required, TextField
from award.web.kit.pages import Link
from award.web.setting.blueprint import bp
from award.web.setting.criterion import find_criterion
from award.web.setting.forms import LINE
from award.web.setting.here import REFUSALS, ask, refuse, tell

LEAD = (
    "They get an e-mail with a link. It opens this one criterion and nothing else, needs no "
    "account, and works for 14 days. You can take it back at any time."
)


class AskColleagueForm(Form):
    """Who is asked, and for what."""

    name = TextField("Their name", [Required("Enter their name"), AtMost(100)])
    email = EmailField(
        "Their e-mail address", [Required("Enter their e-mail address"), AtMost(LINE)]
    )
    words = LongField(
        "What would help?",
        [Required("Say in a sentence what would help"), AtMost(1000)],
        rows=3,
        hint="For example: “A photo of the poster by the hall, please.”",
    )


@bp.route("/journeys/<int:journey_id>/criteria/<code>/ask", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def contribution_ask(journey_id: int, code: str) -> ResponseReturnValue:
    """Write to a colleague with a link for this criterion."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    find_asked(journey, code)
    form, title = AskColleagueForm(), find_criterion(journey, code).title
    must_want_help(journey)
    if form.is_new:
        form["words"].data = _looked_for(journey, code)
    back = Link(f"Criterion {code}", url_for("setting.criterion", journey_id=journey_id, code=code))
    if form.validate_on_submit():
        who = Asked(code, form["name"].data, form["email"].data, form["words"].data)
        token = new_token()
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                ask_colleague(held, who, title=title, token=token, digest=token_digest(token),
                              by=actor(), at=clock.now())  # fmt: skip
            flash(f"An e-mail is on its way to {who.name}.")
            return redirect(back.href)
        except REFUSALS as refusal:
            refuse(form, refusal)
    return ask(form, heading="Ask a colleague", button="Send the e-mail", back=back,
               lead=f"{code} {title}. {LEAD}")  # fmt: skip


def _looked_for(journey: Journey, code: str) -> str:
    """The first kind of evidence that the criterion expects and nobody gave so far."""
    given = list_of_criterion(db.session(), actor(), journey, code)
    there = {link.expected for _, link in given}
    known = find_criterion(journey, code).evidence
    wanted = next((one for one in known if one.name not in there), None)
    return f"We are looking for: {wanted.name}." if wanted else ""


@bp.post("/journeys/<int:journey_id>/asks/<int:ask_id>/withdraw")
@needs(May.WRITE_EVIDENCE)
def contribution_withdraw(journey_id: int, ask_id: int) -> ResponseReturnValue:
    """Take a link back; what came by it stays."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    found = find_ask(db.session(), actor(), journey, ask_id)
    if found is None:
        raise NotFound
    code, name = found.criterion, found.name
    try:
        with changing(journey, May.WRITE_EVIDENCE) as held:
            withdraw_ask(held, ask_id, by=actor(), at=clock.now())
        flash(f"The link that {name} had works no longer.")
    except REFUSALS as refusal:
        tell(refusal)
    return redirect(url_for("setting.criterion", journey_id=journey_id, code=code))
