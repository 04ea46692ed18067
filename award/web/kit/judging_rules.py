"""What the framework says of judging and showing, in the words of a setting's kind."""

import re
from typing import Final

from award.domain.frameworks import SCALE, Criterion
from award.storage.frameworks import framework_of, kind_of
from award.storage.journeys import Journey

TITLES: Final = (
    ("How to choose", "judging_rule"),
    ("What shows that it works", "impact_rule"),
    ("If there was no case to look at", "no_case_rule"),
    ("All the ways to say something", "any_way_rule"),
    ("What never to send", "data_rule"),
)


def rules_of(journey: Journey, criterion: Criterion) -> list[tuple[str, str]]:
    """Each rule with its title, then what the words in this criterion's descriptions mean."""
    framework, kind = framework_of(journey.framework), kind_of(journey.setting)
    said = " ".join(criterion.descriptor(one) for one in SCALE).casefold()
    rules = [(title, getattr(framework, name)) for title, name in TITLES]
    rules += [
        (f"“{one.word.capitalize()}”", one.means)
        for one in framework.words
        if re.search(rf"\b{re.escape(kind.say(one.word).casefold())}\b", said)
    ]
    means = journey.authority.definition
    if means and "definition" in said:
        rules.append(("What we mean by bullying", means))
    return [(title, kind.say(words)) for title, words in rules if words]
