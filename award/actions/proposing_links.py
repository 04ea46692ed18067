"""Takes up what the register says went before what. It only proposes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.entering import MAY_ENTER
from award.actions.renumbering import GIAS
from award.domain.people import Actor
from award.domain.refusals import NotAllowed
from award.domain.register_links import Link, LinkAnswer, LinksReading, became, links_of
from award.storage.authorities import Authority
from award.storage.db import must_be_held
from award.storage.links import RegisterLink
from award.storage.settings import Identifier

AT_ONCE: Final = 500


@dataclass(frozen=True)
class LinksPlan:
    """What a file of links would propose now."""

    new: Sequence[Link]
    known: int  # links that were proposed before, whatever was said of them
    elsewhere: int  # links that touch no setting of this authority

    @property
    def summary(self) -> str:
        """The counts, in one line."""
        return f"proposed {len(self.new)}, known {self.known}, of other places {self.elsewhere}"


def plan_links(session: Session, authority: Authority, reading: LinksReading) -> LinksPlan:
    """Which links of the file touch a setting of this authority and are new. Changes nothing."""
    links = links_of(reading.lines)
    numbers = sorted({number for one in links for number in (one.before, one.after)})
    ours = _ours(session, authority, numbers)
    proposed: set[tuple[str, str]] = {
        (before, after)
        for before, after in session.execute(
            select(RegisterLink.before_number, RegisterLink.after_number).where(
                RegisterLink.authority_id == authority.id
            )
        )
    }
    here = [one for one in links if one.before in ours or one.after in ours]
    new = [one for one in here if (one.before, one.after) not in proposed]
    return LinksPlan(new, len(here) - len(new), len(links) - len(here))


def propose_links(
    session: Session, authority: Authority, reading: LinksReading, *, by: Actor, at: datetime
) -> LinksPlan:
    """Keep what is new as proposals; nothing else changes. A second run proposes nothing more.

    The authority is held by the running change.
    """
    must_be_held(authority)
    if by.role not in MAY_ENTER:
        raise NotAllowed("Only a coordinator or an administrator brings the register’s links in.")
    plan = plan_links(session, authority, reading)
    kinds = became(links_of(reading.lines))
    session.add_all(
        RegisterLink(
            authority_id=authority.id,
            before_number=one.before,
            before_name=one.before_name[:255],
            after_number=one.after,
            after_name=one.after_name[:255],
            became=kinds[one.after],
            linked_on=one.on,
            found_at=at,
            answer=LinkAnswer.PROPOSED,
        )
        for one in plan.new
    )
    session.flush()
    return plan


def _ours(session: Session, authority: Authority, numbers: Sequence[str]) -> set[str]:
    found: set[str] = set()
    for start in range(0, len(numbers), AT_ONCE):
        found |= set(
            session.scalars(
                select(Identifier.value).where(
                    Identifier.authority_id == authority.id,
                    Identifier.scheme == GIAS,
                    Identifier.value.in_(numbers[start : start + AT_ONCE]),
                )
            )
        )
    return found
