"""The yearly check-ins of awards, read and answered."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.checking_in import answer_check_in
from award.adapters import clock
from award.domain.check_ins import Changed
from award.domain.permissions import May
from award.queries.check_ins import find_award_said_of, find_check_in
from award.storage.awards import Award
from award.storage.check_ins import CheckIn
from award.storage.db import db
from award.storage.settings import Setting
from award.web.coordinator.blueprint import bp
from award.web.coordinator.setting_forms import AnswerCheckInForm
from award.web.kit.access import actor, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day_short, unbroken
from award.web.kit.kind_words import changed_at
from award.web.kit.pages import Link, render

# What a coordinator may look at next, by what was said to have changed.
NEXT_STEPS = {
    Changed.PLACE: ("See what the register says became of settings", "coordinator.changes"),
    Changed.LEAD: ("Look at who is named at the setting", "coordinator.setting"),
    Changed.HEAD: ("Look at who is named at the setting", "coordinator.setting"),
}


def the_check_in(check_in_id: int) -> CheckIn:
    """What a setting of this authority said. Answers 404 where there is none."""
    return find_check_in(db.session(), actor(), check_in_id) or abort(404)


@bp.route("/check-ins/<int:check_in_id>", methods=["GET", "POST"])
@needs(May.ANSWER_CHECK_IN)
def check_in(check_in_id: int) -> ResponseReturnValue:
    """What a setting said, and the answer to it."""
    said = the_check_in(check_in_id)
    award = find_award_said_of(db.session(), said)
    form = AnswerCheckInForm(version=said.version)
    done = said.answered_at is not None
    question = Question(
        "How it goes at " + award.setting.name if done else "Answer the check-in",
        "Send the answer",
        "Your answer is with the setting.",
        url_for("coordinator.award", award_id=award.id) if done else url_for("coordinator.home"),
        f"{award.setting.name}, said on {unbroken(day_short(said.said_at))} by {_who(said)}",
        facts=_facts(said, award.setting),
        template="coordinator/check_in.html",
        shown={"answered": said if done else None, "links": _links(award, said)},
    )
    if done:
        if request.method == "POST":
            form.refuse(f"{_answered_by(said)} answered already, so what you wrote was not sent")
        return render(question.template, form=form, question=question, **question.shown)

    def act(held: Award) -> None:
        answer_check_in(
            held, check_in_id, words=form.words.data, version=form.version.data or 0,
            by=actor(), at=clock.now(),
        )  # fmt: skip

    return ask(
        award, form, act, question, may=May.ANSWER_CHECK_IN, of=lambda _: the_check_in(check_in_id)
    )


def _who(said: CheckIn) -> str:
    return f"{said.by_name}, on its behalf" if said.on_behalf else said.by_name


def _answered_by(said: CheckIn) -> str:
    """Who answered, to whoever writes once more."""
    return "You" if said.answered_by_id == actor().user_id else said.answered_by_name


def _facts(said: CheckIn, place: Setting) -> list[dict[str, str]]:
    """What was said, as rows of a summary."""
    changed = " ".join(f"{changed_at(Changed(code), place)}." for code in said.changed)
    rows = [("How it goes", said.going), ("What has changed", changed or "Nothing")]
    rows += [("More about it", said.words)] if said.words else []
    rows += [("What would help", said.help_wanted)] if said.help_wanted else []
    return [{"key": key, "value": value} for key, value in rows]


def _links(award: Award, said: CheckIn) -> list[Link]:
    """Where a coordinator may look next: a visit, the award, and what was ticked."""
    links = [Link("The award, and what can be done with it", url_for(
        "coordinator.award", award_id=award.id))]  # fmt: skip
    if award.journey_id is not None:
        visits = url_for("coordinator.visits", journey_id=award.journey_id)
        links.append(Link("Arrange a check-in visit or call", visits))
    for code in said.changed:
        words, endpoint = NEXT_STEPS.get(Changed(code), ("", ""))
        own: dict[str, Any] = (
            {"place_id": award.setting_id} if endpoint == "coordinator.setting" else {}
        )
        if words and words not in [one.words for one in links]:
            links.append(Link(words, url_for(endpoint, **own)))
    return links
