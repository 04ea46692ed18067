"""Many boxes to tick, in folds."""

from collections.abc import Callable

from lxml.html import HtmlElement
from playwright.sync_api import Page, expect
from werkzeug.datastructures import MultiDict

from award.web.kit.forms import Choice, Form, Part, PartedField, Required

Render = Callable[..., HtmlElement]
PARTS = [
    Part("1 Safe", [Choice("1.1", "1.1 A policy"), Choice("1.2", "1.2 Everywhere")]),
    Part("2 Heard", [Choice("2.1", "2.1 They shaped it"), Choice("2.2", "2.2 Views")]),
]


class Ticking(Form):
    """What is asked in these tests."""

    criteria = PartedField("Which?", [Required("Choose at least one")], hint="Any of them")


def ticking(*chosen: str) -> Ticking:
    form = Ticking(formdata=MultiDict([("criteria", one) for one in chosen]))
    form["criteria"].offer(PARTS)
    form.validate()
    return form


def test_the_fold_of_what_is_chosen_stands_open_and_every_box_has_an_id_of_its_own(
    render: Render,
) -> None:
    shown = render("{{ form.criteria() }}", form=ticking("2.2"))

    folds = shown.findall(".//details")
    assert [fold.get("open") is not None for fold in folds] == [False, True]
    assert [fold.find_class("fold__more")[0].text_content() for fold in folds] == [
        "None of 2 chosen",
        "1 of 2 chosen",
    ]
    assert [box.get("id") for box in shown.findall(".//input")] == [
        "criteria", "criteria-2", "criteria-3", "criteria-4",
    ]  # fmt: skip
    assert [box.get("value") for box in shown.findall(".//input[@checked]")] == ["2.2"]


def test_what_is_missing_is_said_for_the_group_and_its_first_fold_stands_open(
    render: Render,
) -> None:
    shown = render("{{ form.criteria() }}", form=ticking())

    assert [fold.get("open") is not None for fold in shown.findall(".//details")] == [True, False]
    group = shown.find(".//fieldset")
    assert group is not None
    assert group.get("aria-describedby") == "criteria-hint criteria-error"
    assert "Choose at least one" in group.text_content()


def test_the_count_goes_along_while_boxes_are_ticked(page: Page, gallery: str) -> None:
    page.goto(gallery + "/form")
    page.get_by_text("1 Safe").click()

    page.get_by_label("1.2 Everywhere").check()
    expect(page.locator(".fold__more").first).to_have_text("1 of 2 chosen")
    page.get_by_label("1.2 Everywhere").uncheck()

    expect(page.locator(".fold__more").first).to_have_text("None of 2 chosen")
