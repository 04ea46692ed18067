"""Of what comes before a step, what the setting does and not who reads it."""

from collections.abc import Callable
from typing import Any, Final

from award.domain import guards as g
from award.domain.facts import Facts

Guard = Callable[[Facts], str | None]
# What blocks another's step although the setting does it, in words meant for the setting.
BY_SETTING: Final[tuple[Guard, ...]] = (
    g.baseline_complete,
    g.essentials_planned,
    g.plan_put_forward,
    g.setting_replied,
    g.head_approved_reply,
    g.head_has_declared,
)


def marked(blockers: tuple[str, ...], facts: Facts) -> list[dict[str, Any]]:
    """What comes first, with a soft line below what the setting does and not who reads it."""
    theirs = {guard(facts) for guard in BY_SETTING}
    return [
        {"words": one, "more": "The setting does this." if one in theirs else ""}
        for one in blockers
    ]
