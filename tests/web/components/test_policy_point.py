"""One point of a policy: what was found, last year's answer, and the action it became."""

from collections.abc import Callable
from dataclasses import replace

from lxml.html import HtmlElement

from award.web.kit.pages import Link
from award.web.kit.policy_shown import PointShown

Render = Callable[..., HtmlElement]
USE = (
    '{% from "components/policy_point.html" import policy_point %}'
    "<ul>{{ policy_point(one, plan_at) }}</ul>"
)
MISSING = PointShown(
    code="p12",
    text="It says how reports are recorded.",
    looks_like="It names the form.",
    tone="attention",
    words="Missing",
    place="",
    before="it said so, page 3",
    is_must=True,
    from_group=False,
    action=None,
    action_state=None,
    plans=True,
    is_missing=True,
    is_open=False,
)


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_a_missing_point_becomes_an_action_with_one_button(render: Render) -> None:
    shown = render(USE, one=MISSING, plan_at="/policy-check/plan/p12")

    assert "Missing Last year it said so, page 3." in words(shown)
    assert shown.find(".//form").get("action") == "/policy-check/plan/p12"
    assert shown.find(".//li").get("id") == "point-p12"


def test_what_is_planned_leads_to_its_action_and_offers_no_button(render: Render) -> None:
    planned = replace(
        MISSING,
        action=Link("Change our policy", "/plan/7"),
        action_state=("done", "Done"),
        plans=False,
    )

    shown = render(USE, one=planned, plan_at="/policy-check/plan/p12")

    assert shown.find(".//form") is None
    assert shown.find(".//a").get("href") == "/plan/7"
    assert "In the plan: Change our policy Done" in words(shown)


def test_who_only_reads_sees_where_it_stands_and_whose_answer_it_is(render: Render) -> None:
    held = replace(
        MISSING, words="It says so", place="Page 4", from_group=True, is_must=False, before=""
    )
    without_page = replace(
        held, action=Link("Change our policy", ""), action_state=("done", "Done")
    )

    shown = render(USE, one=held, plan_at="")

    assert "Good to have It says so Page 4 answered once for your group" in words(shown)
    assert shown.find(".//form") is None
    assert render(USE, one=without_page, plan_at="").find(".//a") is None
