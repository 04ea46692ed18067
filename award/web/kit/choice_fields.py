"""Questions answered by choosing: one of a few, any of some, one of many, a single tick."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from award.web.kit.fields import Asked, Asking, PutRight, drawn


@dataclass(frozen=True)
class Choice:
    """One answer to choose: what is sent, what is read, and a line that explains it."""

    value: Any
    words: str
    hint: str = ""


class ChoiceField(Asked):
    """One of a few answers, as radios. `choices` may be set after the form is made."""

    component = ("radios", "govukRadios")
    data: Any

    def __init__(
        self, *args: Any, choices: Sequence[Choice] = (), inline: bool = False, **rest: Any
    ) -> None:
        super().__init__(*args, **rest)
        self.choices = choices
        self.inline = inline

    def chosen(self, sent: Any) -> Any:
        """The value that stands behind what was sent, of its own type."""
        for choice in self.choices:
            if str(choice.value) == str(sent):
                return choice.value
        raise PutRight("Choose one of the answers shown here")

    def pre_validate(self, form: Any) -> None:
        self.data = None if self.data in (None, "") else self.chosen(self.data)

    def is_chosen(self, choice: Choice) -> bool:
        return self.data is not None and str(choice.value) == str(self.data)

    def asking(self) -> Asking:
        asked = self.grouped() | {"items": [self.item(choice) for choice in self.choices]}
        return asked | ({"classes": f"govuk-{self.component[0]}--inline"} if self.inline else {})

    def item(self, choice: Choice) -> Asking:
        item = {"value": choice.value, "text": choice.words, "checked": self.is_chosen(choice)}
        return item | ({"hint": {"text": choice.hint}} if choice.hint else {})


class ManyField(ChoiceField):
    """Any of some answers, as checkboxes; its data is a list."""

    component = ("checkboxes", "govukCheckboxes")

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = list(valuelist)

    def kept(self, value: Any) -> list[Any]:
        return list(value or ())

    def pre_validate(self, form: Any) -> None:
        self.data = [self.chosen(sent) for sent in self.data]

    def is_chosen(self, choice: Choice) -> bool:
        return str(choice.value) in [str(one) for one in self.data]


@dataclass(frozen=True)
class Part:
    """Some of many answers, under a title of their own."""

    title: str
    choices: Sequence[Choice]


class PartedField(ManyField):
    """Any of many answers, as checkboxes in folds: open where one is chosen, or all is wrong."""

    parts: Sequence[Part] = ()

    def offer(self, parts: Sequence[Part]) -> None:
        """The answers to choose from, part by part."""
        self.parts = parts
        self.choices = [choice for part in parts for choice in part.choices]

    def __call__(self, **more: Any) -> Markup:
        said = {"hint": self.hint, "error": str(self.errors[0]) if self.errors else ""}
        told = " ".join(f"{self.id}-{name}" for name, words in said.items() if words)
        asked = said | {"legend": self.words, "id": self.id, "describes": told} | more
        return drawn("components/choice_folds.html", "choice_folds", asked, self.folds())

    def folds(self) -> list[Asking]:
        """Each part as it is drawn; the first stands open too where the answer is to be put right.

        Its first box has the field's own id, to which the summary of errors leads.
        """
        found: list[Asking] = []
        number = 0
        for part in self.parts:
            items = []
            for choice in part.choices:
                number += 1
                own = self.id if number == 1 else f"{self.id}-{number}"
                items.append(self.item(choice) | {"id": own})
            count = sum(bool(item["checked"]) for item in items)
            boxes = {"name": self.name, "idPrefix": self.id, "items": items}
            is_open = count > 0 or bool(self.errors and not found)
            found.append({"title": part.title, "count": count, "total": len(items),
                          "open": is_open, "boxes": boxes})  # fmt: skip
        return found


class SelectField(ChoiceField):
    """One of many answers, as a list that opens; `blank` is what stands there before."""

    component = ("select", "govukSelect")

    def __init__(self, *args: Any, blank: str = "Choose one", **rest: Any) -> None:
        super().__init__(*args, **rest)
        self.blank = blank

    def asking(self) -> Asking:
        items: list[Asking] = [{"value": "", "text": self.blank}] if self.blank else []
        for choice in self.choices:
            selected = self.is_chosen(choice)
            items.append({"value": choice.value, "text": choice.words, "selected": selected})
        return Asked.asking(self) | {"items": items}


class TickField(Asked):
    """A single box to tick, to confirm something."""

    component = ("checkboxes", "govukCheckboxes")
    data: bool

    def kept(self, value: Any) -> bool:
        return bool(value)

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = bool(valuelist)

    def asking(self) -> Asking:
        item: Asking = {"value": "yes", "text": self.words, "checked": self.data}
        said = self.said()
        if "hint" in said:
            item["hint"] = said.pop("hint")
        return {"name": self.name, "idPrefix": self.id, "items": [item]} | said


class TickOnceAsked(TickField):
    """A box that is on the page only once an action asked for it, or it was ticked."""

    def __call__(self, **more: Any) -> Markup:
        return super().__call__(**more) if self.errors or self.data else Markup("")


def both_roles() -> TickOnceAsked:
    """Whether somebody who was invited in another role is invited in this one, too."""
    return TickOnceAsked("They are to be both")
