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
# How those words go on where somebody else reads them.
FOR_OTHERS: Final = (
    ("where you stand", "where the setting stands"),
    ("that you are ready", "that the setting is ready"),
)


def marked(blockers: tuple[str, ...], facts: Facts) -> list[dict[str, Any]]:
    """What comes first, with a soft line below what the setting does and not who reads it."""
    theirs = {guard(facts) for guard in BY_SETTING}
    return [
        {"words": _of_them(one), "more": "The setting does this."}
        if one in theirs
        else {"words": one, "more": ""}
        for one in blockers
    ]


def _of_them(words: str) -> str:
    for said, told in FOR_OTHERS:
        words = words.replace(said, told)
    return words
