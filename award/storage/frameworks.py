"""The framework that a row holds, read once and kept in memory: a published one never changes."""

from award.domain.framework_files import read_framework
from award.domain.frameworks import Criterion, Framework, criteria_for
from award.domain.kinds import Kind
from award.storage import authorities
from award.storage.journeys import Journey
from award.storage.settings import Setting

_read: dict[str, Framework] = {}


def framework_of(row: authorities.Framework) -> Framework:
    """The framework itself. Raises FrameworkFault where its text cannot be read."""
    if row.digest not in _read:
        _read[row.digest] = read_framework(row.text)
    return _read[row.digest]


def kind_of(setting: Setting) -> Kind:
    """The setting's kind in full. Raises ValueError for a place that is only known of."""
    if setting.kind is None:
        raise ValueError(f"{setting.name} has no kind: choose one first")
    return Kind.from_content(setting.kind.content)


def criteria_of(journey: Journey) -> tuple[Criterion, ...]:
    """The criteria that this journey is asked, in its setting's own words."""
    framework = framework_of(journey.framework)
    by_code = {one.code: one for one in criteria_for(framework, kind_of(journey.setting))}
    by_code |= {
        one.code: one.for_kind(kind_of(journey.setting))
        for one in framework.criteria
        if one.code not in by_code
    }
    return tuple(by_code[asked.code] for asked in journey.asked)
