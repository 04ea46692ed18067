"""Says an answer to a field in words, as it is read beside another or once it was sent."""

from datetime import date, time
from typing import Any

from award.domain.spoken import clock_words
from award.web.kit.choice_fields import ChoiceField, ManyField, TickField
from award.web.kit.fields import Asked
from award.web.kit.filters import day, listed


def answer_in_words(field: Asked, value: Any) -> str:
    """An answer as a person reads it: the words of what was chosen, a day, or what was typed."""
    if isinstance(field, TickField):
        return "Yes" if value else "No"
    if isinstance(field, ChoiceField):
        wanted = value if isinstance(field, ManyField) else [value]
        chosen = {str(one) for one in wanted or ()}
        return listed(one.words for one in field.choices if str(one.value) in chosen) or "Nothing"
    if isinstance(value, date):
        return day(value)
    if isinstance(value, time):
        return clock_words(value)
    return "Nothing" if value in (None, "") else str(value)
