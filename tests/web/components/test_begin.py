"""A weak criterion with small steps: what was ticked stays ticked, and each step has its label."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
USE = '{% from "components/begin.html" import begin %}{{ begin(one, "steps", ["1.4:1"]) }}'
ONE = Thing(
    weak=Thing(code="1.4", title="We record it", essential=True, met="Each report is written."),
    label="Developing",
    href="/criteria/1.4",
    add_at="/plan/add?criterion=1.4",
    steps=[Thing(value=f"1.4:{n}", id=f"step-1-4-{n}", words=f"Step {n}") for n in range(2)],
)


def test_it_says_where_they_stand_and_when_it_is_met(render: Render) -> None:
    said = " ".join(render(USE, one=ONE).text_content().split())

    assert said.startswith("1.4 We record it Essential You say: developing")
    assert "It is met when: Each report is written." in said


def test_each_step_is_a_box_with_its_label_and_keeps_its_tick(render: Render) -> None:
    shown = render(USE, one=ONE)

    boxes = {one.get("id"): one.get("checked") is not None for one in shown.iter("input")}
    assert boxes == {"step-1-4-0": False, "step-1-4-1": True}
    assert [one.get("for") for one in shown.iter("label")] == list(boxes)
    assert {one.get("href") for one in shown.iter("a")} == {ONE.href, ONE.add_at}
