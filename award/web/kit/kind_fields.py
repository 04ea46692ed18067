"""What a form asks of children, in the words of a setting's kind: young people, residents."""

from typing import TypeVar

from award.storage.frameworks import kind_of
from award.storage.settings import Setting
from award.web.kit.forms import Form

AnyForm = TypeVar("AnyForm", bound=Form)


def in_words_of_kind(form: AnyForm, setting: Setting) -> AnyForm:
    """The same form; its questions, their hints and what is still asked speak as this kind does."""
    kind = kind_of(setting)
    form.says = kind.say
    for field in form:
        field.label.text = kind.say(str(field.label.text))
        if isinstance(hint := getattr(field, "hint", None), str) and hint:
            field.hint = kind.say(hint)
    return form
