"""Who plays which part when a journey is walked."""

from dataclasses import dataclass

from award.domain.people import Actor, Role
from award.storage.accounts import User
from award.storage.settings import Setting


@dataclass(frozen=True)
class Cast:
    """Who plays which part at one setting and its authority."""

    lead: User
    head: User
    coordinator: User
    assessor: User
    second: User
    panel: tuple[User, ...]

    def actor(self, role: Role, setting: Setting, *, member: int = 0) -> Actor:
        """The person of this part, acting for this setting or its authority."""
        people = {
            Role.LEAD: self.lead,
            Role.HEAD: self.head,
            Role.COORDINATOR: self.coordinator,
            Role.ASSESSOR: self.assessor,
            Role.SECOND: self.second,
            Role.PANEL: self.panel[member],
        }
        user = people[role]
        at_setting = role in (Role.LEAD, Role.HEAD)
        return Actor(
            role=role,
            user_id=user.id,
            name=user.name,
            authority_id=setting.authority_id,
            setting_id=setting.id if at_setting else None,
        )
