"""How much and which files the authority's settings may add."""

from dataclasses import asdict, replace

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.limiting_files import limit_files
from award.adapters import clock
from award.domain.file_limits import RANGES, FileLimits
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.web.coordinator.blueprint import bp
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.branding import lines_of
from award.web.kit.choice_fields import TickField
from award.web.kit.errors import refused
from award.web.kit.forms import Form, HiddenVersion, Required, WholeNumberField
from award.web.kit.pages import Link, render

CHANGED = "Somebody else changed this meanwhile. Look at what you wrote, and save again."


def _number(label: str, name: str, hint: str = "") -> WholeNumberField:
    known = RANGES[name]
    required = Required(f"Enter a number from {known.least} to {known.most}")
    return WholeNumberField(
        label, [required], hint=hint, least=known.least, most=known.most, width=4
    )


class FileLimitsForm(Form):
    """All the limits; only the last two are seldom of interest."""

    version = HiddenVersion()
    file_mb = _number("Largest file, in MB", "file_mb", "A photo from a phone has 2 to 8 MB.")
    files_at_once = _number("How many files at once", "files_at_once")
    room_gb = _number("Room for each setting, in GB", "room_gb", "Each file counts once.")
    megapixels = _number("Largest picture, in megapixels", "megapixels")
    films = TickField(
        "Films may be added",
        hint="Children are seen and heard in films. Ask your data protection officer first. "
        "Films can be downloaded only; sound alone is never taken.",
    )
    film_mb = _number("Largest film, in MB", "film_mb", "Two minutes from a phone have about 200.")

    unpacked_mb = _number(
        "What a document may unpack to, in MB",
        "unpacked_mb",
        "A Word or PowerPoint file is packed, like a zipped folder. One that grows without end "
        "could stop the whole program.",
    )
    unpacked_times = _number(
        "How many times larger it may get",
        "unpacked_times",
        "An honest document grows to 5 or 20 times its size.",
    )

    def limits(self, before: FileLimits) -> FileLimits:
        """The limits as they would be."""
        asked = {name: self[name].data for name in RANGES}
        return replace(before, films=bool(self["films"].data), **asked)


@bp.route("/file-limits", methods=["GET", "POST"])
@needs(May.EDIT_FILE_LIMITS)
def file_limits() -> ResponseReturnValue:
    """Set the limits, and say whether films may be added."""
    owner = authority()
    form = FileLimitsForm(version=owner.version, **asdict(owner.file_limits))
    if form.validate_on_submit() and _saved(form):
        flash("Saved. The limits hold for every file from now on.")
        return redirect(url_for("coordinator.file_limits"))
    return render(
        "coordinator/file_limits.html",
        form=form,
        back=Link("Scheme", url_for("coordinator.scheme")),
        changes=lines_of(owner, "file_limits"),
    )


def _saved(form: FileLimitsForm) -> bool:
    try:
        with changing(authority(), May.EDIT_FILE_LIMITS) as held:
            if form.version.data != held.version:
                raise Stale
            limit_files(held, form.limits(held.file_limits), by=actor(), at=clock.now())
    except (NotReady, NotAllowed) as refusal:
        refused(form, refusal)
        return False
    except Stale:
        form.refuse(CHANGED)
        form["version"].fill(authority().version)
        return False
    return True
