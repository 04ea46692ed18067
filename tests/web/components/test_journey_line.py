"""Where a journey stands, for the eye, the phone and the ear."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


LINE = '{% from "components/journey_line.html" import journey_line %}{{ journey_line(steps) }}'
BARS = '{% from "components/journey_line.html" import stage_bars %}{{ stage_bars(full) }}'


def steps(now: int) -> list[Thing]:
    names = ("Applied", "Planned", "Ready")
    states = ["done"] * now + ["now"] + ["to_come"] * (2 - now)
    return [Thing(words=n, when="", state=s) for n, s in zip(names, states, strict=True)]


def test_the_step_of_now_is_marked_once(render: Render) -> None:
    shown = render(LINE, steps=steps(1))

    current = [item for item in shown.iter("li") if item.get("aria-current") == "step"]
    assert [words(item) for item in current] == ["Planned"]


def test_those_who_listen_hear_what_is_done(render: Render) -> None:
    shown = render(LINE, steps=steps(2))

    assert [words(item) for item in shown.iter("li")] == ["Applied, done", "Planned, done", "Ready"]


def test_a_phone_says_the_number_and_what_comes_then(render: Render) -> None:
    shown = render(LINE, steps=steps(1)).find(".//p")

    assert words(shown) == "Step 2 of 3: Planned Then: ready"
    assert shown.get("aria-hidden") == "true"


def test_the_last_step_has_nothing_after_it(render: Render) -> None:
    assert words(render(LINE, steps=steps(2)).find(".//p")) == "Step 3 of 3: Ready"


def test_nothing_follows_where_a_journey_stopped(render: Render) -> None:
    stopped = [
        Thing(words="Withdrawn", when="", state="now", is_end=True),
        Thing(words="Planned", when="", state="to_come"),
    ]

    assert words(render(LINE, steps=stopped).find(".//p")) == "Step 1 of 2: Withdrawn"


def test_a_journey_that_rests_says_so_and_promises_nothing_next(render: Render) -> None:
    resting = [
        Thing(words="Applied", when="", state="done"),
        Thing(words="Gathering", when="paused until 30 December 2026", state="now", rests=True),
        Thing(words="Ready", when="", state="to_come"),
    ]

    shown = render(LINE, steps=resting)

    assert words(shown.find(".//p")) == "Paused at step 2 of 3: Gathering"
    assert words(list(shown.iter("li"))[1]) == "Gathering paused until 30 December 2026"
    assert len(shown.find_class("ring__bars")) == 1


def test_a_journey_that_has_ended_has_no_line_for_the_phone(render: Render) -> None:
    ended = [Thing(words="Applied", when="", state="done")]

    assert render(LINE, steps=ended).find(".//p") is None


def test_bars_are_full_up_to_the_stage(render: Render) -> None:
    bars = render(BARS, full=2).findall(".//i")

    assert [bar.get("class") for bar in bars] == ["is-full"] * 2 + [None] * 4
