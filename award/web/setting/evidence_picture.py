"""A picture that was given is cropped or blurred; the one that showed too much is let go of."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.covering_up import cover_picture
from award.actions.letting_go import must_say_why
from award.actions.linking import must_be_giving
from award.actions.whose_piece import must_not_be_visitors
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.storage.evidence import EvidenceItem, EvidenceState
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs
from award.web.kit.evidence_fields import PICTURES_TAKEN, FilesWithin
from award.web.kit.forms import AtMost, FileField, LongField, Required
from award.web.kit.pages import Link, render
from award.web.kit.taking_in import let_go, take_files
from award.web.kit.uploads import NotTaken, let_bytes_go
from award.web.kit.versions import VersionedForm
from award.web.setting.blueprint import bp
from award.web.setting.evidence_cards import picture_of
from award.web.setting.evidence_item import own_piece_of
from award.web.setting.forms import LONG
from award.web.setting.here import REFUSALS, refuse
from award.web.setting.pieces import picture_address


class CoverForm(FilesWithin, VersionedForm):
    """The changed picture; and why, where a panel has looked at the one that goes."""

    reason = LongField(
        "Why is it changed?",
        [Required("Say why it is changed"), AtMost(LONG)],
        hint="A panel has looked at this picture. Its list keeps the day and your reason, and the "
        "coordinator is told.",
        rows=2,
    )
    picture = FileField(
        "Choose the changed picture",
        [Required("Choose the changed picture")],
        accept=PICTURES_TAKEN,
    )


@bp.route("/journeys/<int:journey_id>/evidence/<int:item_id>/picture", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def evidence_picture(journey_id: int, item_id: int) -> ResponseReturnValue:
    """Crop or blur one picture; without script, advice and a way to send the changed one."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    item = own_piece_of(journey, item_id)
    must_not_be_visitors(item, by=actor(), letting_go=True)
    # The editor alone is given the bytes: what it sends back is made of them.
    picture = picture_address(journey, item)
    if not picture:
        raise NotFound
    form = CoverForm(journey.authority.file_limits, version=item.version)
    must_be_giving(journey)
    back = back_of(journey, item)
    if not must_say_why(journey, item):
        del form.reason
    if form.validate_on_submit() and cover_one(journey, item, form):
        flash("The changed picture is kept, and the one before is gone for good.")
        return redirect(back.href)
    return render(
        "setting/evidence/picture.html",
        journey=journey, item=item, picture=picture, small=picture_of(journey, item), form=form,
        back=back, file_name=item.versions[-1].file_name,
    )  # fmt: skip


def back_of(journey: Journey, item: EvidenceItem) -> Link:
    """Where somebody came from: the tray's question, or all evidence."""
    if item.state is EvidenceState.UNSORTED:
        href = url_for("setting.evidence_sort", journey_id=journey.id, item_id=item.id)
        return Link("Sort this picture", href)
    return Link("All your evidence", url_for("setting.evidence", journey_id=journey.id))


def cover_one(journey: Journey, item: EvidenceItem, form: CoverForm) -> bool:
    """New bytes first, then the rows in one change, and last the old bytes go."""
    sent, item_id = form["picture"].data, item.id
    try:
        (file,) = take_files([sent], journey.setting)
    except NotTaken as refused:
        form.refuse(str(refused), field="picture")
        return False
    unused = [file]
    try:
        with changing(journey, May.WRITE_EVIDENCE) as held:
            version = form["version"].data
            reason = form["reason"].data if "reason" in form else ""
            keys = cover_picture(
                held, item_id, file, version=version, reason=reason, by=actor(), at=clock.now()
            )
        unused = []
    except REFUSALS as refusal:
        refuse(form, refusal, item.version)
        return False
    finally:
        let_go(unused)
    let_bytes_go(keys)
    return True
