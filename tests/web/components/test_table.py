"""Rows by hairlines; on a phone each is a card."""

from collections.abc import Callable
from types import SimpleNamespace as Thing

from lxml.html import HtmlElement
from markupsafe import Markup

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


TABLE = '{% from "components/table.html" import table %}{{ table("Journeys", heads, rows) }}'
HEADS = ["Setting", Thing(words="Waiting", href="?by=waiting", sorted="descending"), "Turn"]


def row(setting: object, waiting: object, turn: object) -> list[object]:
    return [setting, waiting, turn]


def test_the_first_cell_names_the_row_and_the_others_their_column(render: Render) -> None:
    shown = render(TABLE, heads=HEADS, rows=[row("Abbey", 3, "Setting")])

    assert words(shown.find(".//tbody//th")) == "Abbey"
    assert [(td.get("data-label"), words(td)) for td in shown.iter("td")] == [
        ("Waiting", "3"),
        ("Turn", "Setting"),
    ]


def test_the_sorted_column_says_so(render: Render) -> None:
    heads = render(TABLE, heads=HEADS, rows=[]).findall(".//thead//th")

    assert [head.get("aria-sort") for head in heads] == [None, "descending", None]
    assert heads[1].find("a").get("href") == "?by=waiting"


def test_cells_may_link_warn_be_a_status_or_bring_their_own_markup(render: Render) -> None:
    cells = row(
        Thing(words="Abbey", href="/abbey", more="Primary"),
        Thing(words="41 days", trouble=True),
        Thing(words="Yours", tone="yours"),
    )

    shown = render(TABLE, heads=HEADS, rows=[cells, row("x", "y", Thing(html=Markup("<i>z</i>")))])

    assert words(shown.find(".//tbody//th")) == "AbbeyPrimary"
    assert shown.find(".//tbody//th/a").get("href") == "/abbey"
    assert len(shown.findall(".//span[@class='table__trouble']/svg")) == 1
    assert words(shown.find(".//td//strong")) == "Yours"
    assert words(shown.find(".//i")) == "z"


def test_on_a_phone_it_may_stay_a_table_or_set_cells_side_by_side(render: Render) -> None:
    asked = TABLE.replace("rows)", "rows, kept=true, beside=true)")

    shown = render(asked, heads=HEADS, rows=[row("Abbey", 3, "Setting")])

    wrapped = shown.find(".//table").getparent().get("class").split()
    assert wrapped == ["table-wrap", "table-wrap--kept", "table-wrap--beside"]


def test_links_that_say_what_they_do_need_no_label_beside_them(render: Render) -> None:
    heads = ["Name", "Since", Thing(words="Change", deeds=True)]

    cells = list(render(TABLE, heads=heads, rows=[row("Abbey", "May", "Let go")]).iter("td"))

    assert [td.get("data-label") for td in cells] == ["Since", None]
    assert "table__deeds" in str(cells[1].get("class"))
