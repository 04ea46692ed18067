"""The tray: files dropped in first, and sorted one by one when there is time."""

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import FileStorage

from award.actions.collecting import EvidenceWords, KeptBytes, add_evidence, sort_evidence
from award.actions.planning import find_asked
from award.adapters import clock
from award.domain.file_kinds import too_many
from award.domain.permissions import May
from award.domain.readiness import NeedKind
from award.domain.readiness import needs as needs_of
from award.domain.refusals import NotFound
from award.queries.evidence import count_unsorted, find_item, find_unsorted, is_in_tray
from award.storage.db import db
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.facts import facts_of
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.choice_fields import Choice
from award.web.kit.filters import plural
from award.web.kit.handing_out import OPEN_TO_READ
from award.web.kit.pages import Link, render
from award.web.kit.taking_in import go_on, let_go, take_files
from award.web.kit.uploads import NotTaken
from award.web.setting.blueprint import bp
from award.web.setting.criterion import find_criterion
from award.web.setting.evidence_forms import DropForm, SortForm
from award.web.setting.here import REFUSALS, refuse
from award.web.setting.pieces import PICTURES

SOMETHING_ELSE = "Something else"
UNFILLED = frozenset({NeedKind.SUPPORT, NeedKind.FRESH_SUPPORT})


