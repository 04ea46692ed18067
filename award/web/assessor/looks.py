"""A colleague's look at a report before it is shared: asked for, and given."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound as NoSuchPage

from award.actions.looking import ask_for_look, give_look, is_tied, must_be_written
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound, NotReady, Over, Stale
from award.domain.stages import Stage
from award.queries.looks import find_look, find_report_of, list_colleagues
from award.storage.assessments import Judge, ReportLook
from award.storage.db import db, transaction
from award.storage.frameworks import framework_of
from award.storage.journeys import Journey
from award.web.assessor.blueprint import bp
from award.web.assessor.finding import judging_as
from award.web.assessor.forms import LINE
from award.web.kit.access import actor, find, needs
from award.web.kit.asking import Question, ask
from award.web.kit.errors import refused
from award.web.kit.filters import day
from award.web.kit.forms import AtMost, Choice, ChoiceField, LongField, Required
from award.web.kit.pages import render
from award.web.kit.reading import OUTCOME_WORDS
from award.web.kit.report_shown import judged_rows
from award.web.kit.signin import look_again
from award.web.kit.versions import VersionedForm

READS_WELL, WOULD_HELP = "good", "helps"


class AskForm(VersionedForm):
    """Whom to ask, and what about. ``version`` is the journey's."""

    colleague = ChoiceField(
        "Who should look at it?",
        [Required("Choose a colleague")],
        hint="Who has a tie to the setting, or judges it too, is not offered.",
    )
    question = LongField("Anything they should look at? (optional)", [AtMost(LINE)], rows=2)


class LookForm(VersionedForm):
    """What the colleague says. ``version`` is the look's."""

    says_whom_to_call = True

    said = ChoiceField(
        "How does it read?",
        [Required("Choose how it reads")],
        choices=[
            Choice(READS_WELL, "It reads well", "It can be shared as it is."),
            Choice(WOULD_HELP, "Something would help", "Say what, and where."),
        ],
    )
    words = LongField("Your words (optional where it reads well)", [AtMost(LINE)], rows=5)


@bp.route("/journeys/<int:journey_id>/report/look", methods=["GET", "POST"])
@needs(May.SHARE_REPORT)
def look_ask(journey_id: int) -> ResponseReturnValue:
    """Ask a colleague to read my report before I share it."""
    held = find(May.SHARE_REPORT, journey_id)
    if judging_as(held) is not Judge.ASSESSOR:
        raise NoSuchPage
    must_be_written(held, by=actor())
    form = AskForm(version=held.version)
    people = list_colleagues(db.session(), actor(), held, at=clock.now())
    if not people:
        raise NotAllowed("Nobody is free to look at it: who has a tie, or judges too, may not.")
    form.colleague.choices = [Choice(str(one.id), one.name) for one in people]
    question = Question(
        "Ask a colleague to look at the report",
        "Ask them",
        "They are asked, and get an e-mail.",
        url_for("assessor.report_preview", journey_id=journey_id),
        held.setting.name,
        told=[
            "They read it as it is now, and as you change it.",
            "They cannot give the second judgement of this journey afterwards.",
        ],
    )
    return ask(
        held,
        form,
        lambda fresh: ask_for_look(
            fresh,
            int(form.colleague.data),
            question=form.question.data,
            by=actor(),
            at=clock.now(),
        ),
        question,
        may=May.SHARE_REPORT,
    )


@bp.route("/looks/<int:look_id>", methods=["GET", "POST"])
@needs(May.LOOK_AT_REPORT)
def look(look_id: int) -> ResponseReturnValue:
    """A colleague's report that I was asked to read, and my answer."""
    asked, held = _open_look(look_id)
    form = LookForm(version=asked.version, **said_before(asked.is_good, asked.words))
    if form.validate_on_submit():
        try:
            with transaction(lock=held) as fresh:
                if look_again() is None:
                    raise NotFound
                give_look(
                    fresh, look_id, is_good=form.said.data == READS_WELL,
                    words=form.words.data, version=form.version.data or 0,
                    by=actor(), at=clock.now(),
                )  # fmt: skip
            flash("Thank you. Your colleague reads it, and then shares the report.")
            return redirect(url_for("assessor.home"))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
            if isinstance(refusal, Stale):
                db.session.refresh(asked)
                form.show_both(asked.version, {"words": asked.words})
    report = find_report_of(db.session(), asked)
    return render(
        "judging/look.html",
        journey=held,
        asked=asked,
        report=report,
        recommendation=OUTCOME_WORDS[report.recommendation] if report.recommendation else "",
        rows=judged_rows(held, report),
        disclaimer=framework_of(held.framework).disclaimer,
        form=form,
    )


def _open_look(look_id: int) -> tuple[ReportLook, Journey]:
    """A look that I was asked for, with its journey. Raises Over once it does not wait for me."""
    found = find_look(db.session(), actor(), look_id)
    if found is None or is_tied(found[1], found[0].colleague_id, at=clock.now()):
        raise NoSuchPage
    asked, held = found
    name, shared_at = held.setting.name, find_report_of(db.session(), asked).shared_at
    if asked.ended_at is not None:
        raise Over(f"Somebody else was asked to look at the report on {name} instead.")
    if shared_at is not None:
        raise Over(f"The report on {name} was shared with the setting on {day(shared_at)}.")
    if held.stage is not Stage.ASSESSING:
        raise Over(f"The report on {name} does not wait for a look any more.")
    return asked, held


def said_before(is_good: bool | None, words: str) -> dict[str, str | None]:
    """What was answered before; nothing while it was not."""
    if is_good is None:
        return {}
    return {"said": READS_WELL if is_good else WOULD_HELP, "words": words}
