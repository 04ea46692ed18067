"""A trust with some settings, and who looks at them: made as a coordinator does."""

from collections.abc import Collection
from datetime import datetime
from hashlib import sha256

from sqlalchemy import select

from award.actions.grouping import begin_group, put_in
from award.actions.inviting import accept_invitation
from award.actions.inviting_viewers import Viewer, invite_viewer
from award.demo.places import GROUP
from award.domain.people import Actor
from award.storage.authorities import Authority
from award.storage.db import session_of, transaction
from award.storage.settings import Setting


def add_trust_of(
    authority: Authority,
    names: Collection[str],
    *,
    viewer: tuple[str, str],
    password_hash: str,
    by: Actor,
    at: datetime,
) -> None:
    """Make the trust, put the settings of these names in, and let the viewer accept.

    ``viewer``: name and address. They see the settings of this authority alone.
    """
    name, email = viewer
    here = select(Setting.id).where(Setting.authority_id == authority.id, Setting.name.in_(names))
    with transaction(lock=authority) as held:
        group = begin_group(held, GROUP, by=by, at=at)
        put_in(held, group.id, session_of(held).scalars(here).all(), by=by, at=at)
        token = sha256(f"{authority.code} {email}".encode()).hexdigest()
        digest = sha256(token.encode()).hexdigest()
        who = Viewer(email, name)
        row = invite_viewer(held, group.id, who, token=token, digest=digest, by=by, at=at)
    with transaction(lock=row) as asked:
        accept_invitation(asked, user=None, name=name, password_hash=password_hash, at=at)
