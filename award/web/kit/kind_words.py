"""What a page says of children, and of who approves, in the words of a setting's kind."""

from typing import Final

from flask import Flask, g

from award.domain.check_ins import CHANGED_WORDS, Changed
from award.domain.people import ROLE_NAMES, Role
from award.storage.frameworks import kind_of
from award.storage.settings import Setting

PUPIL: Final = "pupil"


def said_for(words: str, setting: Setting) -> str:
    """The words, speaking of children as this kind of setting does."""
    return kind_of(setting).say(words)


def of_the_child(words: str) -> str:
    """Words about a child who may be at risk, as the kind of the setting speaks that the page is
    about.

    Where the page is about none, or about several, they stay as they are; so they do at a school,
    where everybody speaks of a child when it is about safety.
    """
    place: Setting | None = g.get("place") or g.get("shown_setting")
    if place is None or place.kind is None or kind_of(place).person == PUPIL:
        return words
    return said_for(words, place)


def role_at(role: Role, setting: Setting) -> str:
    """What a role is called at a setting, where a head may be a manager: “manager or approver”."""
    words = ROLE_NAMES[role]
    if role is Role.HEAD and setting.kind and (titles := kind_of(setting).approver_titles):
        return words.replace("head", titles[0])
    return words


def changed_at(what: Changed, setting: Setting) -> str:
    """What may have changed in a year, as this kind of setting speaks of children and its head."""
    if what is Changed.HEAD:
        return f"There is a new {role_at(Role.HEAD, setting)}"
    return said_for(CHANGED_WORDS[what], setting)


def init_kind_words(app: Flask) -> None:
    """Give it to every template."""
    app.jinja_env.filters[said_for.__name__] = said_for
    app.jinja_env.globals[of_the_child.__name__] = of_the_child  # a filter would be asked only once
