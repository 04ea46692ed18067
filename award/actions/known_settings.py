"""The settings of one authority by each name and number that they have or had."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from award.domain.name_matching import Names
from award.domain.running_journeys import plain
from award.storage.settings import FormerName, Identifier, Setting


class KnownSettings:
    """Each setting that was not joined to another, read once; each name before its former ones."""

    def __init__(self, session: Session, authority_id: int) -> None:
        self.rows: dict[int, Any] = {
            one.id: one
            for one in session.execute(
                select(
                    Setting.id, Setting.name, Setting.state, Setting.kind_id, Setting.postcode
                ).where(Setting.authority_id == authority_id, Setting.joined_to_id.is_(None))
            )
        }
        self.by_name = self._by_name(session, authority_id)
        self.by_number = self._numbers(session, authority_id)

    def _by_name(self, session: Session, mine: int) -> Mapping[str, set[int]]:
        found: defaultdict[str, set[int]] = defaultdict(set)
        named: defaultdict[int, list[str]] = defaultdict(list)
        for one in self.rows.values():
            found[plain(one.name)].add(one.id)
            named[one.id].append(one.name)
        former = select(FormerName.name, FormerName.setting_id).where(
            FormerName.authority_id == mine
        )
        had: defaultdict[str, set[int]] = defaultdict(set)
        for name, setting_id in session.execute(former):
            had[plain(name)].add(setting_id)
            named[setting_id].append(name)
        self.names = Names(named)
        return {**had, **found}

    def _numbers(self, session: Session, mine: int) -> Mapping[str, set[int]]:
        """Whose each number is now, whatever register it is of; or else whose it was."""
        now: defaultdict[str, set[int]] = defaultdict(set)
        had: defaultdict[str, set[int]] = defaultdict(set)
        numbers = select(Identifier.value, Identifier.setting_id, Identifier.until_on).where(
            Identifier.authority_id == mine
        )
        for value, setting_id, until_on in session.execute(numbers):
            (now if until_on is None else had)[value].add(setting_id)
        return {**had, **now}
