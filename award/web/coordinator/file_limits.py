"""How much and which files the authority's settings may add."""

from dataclasses import asdict, replace
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.limiting_files import limit_files
from award.adapters import clock
from award.domain.file_limits import RANGES, FileLimits
from award.domain.permissions import May
from award.storage.authorities import Authority
from award.web.coordinator.blueprint import bp
from award.web.kit.access import actor, authority, needs
from award.web.kit.branding import lines_of, saved
from award.web.kit.choice_fields import TickField
from award.web.kit.forms import Required, WholeNumberField
from award.web.kit.pages import Link, render
from award.web.kit.versions import VersionedForm


def _number(label: str, name: str, hint: str = "") -> WholeNumberField:
    known = RANGES[name]
    required = Required(f"Enter a number from {known.least} to {known.most}")
    return WholeNumberField(
        label, [required], hint=hint, least=known.least, most=known.most, width=4
    )


class FileLimitsForm(VersionedForm):
    """All the limits; only the last two are seldom of interest."""

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
    form = FileLimitsForm(version=owner.version, **_kept(owner))

    def act(held: Authority) -> None:
        limit_files(held, form.limits(held.file_limits), by=actor(), at=clock.now())

    if form.validate_on_submit() and saved(form, act, _kept, may=May.EDIT_FILE_LIMITS):
        flash("Saved. The limits hold for every file from now on.")
        return redirect(url_for("coordinator.file_limits"))
    return render(
        "coordinator/file_limits.html",
        form=form,
        back=Link("Scheme", url_for("coordinator.scheme")),
        changes=lines_of(owner, "file_limits"),
    )


def _kept(owner: Authority) -> dict[str, Any]:
    return asdict(owner.file_limits)
