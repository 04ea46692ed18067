"""The days of a week that bring something."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
DIARY = '{% from "components/diary.html" import diary %}{{ diary(days) }}'


def a_day(*items: dict[str, str], today: bool = False) -> dict[str, object]:
    return {
        "weekday": "Tue", "day": "3", "month": "March", "is_today": today, "items": list(items),
    }  # fmt: skip


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def test_each_day_says_what_it_brings_and_where_that_is(render: Render) -> None:
    item = {"words": "10am, planning visit", "link": "Abbey Meadow", "href": "/visits"}

    shown = render(DIARY, days=[a_day(item, today=True)])

    assert words(shown) == "Tue 3 March 10am, planning visit Abbey Meadow"
    assert shown.find(".//a").get("href") == "/visits"
    assert "diary__day--today" in shown.find(".//ol/li").get("class")


def test_a_day_without_anything_says_so(render: Render) -> None:
    assert words(render(DIARY, days=[a_day()])) == "Tue 3 March Nothing booked"


def test_what_is_known_besides_stands_below(render: Render) -> None:
    shown = render(
        DIARY, days=[a_day({"words": "The panel meets", "more": "3 journeys aim at it"})]
    )

    assert words(shown).endswith("The panel meets3 journeys aim at it")


def test_a_day_with_a_great_deal_shows_eight_and_folds_the_rest(render: Render) -> None:
    shown = render(DIARY, days=[a_day(*({"words": f"Visit {n}"} for n in range(11)))])

    folded = words(shown.find(".//details"))
    assert folded.startswith("And 3 more")
    assert ("Visit 7" in folded, "Visit 8" in folded) == (False, True)
    assert words(shown).count("Visit") == 11
