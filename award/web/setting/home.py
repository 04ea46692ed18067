"""Where this room begins."""

from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.kit.access import needs
from award.web.kit.pages import render, room_nav
from award.web.setting.blueprint import bp

room_nav("setting", ("Home", "setting.home"))


@bp.get("")
@needs(May.SEE_PLAN)
def home() -> ResponseReturnValue:
    """The first page of the room."""
    return render("setting/home.html")
