"""The framework that a row holds, read once and kept in memory: a published one never changes."""

import tomllib
from typing import Any

from sqlalchemy import Select, select

from award.domain.framework_files import read_framework
from award.domain.frameworks import Criterion, Framework, Standard, standards_for
from award.domain.kinds import Kind
from award.storage import authorities
from award.storage.journeys import Journey
from award.storage.settings import Setting

_read: dict[str, Framework] = {}
_tables: dict[str, dict[str, Any]] = {}
_spoken: dict[tuple[str, str], dict[str, Criterion]] = {}


def current_framework(authority_id: int) -> Select[authorities.Framework]:
    """The framework that new journeys of an authority begin with; there is one at most."""
    return select(authorities.Framework).where(
        authorities.Framework.authority_id == authority_id,
        authorities.Framework.published_at.is_not(None),
        authorities.Framework.superseded_at.is_(None),
    )


def framework_of(row: authorities.Framework) -> Framework:
    """The framework itself. Raises FrameworkFault where its text cannot be read."""
    if row.digest not in _read:
        _read[row.digest] = read_framework(row.text)
    return _read[row.digest]


def tables_of(row: authorities.Framework) -> dict[str, Any]:
    """The tables of a version as its author wrote them, to compare a draft with; not to change."""
    if row.digest not in _tables:
        _tables[row.digest] = tomllib.loads(row.text)
    return _tables[row.digest]


def kind_of(setting: Setting) -> Kind:
    """The setting's kind in full. Raises ValueError for a place that is only known of."""
    if setting.kind is None:
        raise ValueError(f"{setting.name} has no kind: choose one first")
    return Kind.from_content(setting.kind.content)


def criteria_of(journey: Journey) -> tuple[Criterion, ...]:
    """The criteria that this journey is asked, in its setting's own words."""
    worded = _worded(journey.framework, journey.setting)
    return tuple(worded[asked.code] for asked in journey.asked)


def standards_of(journey: Journey) -> list[tuple[Standard, list[Criterion]]]:
    """The standards that ask this journey something, with its criteria, in the kind's own words."""
    asked = criteria_of(journey)
    standards = standards_for(framework_of(journey.framework), kind_of(journey.setting))
    found = [(one, [each for each in asked if each.standard == one.code]) for one in standards]
    return [(standard, criteria) for standard, criteria in found if criteria]


def titled(journey: Journey, code: str) -> str:
    """A criterion of this journey as a letter names it: 1.4 Recording bullying."""
    found = _worded(journey.framework, journey.setting).get(code)
    return f"{code} {found.title}" if found else code


def criteria_words(row: authorities.Framework, setting: Setting) -> dict[str, str]:
    """The title of every criterion of a framework, in the words of the setting's kind."""
    return {code: one.title for code, one in _worded(row, setting).items()}


def _worded(row: authorities.Framework, setting: Setting) -> dict[str, Criterion]:
    """Every criterion in the words of the setting's kind; put into words once for each kind."""
    key = (row.digest, repr(setting.kind.content) if setting.kind else "")
    if key not in _spoken:
        kind = kind_of(setting)
        _spoken[key] = {one.code: one.for_kind(kind) for one in framework_of(row).criteria}
    return _spoken[key]
