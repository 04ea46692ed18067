"""Things to do, each with where it stands."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


LIST = '{% from "components/task_list.html" import task_list %}{{ task_list(tasks, id="t") }}'


def test_a_task_links_and_is_described_by_its_hint_and_status(render: Render) -> None:
    task = Thing(words="Judge 3.4", href="/3.4", hint="Essential", status="5 minutes")

    link = render(LIST, tasks=[task]).find(".//a")

    assert (link.get("href"), link.get("aria-describedby")) == ("/3.4", "t-1-hint t-1-status")


def test_a_tone_makes_its_status_a_tag(render: Render) -> None:
    done = Thing(words="Plan", href=None, hint="", status="Done", tone="done")

    shown = render(LIST, tasks=[done])

    assert words(shown.find(".//strong")) == "Done"
    assert shown.findall(".//a") == []
