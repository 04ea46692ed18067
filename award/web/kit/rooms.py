"""The rooms: where each is found, and whose it is. One row for each."""

from dataclasses import dataclass
from typing import Final

from award.domain.people import ASSIGNED_ROLES, SETTING_ROLES, Role


@dataclass(frozen=True)
class Room:
    """A room's name, the beginning of its addresses, its roles in the order they are tried."""

    name: str
    prefix: str = ""
    roles: tuple[Role, ...] = ()


IN_ORDER: Final = tuple(Role)
ROOMS: Final = (
    Room("public"),
    Room("accounts"),
    Room("setting", "/setting/<int:setting_id>", tuple(r for r in IN_ORDER if r in SETTING_ROLES)),
    Room("coordinator", "/<authority:authority>/coordinator", (Role.COORDINATOR,)),
    Room(
        "assessor",
        "/<authority:authority>/assessor",
        tuple(r for r in IN_ORDER if r in ASSIGNED_ROLES),
    ),
    Room("panel", "/<authority:authority>/panel", (Role.PANEL,)),
    Room("steering", "/<authority:authority>/steering", (Role.STEERING,)),
    Room("audit", "/<authority:authority>/audit", (Role.AUDITOR,)),
    Room("group", "/group/<int:group_id>", (Role.GROUP_VIEWER,)),
    Room("admin", "/admin", (Role.ADMINISTRATOR,)),
)
ROOM_OF_ROLE: Final = {role: room for room in ROOMS for role in room.roles}


def room_named(name: str | None) -> Room | None:
    """The room that a blueprint belongs to."""
    return next((room for room in ROOMS if room.name == name), None)
