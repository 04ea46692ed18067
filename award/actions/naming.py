"""The name that a setting wants on its certificate, confirmed by the setting itself."""

from typing import Final

from award.domain.people import SETTING_ROLES, Actor, Role
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.storage.db import must_be_held, session_of
from award.storage.settings import Setting

LONGEST: Final = 120
MAY_NAME: Final = frozenset({Role.LEAD, Role.HEAD})


def confirm_certificate_name(setting: Setting, name: str, *, version: int, by: Actor) -> Setting:
    """Keep the name as it is to stand on the next certificate.

    A certificate that was made before keeps its name: a coordinator corrects that one. Raises
    NotReady for an empty or endless name, Stale where somebody else changed the setting.
    """
    must_be_held(setting)
    own = by.role in MAY_NAME and by.setting_id == setting.id
    if not own and not (by.on_behalf and by.role not in SETTING_ROLES):
        raise NotAllowed("The lead or the head confirms the name.")
    if setting.version != version:
        raise Stale("the name")
    wanted = " ".join(name.split())
    if not wanted:
        raise NotReady("Write the name as it is to stand on the certificate")
    if len(wanted) > LONGEST:
        raise NotReady(f"Use {LONGEST} characters at most: the name has to fit on the page")
    if setting.certificate_name != wanted:
        setting.certificate_name = wanted
        setting.version += 1
        session_of(setting).flush()
    return setting
