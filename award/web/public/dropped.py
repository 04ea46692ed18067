"""Checking a certificate or badge that somebody has as a file: looked at, answered, not kept."""

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import RequestEntityTooLarge

from award.actions.limits import DROP_ADDRESS
from award.adapters import clock
from award.adapters.dropped.looking import CannotLook
from award.domain.checking_codes import grouped
from award.domain.dropped_files import LARGEST_BYTES, Trouble
from award.web.kit.access import open_to_all
from award.web.kit.dropping import check_file, sealing_here
from award.web.kit.errors import too_large
from award.web.kit.limiting import here, must_be_within
from award.web.kit.pages import render
from award.web.public.blueprint import bp
from award.web.public.forms import DropForm

SCREEN = "public.check_dropped"


@bp.route("/check/file", methods=["GET", "POST"])
@open_to_all
def check_dropped() -> ResponseReturnValue:
    """Ask for the file, and say what its signature, its bytes and the record tell."""
    form = DropForm()
    if form.validate_on_submit() and form.file.data is not None:
        must_be_within((DROP_ADDRESS, here()))
        try:
            seen = check_file(form.file.data.stream.read(LARGEST_BYTES + 1))
        except CannotLook as refused:
            form.refuse(str(refused.trouble), field="file")
        else:
            return render(
                "public/dropped.html",
                kind=seen.kind.value,
                verdict=seen.verdict,
                issued=seen.issued,
                record_code=grouped(seen.issued.code) if seen.issued else "",
                is_own=sealing_here().keys.document.is_own,
                today=clock.today(),
            )
    return render("public/check_dropped.html", form=form)


@bp.errorhandler(413)
def larger_than_ours(trouble: RequestEntityTooLarge) -> ResponseReturnValue:
    """More bytes than a certificate has: nothing of it was read."""
    if request.endpoint != SCREEN:
        return too_large(trouble)
    return render("public/too_large.html", words=str(Trouble.TOO_LARGE)), 413
