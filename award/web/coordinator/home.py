"""Where this room begins."""

from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.coordinator.blueprint import bp
from award.web.kit.access import needs
from award.web.kit.pages import render, room_nav

room_nav("coordinator", ("Home", "coordinator.home"))


@bp.get("")
@needs(May.ACCEPT)
def home() -> ResponseReturnValue:
    """The first page of the room."""
    return render("coordinator/home.html")
