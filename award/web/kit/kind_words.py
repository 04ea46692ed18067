"""What a page says of children, and of who approves, in the words of a setting's kind."""

from flask import Flask

from award.domain.people import ROLE_NAMES, Role
from award.storage.frameworks import kind_of
from award.storage.settings import Setting


def said_for(words: str, setting: Setting) -> str:
    """The words, speaking of children as this kind of setting does."""
    return kind_of(setting).say(words)


def role_at(role: Role, setting: Setting) -> str:
    """What a role is called at a setting, where a head may be a manager: “manager or approver”."""
    words = ROLE_NAMES[role]
    if role is Role.HEAD and setting.kind and (titles := kind_of(setting).approver_titles):
        return words.replace("head", titles[0])
    return words


def init_kind_words(app: Flask) -> None:
    """Give it to every template."""
    app.jinja_env.filters[said_for.__name__] = said_for
