"""What the authority says about its visits: checks, and whom to call about a worry."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.actions.wording_visits import MOST, word_visits
from award.adapters import clock
from award.domain.permissions import May
from award.storage.authorities import Authority
from award.web.coordinator.blueprint import bp
from award.web.kit.access import actor, authority, needs
from award.web.kit.asking import Question, ask
from award.web.kit.forms import AtMost, LongField, Required
from award.web.kit.versions import VersionedForm


class VisitWordsForm(VersionedForm):
    """Two texts that stand with every visit."""

    checks = LongField(
        "Who holds the checks of your visitors? (optional)",
        [AtMost(MOST)],
        hint="Settings read this before a visit and in its letter. For example: “Everybody who "
        "visits for us has an enhanced check, held by the council, and carries a photo card.”",
        rows=3,
    )
    worry = LongField(
        "Who should people call with a worry about a child?",
        [Required("Say whom to call: it stands at every field for notes"), AtMost(MOST)],
        hint="With telephone numbers, by day and by night. It stands at every field for notes.",
        rows=3,
    )


@bp.route("/visit-words", methods=["GET", "POST"])
@needs(May.EDIT_LETTERS)
def visit_words() -> ResponseReturnValue:
    """Read and change both texts."""
    here = authority()
    form = VisitWordsForm(version=here.version, checks=here.visitor_words, worry=here.worry_words)
    question = Question(
        "Words about visits",
        "Save these words",
        "Saved. They stand with every visit from now on.",
        url_for("coordinator.scheme"),
        here.name,
    )

    def act(held: Authority) -> None:
        word_visits(
            held,
            checks=form.checks.data,
            worry=form.worry.data,
            shown=form["version"].data,
            by=actor(),
            at=clock.now(),
        )

    return ask(here, form, act, question, may=May.EDIT_LETTERS)
