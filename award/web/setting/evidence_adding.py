"""Evidence added for one criterion: files, a link, a note, or a word that it will be shown."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.linking import must_be_giving
from award.actions.planning import find_asked
from award.adapters import clock
from award.domain.file_limits import FileLimits
from award.domain.frameworks import Criterion
from award.domain.permissions import May
from award.web.kit.access import find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.one_by_one import is_by_script, pieces, tell_kept, tell_of_names, tell_refused
from award.web.kit.pages import Link, render
from award.web.setting.blueprint import bp
from award.web.setting.criterion import find_criterion
from award.web.setting.evidence_for import wanted_for
from award.web.setting.evidence_forms import EvidenceForm
from award.web.setting.evidence_giving import give_all, say_what_became

MORE = ("title", "why_it_counts", "dated_on")
SOMETHING_ELSE = "Something else"


@bp.route("/journeys/<int:journey_id>/criteria/<code>/evidence/add", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_add(journey_id: int, code: str) -> ResponseReturnValue:
    """Add files, a link or a note for one criterion."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    on_the_day, wanted = find_asked(journey, code).on_the_day, wanted_for(journey)
    target = wanted.target if wanted else None
    criterion = find_criterion(journey, code)
    form = evidence_form(criterion, journey.authority.file_limits)
    in_words_of_kind(form, journey.setting)
    onward = Link(f"See {code}", url_for("setting.criterion", journey_id=journey_id, code=code))
    onward = wanted.onward if wanted else onward
    must_be_giving(journey, at=clock.now())
    if form.validate_on_submit() and (sent := give_all(journey, code, form, target)) is not None:
        kept = f"{pieces(sent.new)} of evidence added."
        say_what_became(sent, kept)
        return (
            tell_kept(sent, f"added to {code}", onward) if is_by_script() else redirect(onward.href)
        )
    if form.errors and is_by_script():
        return tell_refused(form)
    more = any(form[name].data or form[name].errors for name in MORE)
    return render(
        "setting/evidence/add.html",
        journey=journey, criterion=criterion, form=form, more=more, on_the_day=on_the_day,
        wanted=wanted,
    )  # fmt: skip


def evidence_form(criterion: Criterion, limits: FileLimits) -> EvidenceForm:
    """The form, with the kinds of evidence that this criterion expects to pick from.

    The address may pick one: then title and why stand there, ready to be changed.
    """
    form = EvidenceForm(limits)
    form["expected"].choices = [
        *(Choice(one.name, one.name, one.why_it_counts) for one in criterion.evidence),
        Choice(SOMETHING_ELSE, SOMETHING_ELSE),
    ]
    wanted = request.args.get("expected", -1, type=int)
    if 0 <= wanted < len(criterion.evidence) and form.is_new:
        known = criterion.evidence[wanted]
        form["expected"].data = form["title"].data = known.name
        form["why_it_counts"].data = known.why_it_counts
    return form


@bp.post("/journeys/<int:journey_id>/evidence/names")
@needs(May.WRITE_EVIDENCE)
def evidence_names(journey_id: int) -> ResponseReturnValue:
    """Look over the names of files that are about to be sent; nothing is kept."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    return tell_of_names(journey.authority.file_limits)
