"""Where a question of this room leads back to."""

from typing import Final

from flask import request, url_for

CAME: Final = {
    "today": "coordinator.home",
    "journeys": "coordinator.journeys",
    "settings": "coordinator.settings",
}


def came_from(usual: str) -> str:
    """Where somebody goes back to: the list that they came from, where the address names one."""
    endpoint = CAME.get(request.args.get("came", ""))
    return url_for(endpoint) if endpoint else usual
