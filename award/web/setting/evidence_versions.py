"""A new version in the place of the one that counts, and the way back to an older one."""

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from award.actions.collecting import KeptBytes
from award.actions.linking import must_be_giving
from award.actions.replacing import VersionWords, add_version, go_back_to
from award.actions.whose_piece import must_not_be_visitors
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.storage.settings import Setting
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.filters import day_short
from award.web.kit.hints import say_hints
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.taking_in import let_go, take_files
from award.web.kit.uploads import NotTaken
from award.web.kit.versions import VersionedForm
from award.web.setting.blueprint import bp
from award.web.setting.evidence_forms import ReplaceForm
from award.web.setting.evidence_item import address_of_item, back_to, own_piece_of
from award.web.setting.here import REFUSALS, ask, refuse


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/replace", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_replace(journey_id: int, item_id: int) -> ResponseReturnValue:
    """Put a new file in the place of the one that counts, which is kept."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item = own_piece_of(journey, item_id)
    must_not_be_visitors(item, by=actor())
    form = ReplaceForm(journey.authority.file_limits, version=item.version)
    in_words_of_kind(form, journey.setting)
    must_be_giving(journey)
    if form.validate_on_submit() and (file := file_in(form, journey.setting)) is not None:
        kept = False
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                said, version = words_in(form), form["version"].data
                add_version(held, item_id, file, said, version=version, by=actor(), at=clock.now())
            kept = True
            say_hints(file.file_name, said.words)
            flash("The new version counts from now on. The old one is kept below.")
            return redirect(address_of_item(journey, item_id))
        except REFUSALS as refusal:
            refuse(form, refusal, own_piece_of(journey, item_id).version)
        finally:
            if not kept:
                let_go([file])
    lead = "Title and criteria stay. The old file is kept, and you can go back to it."
    return ask(form, heading="Put a new version in its place", button="Use this version",
               back=back_to(journey, item), lead=lead)  # fmt: skip


def file_in(form: ReplaceForm, place: Setting) -> KeptBytes | None:
    """The file in the store, or None with a sentence at its field."""
    try:
        kept = take_files([chosen] if (chosen := form["files"].data) else [], place)
    except NotTaken as refusal:
        form.refuse(str(refusal), field="files")
        return None
    if not kept:
        form.refuse("Choose the new file", field="files")
        return None
    return kept[0]


def words_in(form: ReplaceForm) -> VersionWords:
    """What the form says of a new version."""
    return VersionWords(form["words"].data, form["dated_on"].data, form.is_recognisable)


@bp.route(
    "/journeys/<int:journey_id>/evidence/<int:item_id>/versions/<int:version_id>/use",
    methods=["GET", "POST"],
)
@needs(May.WRITE_EVIDENCE)
def evidence_go_back(journey_id: int, item_id: int, version_id: int) -> ResponseReturnValue:
    """Let an older version count again."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item = own_piece_of(journey, item_id)
    must_not_be_visitors(item, by=actor())
    old = next((one for one in item.versions if one.id == version_id), None)
    if old is None or old.gone_at is not None:
        raise NotFound
    form = VersionedForm(version=item.version)
    must_be_giving(journey)
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                version = form["version"].data
                go_back_to(held, item_id, version_id, version=version, by=actor(), at=clock.now())
            flash("The older version counts again.")
            return redirect(address_of_item(journey, item_id))
        except REFUSALS as refusal:
            refuse(form, refusal, own_piece_of(journey, item_id).version)
    lead = (
        f"Version {old.number}, {old.file_name}, of {day_short(old.dated_on or old.added_at)} "
        "counts again. The newer one is kept."
    )
    return ask(form, heading="Go back to this version", button="Use this version",
               back=back_to(journey, item), lead=lead)  # fmt: skip
