"""One paper: a sheet to print, filled in or, where its address asks for that, blank."""

from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.web.kit.pages import Link, render
from award.web.setting.approver_words import called_here


def sheet(template: str, place: Setting, back: Link, **given: Any) -> ResponseReturnValue:
    """One paper of a setting, with the way back to where it was asked for."""
    return render(
        f"print/{template}.html",
        setting=place,
        is_blank="blank" in request.args,
        today=clock.today(),
        back=back,
        **given,
    )


def paper(template: str, journey: Journey, **given: Any) -> ResponseReturnValue:
    """One paper of a journey."""
    back = Link("On paper", url_for("setting.printed", journey_id=journey.id))
    signs = called_here(journey).removeprefix("the ")
    signs = f"{signs[:1].upper()}{signs[1:]}, name and date"
    return sheet(template, journey.setting, back, journey=journey, signs=signs, **given)
