"""Checking a certificate: a big, plain answer from the live record."""

from typing import Final, NamedTuple

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.limits import CHECK_ADDRESS
from award.adapters import clock
from award.domain.award_moves import PublicWords
from award.domain.checking_codes import MistypedCode, NotACode, grouped, read_code
from award.domain.public_badges import HELD
from award.queries.register import Checked, find_checked
from award.storage.db import db
from award.web.kit.access import open_to_all
from award.web.kit.filters import day_short, unbroken
from award.web.kit.limiting import count_miss, here, must_not_be_over
from award.web.kit.looks import PUBLIC_TONES
from award.web.kit.pages import render
from award.web.public.blueprint import bp
from award.web.public.forms import CheckForm


class Answer(NamedTuple):
    """What stands large on the page, and the sentence below it, with places for who and when."""

    words: str
    lead: str

    def lead_on(self, found: Checked) -> str:
        """The sentence about this award."""
        until, grace = (day_short(one) for one in (found.valid_until, found.grace_until))
        return self.lead.format(who=found.who, until=unbroken(until), grace=unbroken(grace))


LONGEST: Final = 60
ANSWERS: Final[dict[PublicWords, Answer]] = {
    PublicWords.VALID: Answer(
        "This certificate is valid",
        "{who} holds the Positive and Peaceful Places award until {until}.",
    ),
    PublicWords.IN_GRACE: Answer(
        "This certificate is in its term of grace",
        "Its last day was {until}. {who} is renewing the award, and still holds it: "
        "until {grace} at most.",
    ),
    PublicWords.EXPIRED: Answer(
        "This certificate has expired", "{who} held the award until {until}."
    ),
    PublicWords.NOT_CONFIRMED: Answer(
        "This award is not currently confirmed",
        "The council is looking at it again. Do not rely on the certificate for now.",
    ),
    PublicWords.REVOKED: Answer(
        "This award was taken back", "{who} no longer holds the award by this certificate."
    ),
    PublicWords.REPLACED: Answer(
        "This certificate was replaced",
        "A newer one stands in its place. Ask to see that one, and check its code.",
    ),
    PublicWords.NOT_ANNOUNCED: Answer(
        "This award is not yet announced", "Come back after the day on which it is announced."
    ),
}


@bp.route("/check", methods=["GET", "POST"])
@open_to_all
def check() -> ResponseReturnValue:
    """Ask for the code. A slip of the pen is seen here, before anything is looked up."""
    form = CheckForm()
    if form.validate_on_submit():
        try:
            return redirect(url_for("public.check_code", code=grouped(read_code(form.code.data))))
        except (NotACode, MistypedCode) as fault:
            form.refuse(str(fault), field="code")
    return render("public/check.html", form=form)


@bp.get("/CHECK/<code>")  # the shape of the address in a small QR
@bp.get("/check/<code>")
@open_to_all
def check_code(code: str) -> ResponseReturnValue:
    """What the record says of this certificate today."""
    try:
        read = read_code(code)
    except (NotACode, MistypedCode) as fault:
        form = CheckForm(code=code[:LONGEST])
        form.refuse(str(fault), field="code")
        return render("public/check.html", form=form), 404
    must_not_be_over(CHECK_ADDRESS, here())
    found = find_checked(db.session(), read, today=clock.today())
    if found is None:
        count_miss(CHECK_ADDRESS, here())
        again = CheckForm(code=grouped(read))
        return render("public/not_known.html", typed=grouped(read), again=again), 404
    return render(
        "public/checked.html",
        found=found,
        typed=grouped(read),
        answer=ANSWERS[found.words].words,
        told=ANSWERS[found.words].lead_on(found),
        held=found.words in HELD,
        another=CheckForm(code=""),
        tone=PUBLIC_TONES[found.words],
        announced=found.words is not PublicWords.NOT_ANNOUNCED,
        today=clock.today(),
    )
