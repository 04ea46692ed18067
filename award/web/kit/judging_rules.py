"""What the framework says of judging and showing, in the words of a setting's kind."""

import re
from typing import Final

from award.domain.frameworks import SCALE, Criterion, Meaning
from award.domain.kinds import Kind
from award.storage.frameworks import framework_of, kind_of
from award.storage.journeys import Journey

TITLES: Final = (
    ("How to choose", "judging_rule"),
    ("What shows that it works", "impact_rule"),
    ("If there was no case to look at", "no_case_rule"),
    ("All the ways to say something", "any_way_rule"),
    ("What never to send", "data_rule"),
)
BULLYING: Final = "What we mean by bullying"


def rules_of(journey: Journey, criterion: Criterion) -> list[tuple[str, str]]:
    """Each rule with its title, then what the words in this criterion's descriptions mean."""
    framework, kind = framework_of(journey.framework), kind_of(journey.setting)
    said = " ".join(criterion.descriptor(one) for one in SCALE).casefold()
    rules = [(title, getattr(framework, name)) for title, name in TITLES]
    rules += [
        (quoted(one), one.means)
        for one in framework.words
        if re.search(rf"\b{re.escape(kind.say(one.word).casefold())}\b", said)
    ]
    if "definition" in said:
        rules.append((BULLYING, journey.authority.definition))
    return in_words_of(kind, rules)


def award_in_words(journey: Journey) -> list[tuple[str, str]]:
    """What the award is, how it is judged and what each of its words means, to read at the start.

    The authority's own meaning of bullying stands before the words of the framework.
    """
    framework, kind = framework_of(journey.framework), kind_of(journey.setting)
    told = [("What the award is", framework.intro), ("What it does not say", framework.disclaimer)]
    told += [(title, getattr(framework, name)) for title, name in TITLES]
    told += [(BULLYING, journey.authority.definition)]
    told += [(quoted(one), one.means) for one in framework.words]
    return in_words_of(kind, told)


def quoted(one: Meaning) -> str:
    """A word of the framework as a title."""
    return f"“{one.word.capitalize()}”"


def in_words_of(kind: Kind, told: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """What is not empty, each text in the words of the setting's kind."""
    return [(kind.say(title), kind.say(words)) for title, words in told if words]
