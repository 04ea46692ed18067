"""Every room's lists ask the same few questions of the database at one row and at three hundred."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import pytest
from sqlalchemy import Column, String, Table, UniqueConstraint, event, func, select, text
from sqlalchemy.orm import Session

from award.actions.collecting import add_evidence
from award.actions.sending import EvidenceWords
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import Base, transaction, writing
from tests.fixtures_rooms import Standing, standing
from tests.making import make_member, make_user
from tests.pages import PageClient

__all__ = ["standing"]

MOST_QUESTIONS: Final = 9  # one of them reads the days in which a wait is counted
MANY: Final = 300
APART: Final = 1_000_000  # how far the number of one copy lies from the next
READS: Final = ("SELECT", "WITH")
HERE: Final = "/leicester"

SIGHTS: Final = [
    ("audit", Stage.APPLIED, Role.AUDITOR),
    ("audit", Stage.AWARDED, Role.AUDITOR),
    ("audit?search=willow&stage=awarded", Stage.AWARDED, Role.AUDITOR),
    ("steering", Stage.AWARDED, Role.STEERING),
    ("steering/outcomes", Stage.AWARDED, Role.STEERING),
    ("steering/outcomes?search=willow&outcome=award", Stage.AWARDED, Role.STEERING),
    ("panel", Stage.DECIDING, Role.PANEL),
    ("panel", Stage.AWARDED, Role.PANEL),
    ("panel?search=willow", Stage.DECIDING, Role.PANEL),
    ("panel/awards", Stage.AWARDED, Role.PANEL),
    *[
        (page, stage, Role.ASSESSOR)
        for page in ("assessor", "assessor/journeys", "assessor/journeys?search=willow")
        for stage in (Stage.ASSESSING, Stage.CHECKING)
    ],
]


def multiply(
    rows: Session, root: str, *only: str, leave: str = "memberships", many: int = MANY
) -> None:
    """Copy every row of a table, with all that hangs on it, until there are so many."""
    rows.rollback()
    moved: set[Column[object]] = set()
    with writing(rows) as session:
        for table in Base.metadata.sorted_tables:
            is_wanted = table.name in only if only else table.name != leave
            hangs = [one for one in table.columns if hangs_on(one, moved)]
            if table.name != root and not (is_wanted and hangs):
                continue
            moved |= {table.c.id, *hangs}
            session.execute(text(copying(table, hangs)), {"many": many - 1})


def hangs_on(column: Column[object], moved: set[Column[object]]) -> bool:
    """Whether this column names a row that is copied too; never a row of its own table."""
    targets = [key.column for key in column.foreign_keys]
    return any(one in moved and one.table is not column.table for one in targets)


def copying(table: Table, hangs: list[Column[object]]) -> str:
    """The statement that writes the copies, each with numbers and names of its own."""
    own = own_names(table, hangs)

    def said(column: Column[object]) -> str:
        name = f't."{column.name}"'
        if column in (table.c.id, *hangs):
            return f"{name} + k * {APART}"
        return f"{name} || '-' || k" if column in own else name

    names = ", ".join(f'"{one.name}"' for one in table.columns)
    hung = " OR ".join(f't."{one.name}" IS NOT NULL' for one in hangs) or "TRUE"
    return (
        "WITH RECURSIVE counted(k) AS (SELECT 1 UNION ALL SELECT k + 1 FROM counted"  # noqa: S608 - our own tables
        f' WHERE k < :many) INSERT INTO "{table.name}" ({names})'
        f' SELECT {", ".join(map(said, table.columns))} FROM "{table.name}" t, counted'
        f" WHERE {hung}"
    )


def own_names(table: Table, hangs: list[Column[object]]) -> set[Column[object]]:
    """The words that no two rows may share."""
    unique = [list(one.columns) for one in table.constraints if isinstance(one, UniqueConstraint)]
    unique += [list(one.columns) for one in table.indexes if one.unique]
    alone = [each for each in unique if not {table.c.id, *hangs} & set(each)]
    return {each[-1] for each in alone if isinstance(each[-1].type, String)}


@contextmanager
def questions(rows: Session) -> Iterator[list[str]]:
    """What is asked of the database while the block runs."""
    asked: list[str] = []

    def note(_a: object, _b: object, statement: str, *_more: object) -> None:
        if statement.lstrip().upper().startswith(READS):
            asked.append(statement)

    rows.rollback()
    engine = rows.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def must_ask_as_little(
    rows: Session,
    browser: PageClient,
    address: str,
    grow: Callable[[], None],
) -> None:
    """Look at the page, let the list grow, look again; it shows more and asks no more."""
    browser.get(address)
    with questions(rows) as at_one:
        assert browser.get(address).status_code == 200
    few = browser.get(address).get_data()
    grow()

    with questions(rows) as at_many:
        answer = browser.get(address)

    assert answer.status_code == 200
    assert len(answer.get_data()) > len(few)
    assert len(at_many) == len(at_one), "\n".join(at_many)
    assert len(at_many) <= MOST_QUESTIONS, "\n".join(at_many)


def browser_of(place: Standing, role: Role) -> PageClient:
    """The browser of whoever holds this role: one of the cast, or somebody new."""
    if role is Role.ASSESSOR:
        return place.assessor
    if role is Role.PANEL:
        return place.member()
    return newcomer(place, role)


def newcomer(place: Standing, role: Role) -> PageClient:
    user = make_user(place.rows, "Marek Nowak")
    make_member(place.rows, user, role, place.walking.setting.authority)
    return place.browse(user)


@pytest.mark.parametrize(("page", "stage", "role"), SIGHTS)
def test_a_rooms_list_asks_as_little_at_three_hundred_journeys_as_at_one(
    standing: Callable[..., Standing], page: str, stage: Stage, role: Role
) -> None:
    place = standing(stage)
    browser = browser_of(place, role)

    must_ask_as_little(
        place.rows, browser, f"{HERE}/{page}", lambda: multiply(place.rows, "settings")
    )


def test_awards_in_question_ask_as_little_at_three_hundred_as_at_one(
    standing: Callable[..., Standing],
) -> None:
    place = standing(Stage.AWARDED)
    with writing(place.rows) as session:
        session.execute(text("UPDATE awards SET state = 'suspended'"))

    must_ask_as_little(
        place.rows, place.member(), f"{HERE}/panel", lambda: multiply(place.rows, "settings")
    )


@pytest.mark.parametrize("page", ["register", "register?search=willow", "register.csv"])
def test_the_public_register_asks_as_little_at_three_hundred_holders_as_at_one(
    standing: Callable[..., Standing], client: PageClient, page: str
) -> None:
    place = standing(Stage.AWARDED, days=60)

    must_ask_as_little(
        place.rows, client, f"{HERE}/{page}", lambda: multiply(place.rows, "settings")
    )


def test_the_list_of_authorities_asks_as_little_at_three_hundred_as_at_one(
    standing: Callable[..., Standing],
) -> None:
    place = standing(Stage.APPLIED)
    browser = newcomer(place, Role.ADMINISTRATOR)

    must_ask_as_little(
        place.rows, browser, "/admin", lambda: multiply(place.rows, "authorities", leave="")
    )


def test_an_authoritys_people_ask_as_little_at_three_hundred_as_at_one(
    standing: Callable[..., Standing],
) -> None:
    place = standing(Stage.APPLIED)
    browser = newcomer(place, Role.ADMINISTRATOR)

    must_ask_as_little(
        place.rows,
        browser,
        "/admin/authorities/leicester/people",
        lambda: multiply(place.rows, "users", "memberships"),
    )


@pytest.mark.parametrize(
    ("page", "table"),
    [
        ("visits", "visits"),
        ("plan", "planned_actions"),
        ("plan?view=criterion", "planned_actions"),
    ],
)
def test_a_settings_visits_and_plan_ask_as_little_at_three_hundred_as_at_one(
    standing: Callable[..., Standing], page: str, table: str
) -> None:
    place = standing(Stage.GATHERING)
    lead = place.browse(place.walking.cast.lead)
    room = f"/setting/{place.walking.setting.id}/journeys/{place.journey.id}"

    must_ask_as_little(place.rows, lead, f"{room}/{page}", lambda: multiply(place.rows, table))


def test_a_settings_tray_and_evidence_ask_as_little_at_three_hundred_as_at_one(
    standing: Callable[..., Standing],
) -> None:
    place = standing(Stage.GATHERING)
    walking, lead = place.walking, place.browse(place.walking.cast.lead)
    room = f"/setting/{walking.setting.id}/journeys/{place.journey.id}"
    for code in ("", "1.4"):
        words = EvidenceWords(title="A note", criterion=code, note="What we did.")
        with transaction(lock=place.journey) as held:
            add_evidence(held, words, by=walking.by(Role.LEAD), at=walking.at)

    must_ask_as_little(
        place.rows, lead, f"{room}/evidence", lambda: multiply(place.rows, "evidence_items")
    )


def test_every_copy_stands_on_its_own_feet(standing: Callable[..., Standing]) -> None:
    place = standing(Stage.AWARDED)
    multiply(place.rows, "settings")

    for name in ("settings", "journeys", "decisions", "awards"):
        table = Base.metadata.tables[name]
        assert place.rows.scalar(select(func.count()).select_from(table)) == MANY
    assert place.rows.execute(text("PRAGMA foreign_key_check")).all() == []
