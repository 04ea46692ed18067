"""A day chosen among ready ones, or written in three inputs below."""

from collections.abc import Callable
from datetime import date

from lxml.html import HtmlElement, tostring
from playwright.sync_api import Page
from werkzeug.datastructures import MultiDict

from award.domain.pauses import ReadyDay
from award.web.kit.forms import Form, Required
from award.web.kit.ready_days import ReadyDayField
from tests.fixtures_web import built_styles

Render = Callable[..., HtmlElement]
DAYS = [ReadyDay(date(2027, 1, 18), "In two weeks"), ReadyDay(date(2027, 2, 1), "In four weeks")]


class Resting(Form):
    """What is asked in these tests."""

    until = ReadyDayField("Until when?", [Required("Choose a day")])


def resting(*sent: tuple[str, str]) -> Resting:
    form = Resting(formdata=MultiDict(sent))
    form["until"].days = DAYS
    form.validate()
    return form


def test_each_ready_day_says_its_date_and_another_stands_last(render: Render) -> None:
    shown = render("{{ form.until() }}", form=resting())

    radios = [one.get("value") for one in shown.findall(".//input[@type='radio']")]
    assert radios == ["2027-01-18", "2027-02-01", "own"]
    assert "In two weeks" in shown.text_content()
    assert "Monday 18 January 2027" in shown.text_content()
    assert not shown.findall(".//input[@aria-expanded]")


def test_what_is_missing_is_told_once_where_it_is_mended(render: Render) -> None:
    nothing = render("{{ form.until() }}", form=resting())
    own = render("{{ form.until() }}", form=resting(("until-ready", "own")))

    for shown, group in ((nothing, 0), (own, 1)):
        fieldsets = shown.findall(".//fieldset")
        assert ["Choose a day" in one.text_content() for one in fieldsets] == [
            n == group for n in range(2)
        ]


def test_the_inputs_stand_there_once_another_day_is_chosen(page: Page, render: Render) -> None:
    shown = render("{{ form.until() }}", form=resting())
    page.set_content(str(tostring(shown, encoding="unicode")))
    page.add_style_tag(content=built_styles())
    year = page.get_by_label("Year")

    before = year.is_visible()
    page.get_by_label("Another day").check()
    own = year.is_visible()
    page.get_by_label("In two weeks").check()

    assert (before, own, year.is_visible()) == (False, True, False)
