"""Where a question of this room leads back to; the questions themselves are every room's."""

from typing import Final

from flask import request, url_for

from award.web.kit.asking import Question, ask, must_be_as_shown
from award.web.kit.versions import VersionedForm as Versioned

__all__ = ["Question", "Versioned", "ask", "came_from", "must_be_as_shown"]
CAME: Final = {
    "today": "coordinator.home",
    "journeys": "coordinator.journeys",
    "settings": "coordinator.settings",
}


def came_from(usual: str) -> str:
    """Where somebody goes back to: the list that they came from, where the address names one."""
    endpoint = CAME.get(request.args.get("came", ""))
    return url_for(endpoint) if endpoint else usual
