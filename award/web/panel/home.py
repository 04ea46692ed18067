"""Where this room begins."""

from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.kit.access import needs
from award.web.kit.pages import render, room_nav
from award.web.panel.blueprint import bp

room_nav("panel", ("Home", "panel.home"))


@bp.get("")
@needs(May.VOTE)
def home() -> ResponseReturnValue:
    """The first page of the room."""
    return render("panel/home.html")