@bp.route("/journeys/<int:journey_id>/evidence/drop", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_drop(journey_id: int) -> ResponseReturnValue:
    """Drop in many files at once; nothing is asked about them yet."""
    journey, form = find(May.WRITE_EVIDENCE, journey_id), DropForm()
    if form.validate_on_submit() and (words := drop_all(journey, form)) is not None:
        flash(words)
        return go_on(url_for("setting.evidence", journey_id=journey_id))
    return render("setting/evidence/drop.html", journey=journey, form=form)


def drop_all(journey: Journey, form: DropForm) -> str | None:
    """Keep what can be taken, and say of each other file why not. None where nothing was kept."""
    kept, refused = take_each(form["files"].data, journey)
    if refused and not kept:
        form.refuse(*refused, field="files")
        return None
    unused = list(kept)
    try:
        with changing(journey, May.WRITE_EVIDENCE) as held:
            new = [one for one in kept if drop_file(held, one)]
            count = len(new) + drop_words(held, form, alone=not kept)
        unused = [one for one in kept if one not in new]
    except REFUSALS as refusal:
        refuse(form, refusal)
        return None
    finally:
        let_go(unused)
    for words in refused:
        flash(words, "attention")
    return f"{plural(count, 'piece')} in your tray. Sort now or later." if count else SAME


SAME = "It is in your tray already."


def take_each(sent: Sequence[FileStorage], journey: Journey) -> tuple[list[KeptBytes], list[str]]:
    """The files that can be taken, in the store, and a sentence for each that cannot."""
    if words := too_many(len(sent)):
        return [], [words]
    kept: list[KeptBytes] = []
    refused: list[str] = []
    for one in sent:
        try:
            kept += take_files([one], journey.setting)
        except NotTaken as refusal:
            refused.append(str(refusal))
        except BaseException:
            let_go(kept)
            raise
    return kept, refused


def drop_file(journey: Journey, file: KeptBytes) -> bool:
    """Put one file in the tray; False where the very same lies there already."""
    if is_in_tray(db.session(), journey, sha256=file.sha256):
        return False
    title = PurePosixPath(file.file_name).stem.replace("_", " ").strip() or file.file_name
    add_evidence(journey, EvidenceWords(title=title), file=file, by=actor(), at=clock.now())
    return True


def drop_words(journey: Journey, form: DropForm, *, alone: bool) -> int:
    """Put a link or a few words in the tray, where there are any; how many pieces were new."""
    link, note = form["link_address"].data, form["note"].data
    if not (link or note) and not alone:
        return 0
    if (link or note) and is_in_tray(db.session(), journey, link=link, note=note):
        return 0
    title = (note.splitlines() or [""])[0][:80] or link[:80]
    words = EvidenceWords(title=title, link_address=link, note=note)
    add_evidence(journey, words, by=actor(), at=clock.now())
    return 1


@bp.get("/journeys/<int:journey_id>/evidence/sort")
@needs(May.WRITE_EVIDENCE)
def evidence_sort_next(journey_id: int) -> ResponseReturnValue:
    """Go to the first piece in the tray, or the one after another; without one, to the list."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    after = request.args.get("after", 0, type=int)
    found = find_unsorted(db.session(), actor(), journey, after=max(0, min(after, 2**62)))
    if found is None:
        return redirect(url_for("setting.evidence", journey_id=journey_id))
    return redirect(url_for("setting.evidence_sort", journey_id=journey_id, item_id=found.id))


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/sort", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_sort(journey_id: int, item_id: int) -> ResponseReturnValue:
    """One piece of the tray: first which criterion, then what it is and who can be seen in it."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item, code = in_tray(journey, item_id), request.args.get("code", "")[:10]
    if item.state is not EvidenceState.UNSORTED:
        return redirect(url_for("setting.evidence_sort_next", journey_id=journey_id))
    if not code:
        return render("setting/evidence/sort.html", **choosing(journey, item))
    find_asked(journey, code)
    form = sort_form(journey, item, code)
    if form.validate_on_submit() and sort_one(journey, item, code, form):
        left = count_unsorted(db.session(), actor(), journey)
        flash(f"Kept with {code}. " + (f"{left} left in your tray." if left else "All sorted."))
        return redirect(url_for("setting.evidence_sort_next", journey_id=journey_id, after=item_id))
    criterion = find_criterion(journey, code)
    return render(
        "setting/evidence/sort_one.html",
        journey=journey, item=item, picture=picture_of(journey, item), criterion=criterion,
        form=form, has_file=bool(item.versions),
    )  # fmt: skip


def in_tray(journey: Journey, item_id: int) -> EvidenceItem:
    """The piece, for who looks. Raises NotFound for any other."""
    found = find_item(db.session(), actor(), journey, item_id)
    if found is None:
        raise NotFound
    return found


def choosing(journey: Journey, item: EvidenceItem) -> dict[str, object]:
    """What the first question shows: the criteria that still need something, then all."""
    facts = facts_of(journey, at=clock.now())
    wanting = {one.criterion for one in needs_of(facts) if one.kind in UNFILLED}
    known = criteria_of(journey)
    here: dict[str, Any] = {"journey_id": journey.id, "item_id": item.id}
    return {
        "journey": journey,
        "item": item,
        "picture": picture_of(journey, item),
        "wanting": [
            Link(f"{one.code} {one.title}", url_for("setting.evidence_sort", code=one.code, **here))
            for one in known
            if one.code in wanting
        ],
        "codes": [{"value": one.code, "text": f"{one.code} {one.title}"} for one in known],
    }


def picture_of(journey: Journey, item: EvidenceItem) -> str:
    """The address of the picture itself, where it is one and may be looked at."""
    file = item.versions[-1] if item.versions else None
    if file is None or file.scan not in OPEN_TO_READ:
        return ""
    if PurePosixPath(file.file_name).suffix.lower() not in PICTURES:
        return ""
    return url_for(
        "setting.evidence_download", journey_id=journey.id, item_id=item.id, version_id=file.id
    )


def sort_form(journey: Journey, item: EvidenceItem, code: str) -> SortForm:
    """The second question, with the kinds of evidence that this criterion expects."""
    form, known = SortForm(version=item.version), find_criterion(journey, code).evidence
    form["expected"].choices = [
        *(Choice(one.name, one.name, one.why_it_counts) for one in known),
        Choice(SOMETHING_ELSE, SOMETHING_ELSE, "Say below why it counts, if you like."),
    ]
    return form


def sort_one(journey: Journey, item: EvidenceItem, code: str, form: SortForm) -> bool:
    """Take it out of the tray. An expected kind gives title and why, unless others were typed."""
    known = find_criterion(journey, code).evidence
    expected = next((one for one in known if one.name == form["expected"].data), None)
    words = EvidenceWords(
        title=form["title"].data or (expected.name if expected else item.title),
        criterion=code,
        expected=expected.name if expected else "",
        why_it_counts=form["why_it_counts"].data or (expected.why_it_counts if expected else ""),
        recognisable=form.is_recognisable if item.versions else False,
    )
    version = form["version"].data
    try:
        with changing(journey, May.WRITE_EVIDENCE) as held:
            sort_evidence(held, item.id, words, version=version, by=actor(), at=clock.now())
        return True
    except REFUSALS as refusal:
        refuse(form, refusal, in_tray(journey, item.id).version)
        return False
