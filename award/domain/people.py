"""Who acts: the roles people hold, and the actor a request or a job speaks for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Role(StrEnum):
    """A part somebody plays. One person may hold several; the address says which one acts now."""

    LEAD = "lead"
    CONTRIBUTOR = "contributor"
    HEAD = "head"
    GROUP_VIEWER = "group_viewer"
    ADVISER = "adviser"
    ASSESSOR = "assessor"
    SECOND = "second"
    COORDINATOR = "coordinator"
    PANEL = "panel"
    STEERING = "steering"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"
    PUBLIC = "public"
    CLOCK = "clock"


SETTING_ROLES: Final = frozenset({Role.LEAD, Role.CONTRIBUTOR, Role.HEAD})
ASSIGNED_ROLES: Final = frozenset({Role.ADVISER, Role.ASSESSOR, Role.SECOND})
JUDGING: Final = frozenset({Role.ASSESSOR, Role.SECOND})
AUTHORITY_ROLES: Final = frozenset(
    {Role.COORDINATOR, Role.PANEL, Role.STEERING, Role.ADMINISTRATOR, Role.AUDITOR}
)

ROLE_NAMES: Final[dict[Role, str]] = {
    Role.LEAD: "lead",
    Role.CONTRIBUTOR: "colleague",
    Role.HEAD: "head or approver",
    Role.GROUP_VIEWER: "trust or group",
    Role.ADVISER: "adviser",
    Role.ASSESSOR: "assessor",
    Role.SECOND: "second assessor",
    Role.COORDINATOR: "coordinator",
    Role.PANEL: "panel member",
    Role.STEERING: "steering group",
    Role.ADMINISTRATOR: "administrator",
    Role.AUDITOR: "auditor",
    Role.PUBLIC: "the public",
    Role.CLOCK: "the calendar",
}
INVITED_AS: Final[dict[Role, str]] = {
    Role.LEAD: "the lead",
    Role.CONTRIBUTOR: "a colleague",
    Role.HEAD: "the head or approver",
    Role.GROUP_VIEWER: "a viewer for your trust or group",
    Role.ADVISER: "an adviser",
    Role.ASSESSOR: "an assessor",
    Role.SECOND: "a second assessor",
    Role.COORDINATOR: "a coordinator",
    Role.PANEL: "a panel member",
    Role.STEERING: "a member of the steering group",
    Role.ADMINISTRATOR: "an administrator",
    Role.AUDITOR: "an auditor",
}
"""As what somebody is invited, in the middle of a sentence."""


@dataclass(frozen=True)
class Actor:
    """Somebody acting in one role, for one authority and, in a setting's role, one setting.

    ``user_id`` is None for the public and for the clock. Who acts on behalf of a setting keeps
    their own role here: ``on_behalf`` says that they do the setting's step for it.
    """

    role: Role
    user_id: int | None = None
    name: str = ""
    authority_id: int | None = None
    setting_id: int | None = None
    group_id: int | None = None
    on_behalf: bool = False


def the_clock(authority_id: int | None = None) -> Actor:
    """The actor for what happens by itself."""
    return Actor(role=Role.CLOCK, name="the calendar", authority_id=authority_id)
