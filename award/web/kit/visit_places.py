"""What one goes through on a visit: what belongs to its kind, and how much of each is noted."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from award.domain.frameworks import Conversation
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.storage.visits import Visit
from award.web.kit.visit_talks import (
    Prompt,
    conversations_of,
    noted_in,
    own_talks,
    prompts_of,
    prompts_on,
)


@dataclass(frozen=True)
class Place:
    """One conversation, or one criterion, in the list at the side.

    ``belongs`` is untrue of one that is not of this kind of visit, and in which nothing is noted.
    """

    code: str
    words: str
    minutes: int
    href: str
    done: int
    total: int
    current: bool
    belongs: bool = True


def own_conversations(held: Journey, visit: Visit) -> list[Conversation]:
    """The conversations and places that belong to this visit, for its programme and its sheet."""
    every = conversations_of(held, visit)
    own = own_talks(visit, every)
    return [one for one in every if one.code in own]


def own_prompts(held: Journey, visit: Visit, prompts: Sequence[Prompt]) -> list[Prompt]:
    """Those of these that belong to this visit: by its kind, or since something is noted there."""
    own, noted = own_talks(visit, conversations_of(held)), noted_in(visit)
    there = {talk for talk, _ in noted}
    return [
        one for one in prompts if one.conversation.code in own or one.conversation.code in there
    ]


def places_of(held: Journey, visit: Visit, here: str) -> list[Place]:
    """Every conversation with how much of it is noted."""
    noted, talks = noted_in(visit), conversations_of(held, visit)
    own = own_talks(visit, talks)

    def place(talk: Conversation) -> Place:
        asked = [one.key for one in prompts_of(held, talk)]
        href = url_for(
            ".visit_conversation", journey_id=held.id, visit_id=visit.id, conversation=talk.code
        )
        done = sum(key in noted for key in asked)
        is_here, belongs = talk.code == here, talk.code in own or done > 0
        return Place(
            talk.code, talk.title, talk.minutes, href, done, len(asked), is_here, belongs
        )  # fmt: skip

    return [place(one) for one in talks]


def criteria_places(held: Journey, visit: Visit, here: str) -> list[Place]:
    """Every criterion that is asked about anywhere, with in how many conversations it is noted.

    The conversations of this visit count; of a criterion that comes up in none of them, all do.
    """
    noted, places = noted_in(visit), []
    for one in criteria_of(held):
        every = prompts_on(held, visit, one.code)
        own = own_prompts(held, visit, every)
        href = url_for(".visit_criterion", journey_id=held.id, visit_id=visit.id, code=one.code)
        if every:
            asked = [each.key for each in own or every]
            done, is_here = sum(key in noted for key in asked), one.code == here
            words = f"{one.code} {one.title}"
            places.append(
                Place(one.code, words, 0, href, done, len(asked), is_here, belongs=bool(own))
            )
    return places
