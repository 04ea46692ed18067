"""Where this room begins."""

from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.kit.access import needs
from award.web.kit.pages import render, room_nav
from award.web.steering.blueprint import bp

room_nav("steering", ("Home", "steering.home"))


@bp.get("")
@needs(May.READ_TERMLY_REPORT)
def home() -> ResponseReturnValue:
    """The first page of the room."""
    return render("steering/home.html")
