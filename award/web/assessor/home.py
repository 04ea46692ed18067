"""Where this room begins."""

from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.assessor.blueprint import bp
from award.web.kit.access import needs
from award.web.kit.pages import render, room_nav

room_nav("assessor", ("Home", "assessor.home"))


@bp.get("")
@needs(May.SEE_APPLICATION)
def home() -> ResponseReturnValue:
    """The first page of the room."""
    return render("assessor/home.html")
