"""Evidence added for one criterion: files, a link or a note, and what is said of them."""

from flask import flash, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.collecting import EvidenceWords, KeptBytes, add_evidence
from award.actions.planning import find_asked
from award.adapters import clock
from award.domain.permissions import May
from award.queries.evidence import is_given_already
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.filters import plural
from award.web.kit.pages import render
from award.web.kit.taking_in import go_on, let_go, take_files
from award.web.kit.uploads import NotTaken
from award.web.setting.blueprint import bp
from award.web.setting.criterion import find_criterion
from award.web.setting.evidence_forms import EvidenceForm
from award.web.setting.here import REFUSALS, refuse

MORE = ("title", "expected", "why_it_counts", "dated_on")


@bp.route("/journeys/<int:journey_id>/criteria/<code>/evidence/add", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_add(journey_id: int, code: str) -> ResponseReturnValue:
    """Add files, a link or a note for one criterion."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    find_asked(journey, code)
    form, criterion = EvidenceForm(), find_criterion(journey, code)
    form["expected"].choices = [Choice(one.name, one.name) for one in criterion.evidence]
    wanted = request.args.get("expected", -1, type=int)
    if 0 <= wanted < len(criterion.evidence) and request.method == "GET":
        known = criterion.evidence[wanted]
        form["expected"].data = form["title"].data = known.name
        form["why_it_counts"].data = known.why_it_counts
    if form.validate_on_submit() and (added := add_all(journey, code, form)) is not None:
        flash(f"{plural(added, 'piece')} of evidence added." if added else "It is here already.")
        return go_on(url_for("setting.criterion", journey_id=journey_id, code=code))
    more = any(form[name].data or form[name].errors for name in MORE)
    return render(
        "setting/evidence/add.html", journey=journey, criterion=criterion, form=form, more=more
    )


def add_all(journey: Journey, code: str, form: EvidenceForm) -> int | None:
    """Bytes first, then all rows in one change; how many were new. None where it was refused."""
    try:
        files = take_files(form["files"].data, journey.setting)
    except NotTaken as refused:
        form.refuse(str(refused), field="files")
        return None
    unused = list(files)
    try:
        with changing(journey, May.WRITE_EVIDENCE) as held:
            items: list[KeptBytes | None] = [*files] or [None]
            kept = [one for one in items if add_one(held, code, form, one, len(files))]
        unused = [one for one in files if one not in kept]
        return len(kept)
    except REFUSALS as refusal:
        refuse(form, refusal)
        return None
    finally:
        let_go(unused)


def add_one(
    journey: Journey, code: str, form: EvidenceForm, file: KeptBytes | None, count: int
) -> bool:
    """Add one item; False where the very same was given already, as by a form sent twice."""
    link, note = form["link_address"].data, form["note"].data
    sha256 = file.sha256 if file else ""
    same = {"sha256": sha256, "link_address": link, "note": note}
    if any(same.values()) and is_given_already(db.session(), journey, code, **same):
        return False
    title, expected = form["title"].data, form["expected"].data or ""
    if file is not None and count > 1:
        title = f"{title}: {file.file_name}" if title else file.file_name
    fallback = next((one.why_it_counts for one in find_criterion(journey, code).evidence
                     if one.name == expected), "")  # fmt: skip
    words = EvidenceWords(
        title=title or expected,
        criterion=code,
        expected=expected,
        why_it_counts=form["why_it_counts"].data or fallback,
        dated_on=form["dated_on"].data,
        recognisable=form.is_recognisable,
        link_address=link,
        note=note,
    )
    add_evidence(journey, words, file=file, by=actor(), at=clock.now())
    return True
