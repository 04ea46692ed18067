"""What is read is a page at a time, and asks no more of the database where there is much of it."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import event

from award.actions.collecting import EvidenceWords, add_evidence
from award.domain.people import Role
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceLink, EvidenceVersion, Scan
from tests.pages import PageClient
from tests.web.kit.conftest import Library, picture

MANY = 60
# At one piece and at sixty.
LISTS = {"coordinator": "/evidence", "assessor": "/reading"}


@contextmanager
def questions(library: Library) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_a: object, _b: object, statement: str, *_more: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append(statement)

    library.world.fresh()
    engine = library.world.rows.get_bind()
    event.listen(engine, "before_cursor_execute", note)
    try:
        yield asked
    finally:
        event.remove(engine, "before_cursor_execute", note)


def reader(library: Library, room: str) -> PageClient:
    cast = library.world.walking.cast
    return library.world.browse({"coordinator": cast.coordinator, "assessor": cast.assessor}[room])


def give_many(library: Library, *, code: str) -> None:
    walking = library.world.walking
    for number in range(MANY):
        words = EvidenceWords(title=f"Note {number}", criterion=code, note="What we did.")
        with transaction(lock=library.world.journey) as held:
            add_evidence(held, words, by=walking.by(Role.LEAD), at=walking.at)


@pytest.mark.parametrize("room", sorted(LISTS))
def test_a_list_to_read_asks_no_more_at_sixty_pieces_and_shows_fifty(
    library: Library, room: str
) -> None:
    browser = reader(library, room)
    address = library.start(room) + LISTS[room]
    browser.get(address)
    with questions(library) as few:
        browser.get(address)
    give_many(library, code="1.1")
    browser.get(address)

    with questions(library) as many:
        page = browser.get(address).text

    total = len(everything(library))
    assert len(many) <= len(few), "\n".join(many)
    assert f"1 to 50 of {total}" in browser.words()
    assert "Note 10" in page
    browser.get(f"{address}?page=2")
    assert f"51 to {total} of {total}" in browser.words()


def everything(library: Library) -> list[EvidenceLink]:
    library.world.fresh()
    links = library.world.rows.query(EvidenceLink).filter_by(journey_id=library.world.journey.id)
    return links.filter_by(removed_at=None).all()


def test_a_criterion_is_found_on_the_page_where_it_begins(library: Library) -> None:
    give_many(library, code="1.1")
    browser = reader(library, "coordinator")

    browser.get(library.start("coordinator") + "/evidence?code=1.2")

    assert "51 to " in browser.words()


def test_one_reads_on_from_the_middle_of_many_asking_as_little(library: Library) -> None:
    browser = reader(library, "assessor")
    first = library.items("1.1")[0]
    browser.get(library.read_at("assessor", first))
    with questions(library) as few:
        browser.get(library.read_at("assessor", first))
    give_many(library, code="1.1")
    items = library.items("1.1")
    middle = items[30]

    with questions(library) as many:
        page = browser.get(library.read_at("assessor", middle)).text

    assert f"31 of {len(items)} for 1.1" in browser.words()
    assert f'href="{library.read_at("assessor", items[29])}#main"' in page
    assert f'href="{library.read_at("assessor", items[31])}#main"' in page
    assert len(many) <= len(few) + 1


def test_a_card_says_that_its_file_is_held_back(library: Library) -> None:
    version = library.give(picture())
    with writing(library.world.rows) as session:
        session.get_one(EvidenceVersion, version.id).scan = Scan.INFECTED
    browser = reader(library, "coordinator")

    browser.get(library.start("coordinator") + "/evidence")

    assert "a virus was found in it" in browser.words()


@pytest.mark.parametrize("room", sorted(LISTS))
def test_words_are_found_in_titles_why_and_what_a_file_says(library: Library, room: str) -> None:
    walking = library.world.walking
    library.world.fresh()
    words = EvidenceWords(title="The rota", criterion="2.3", note="Buddies at the gate.")
    with transaction(lock=library.world.journey) as held:
        add_evidence(held, words, by=walking.by(Role.LEAD), at=walking.at)
    browser, address = reader(library, room), library.start(room) + LISTS[room]

    browser.get(f"{address}?words=BUDDIES+gate")
    assert "The rota" in browser.words()
    browser.get(f"{address}?words=xylophone")
    assert "Nothing has these words" in browser.words()
    browser.get(f"{address}?words=100%25_")
    assert "Nothing has these words" in browser.words()
