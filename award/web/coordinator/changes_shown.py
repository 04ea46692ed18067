"""One change in the register as it is shown: both ends in words, and what was said of it."""

from typing import Final

from flask import url_for

from award.adapters import clock
from award.domain.register_links import Became, LinkAnswer
from award.queries.links import LinkShown, held_by, list_other_parts
from award.storage.db import db
from award.storage.links import RegisterLink
from award.web.kit.access import actor
from award.web.kit.asking import Question
from award.web.kit.filters import day
from award.web.kit.journeys import stage_words

HERE: Final = "coordinator.changes"
BECAME_WORDS: Final = {
    Became.NEW_NUMBER: "A new number",
    Became.MERGED: "Several became one",
    Became.SPLIT: "One became several",
}
ANSWER_WORDS: Final = {
    LinkAnswer.PROPOSED: ("yours", "To answer"),
    LinkAnswer.EARLIER_NUMBER: ("done", "Earlier number kept"),
    LinkAnswer.NEW_NUMBER: ("done", "Goes on under the new number"),
    LinkAnswer.JOINED: ("done", "Became one setting"),
    LinkAnswer.SET_ASIDE: ("stopped", "Set aside"),
}


def name_of(shown: LinkShown, *, after: bool) -> str:
    """What the register calls it, or we do; else its number."""
    link, place = shown.link, shown.after if after else shown.before
    told = link.after_name if after else link.before_name
    return told or (place.name if place else f"Number {number_of(link, after=after)}")


def number_of(link: RegisterLink, *, after: bool) -> str:
    return link.after_number if after else link.before_number


def known_words(one: LinkShown) -> str:
    """Which of the two is a setting here."""
    if one.before and one.before is one.after:
        return "One setting here has both"
    if one.before and one.after:
        return "Both are settings here"
    which = "later" if one.after else "earlier"
    return f"Only the {which} one is a setting here"


def question_of(shown: LinkShown, button: str, *told: str) -> Question:
    """What is known of both ends, to be answered with this button."""
    link = shown.link
    return Question(
        _heading(link.became, name_of(shown, after=False), name_of(shown, after=True)),
        button,
        "Your answer is kept.",
        url_for(HERE),
        lead=f"{BECAME_WORDS[link.became]}, the register says.",
        told=told,
        facts=[
            {"key": "Before", "value": _end_words(shown, after=False)},
            {"key": "After", "value": _end_words(shown, after=True)},
            {"key": "Since", "value": day(link.linked_on) if link.linked_on else "No day is told"},
            *_other_parts(link),
        ],
    )


def _heading(became: Became, before: str, after: str) -> str:
    """Who became whom, or which part of what was split it is; a name that stayed is said once."""
    if became is Became.SPLIT:
        return f"{before} was split, and {after} is one part of it"
    return f"{before} has a new number" if before == after else f"{before} became {after}"


def _other_parts(link: RegisterLink) -> list[dict[str, str]]:
    """The other parts of what was split, with what was said of each."""
    if link.became is not Became.SPLIT:
        return []
    parts = [
        f"{one.after_name or 'No name is told'}, number {one.after_number}: "
        f"{ANSWER_WORDS[one.answer][1].lower()}"
        for one in list_other_parts(db.session(), actor(), link)
    ]
    return [{"key": "The other parts", "value": "; ".join(parts) or "None is told"}]


def _end_words(shown: LinkShown, *, after: bool) -> str:
    """One end: its name and number, and what it has here until the change has its answer."""
    link, setting = shown.link, shown.after if after else shown.before
    named = end_named(shown, after=after)
    if link.answer is not LinkAnswer.PROPOSED:
        return named
    if setting is None:
        return f"{named}. No setting here has it."
    held = held_by(db.session(), setting, on=clock.today())
    parts = [f"{setting.name}, number {number_of(link, after=after)}"]
    parts += [f"journey: {stage_words(one)[1]}" for one in held.journeys] or ["no open journey"]
    parts += [f"award {one.number} until {day(one.valid_until)}" for one in held.awards]
    return "; ".join(parts)


def end_named(shown: LinkShown, *, after: bool) -> str:
    """The name of one end with its number; where no name is known, the number alone."""
    name, number = name_of(shown, after=after), number_of(shown.link, after=after)
    return name if name == f"Number {number}" else f"{name}, number {number}"
