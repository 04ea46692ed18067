"""Everybody's screens where places, people and groups have names from right to left."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from playwright.sync_api import Browser
from sqlalchemy import update
from sqlalchemy.sql.schema import Column

from award.storage.db import Base, db, writing
from tests.journeys.browser_people import PHONE, Findings, Town
from tests.journeys.screens_met import STRANGER, page_of, part_of_the_world
from tests.journeys.ways_of_looking import DESK, HEIGHT, NARROWEST, sized, too_wide
from tools.pictures import screens_from

NAMES: Final = (
    "مدرسة النور الابتدائية",
    "בית ספר אילנות",
    "مدرسة 14 أكتوبر (للبنات)",
    "ي",
    "בי״ס ע״ש יצחק רבין, חיפה",
    "روضة الأطفال التابعة لجمعية السلام والمحبة " * 3,
)
WHO: Final = (
    "Amara Holt",
    "Kofi Mensah",
    "Pauline Greaves",
    "Callum Wray",
    "Effie Grant",
    "Joyce Tan",
    "Priya Nair",
    "Colm Brady",
    "Edith Moss",
    "Tomasz Zielinski",
    "Grace Oduya",
    "Dilys Parry",
    "Marek Nowak",
    "Verity Lamb",
    "Wren Abbott",
)
NAMED: Final = ("users", "settings", "groups", "invitations", "sites", "contacts", "certificates")

# A letter from right to left with nothing around it that holds it apart; fields say their own.
NOT_APART: Final = r"""() => {
    const right = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
    const apart = (one) => /isolate|plaintext/.test(getComputedStyle(one).unicodeBidi);
    const within = (one) => one && (apart(one) || within(one.parentElement));
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walk.nextNode()) {
        const one = walk.currentNode, holder = one.parentElement;
        if (!right.test(one.data) || /^(SCRIPT|STYLE|TEXTAREA)$/.test(holder.tagName)) continue;
        const marked = /^[^\u0590-\u08ff]*\u2068/.test(one.data);
        if (holder.tagName === 'OPTION' ? !marked : !within(holder.closest('bdi, [dir]') || null))
            found.push(`${holder.tagName}.${holder.className}: ${one.data.trim().slice(0, 60)}`);
    }
    const fields = document.querySelectorAll('textarea, input[type=text], input[type=search]');
    const fixed = [...fields].filter(one => right.test(one.value) && one.dir !== 'auto');
    return found.concat(fixed.map(one => `the direction of ${one.name}`));
}"""

# What is written after a name stands to the right of it, where both are on one line.
OUT_OF_ORDER: Final = r"""() => [...document.querySelectorAll('bdi')].flatMap(name => {
    const after = name.nextSibling;
    if (!after || after.nodeType !== 3 || !/\S/.test(after.data)) return [];
    const where = (node, from, to) => {
        const range = document.createRange();
        range.setStart(node, from); range.setEnd(node, to);
        return range.getBoundingClientRect();
    };
    const first = after.data.search(/\S/);
    const next = where(after, first, first + 1);
    const lines = [...name.getClientRects()], last = lines[lines.length - 1];
    const together = last && next.width > 0 && Math.abs(last.bottom - next.bottom) < 4;
    return together && next.left < last.right - 1
        ? [`“${after.data.trim().slice(0, 30)}” stands before “${name.textContent}”`] : [];
})"""


def names_of(table_name: str) -> list[Column[str]]:
    """The columns of this table that name a place or a person."""
    columns = Base.metadata.tables[table_name].columns
    own = [columns["name"]] if table_name in NAMED and "name" in columns else []
    return own + [one for one in columns if one.name.endswith("_name") and one.name != "file_name"]


def rename_all() -> None:
    """Give everybody and every place a name from right to left; what was empty stays empty."""
    with writing(db.session()) as session:
        for name, table in Base.metadata.tables.items():
            for column in names_of(name):
                for number, words in enumerate(NAMES):
                    turn = table.columns["id"] % len(NAMES) == number
                    written = (column != "") & column.is_not(None)
                    session.execute(update(table).where(turn, written).values({column: words}))


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory, empty_database: Path) -> Iterator[Town]:
    """A part of the demo world in which every name runs from right to left."""
    folder = tmp_path_factory.mktemp("right_to_left")
    with part_of_the_world(folder, empty_database) as found:
        with found.app.app_context():
            rename_all()
            db.session.remove()
        yield found


@pytest.fixture(scope="module")
def met() -> Findings:
    """What everybody met so far: axe looks once at a page of the same address."""
    return Findings(again=False)


@pytest.mark.soak
@pytest.mark.parametrize("name", [pytest.param(STRANGER, id="stranger"), *WHO])
def test_names_from_right_to_left_leave_every_screen_in_order(
    browser: Browser,
    place: Town,
    met: Findings,
    count: Callable[[str, int], None],
    name: str,
) -> None:
    findings = Findings(screens=met.screens, shapes=met.shapes, again=False)
    page, home, role = page_of(browser, place, name)
    page.set_viewport_size({"width": DESK, "height": HEIGHT})
    findings.listen_to(page)
    pulled, wide, seen = list[str](), list[str](), 0
    for screen in screens_from(page, place.address, home):
        seen += 1
        for rule in (NOT_APART, OUT_OF_ORDER):
            pulled += [f"{screen}: {one}" for one in page.evaluate(rule)]
        wide += [f"{screen}: {one}" for one in too_wide(page, DESK)]
        with sized(page, NARROWEST):
            wide += [f"{screen}: {one}" for one in too_wide(page, NARROWEST)]
        findings.look_at(page, PHONE)
        page.set_viewport_size({"width": DESK, "height": HEIGHT})
    page.context.close()
    count(f"screens of a {role}, names from right to left", seen)

    assert pulled == []
    assert wide == []
    assert findings.barriers == []
    assert findings.complaints == []
