"""Evidence is read in the browser: our own pictures, piece after piece, in each room."""

from collections.abc import Callable

import pytest

from award.domain.file_kinds import PDF, TXT
from award.storage.accounts import User
from award.storage.db import writing
from award.storage.evidence import EvidenceVersion, Gone, Scan
from tests.pages import PageClient
from tests.web.kit.conftest import Library, picture

# Who reads in which room while a journey is assessed.
PEOPLE: dict[str, Callable[[Library], User]] = {
    "setting": lambda here: here.world.walking.cast.lead,
    "coordinator": lambda here: here.world.walking.cast.coordinator,
    "assessor": lambda here: here.world.walking.cast.assessor,
}


def reader(here: Library, room: str) -> PageClient:
    return here.world.browse(PEOPLE[room](here))


@pytest.mark.parametrize("room", sorted(PEOPLE))
def test_a_picture_is_shown_as_one_that_we_made(library: Library, room: str) -> None:
    version = library.give(picture())
    library.prepare()
    browser = reader(library, room)

    page = browser.get(library.read_at(room, version.item_id)).get_data(as_text=True)
    shown = browser.get(library.picture_at(room, version.id))

    assert f'<img src="{library.picture_at(room, version.id)}" width="400" height="300"' in page
    assert (shown.status_code, shown.mimetype, shown.data[8:12]) == (200, "image/webp", b"WEBP")
    assert shown.headers["Content-Disposition"] == 'inline; filename="page-1.webp"'
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Content-Security-Policy"].startswith("sandbox; default-src 'none'")


def test_what_is_said_of_a_piece_stands_beside_it(library: Library) -> None:
    version = library.give(picture())
    library.prepare()

    browser = reader(library, "assessor")
    browser.get(library.read_at("assessor", version.item_id))

    words = browser.words()
    for said in ("Why it counts Children chose it", "wall.png", "Amara Holt", "Download the file"):
        assert said in words


@pytest.mark.parametrize(
    ("room", "talks"), [("setting", False), ("coordinator", True), ("assessor", True)]
)
def test_who_gives_feedback_says_something_right_from_what_they_read(
    library: Library, room: str, talks: bool
) -> None:
    version = library.give(picture())
    browser = reader(library, room)

    browser.get(library.read_at(room, version.item_id))

    assert ("Say something about it" in browser.words()) == talks


@pytest.mark.parametrize(("room", "written"), [("setting", 0), ("coordinator", 1), ("assessor", 1)])
def test_each_opening_by_the_authoritys_people_is_written_down_once(
    library: Library, room: str, written: int
) -> None:
    version = library.give(picture())
    library.prepare()
    browser = reader(library, room)

    browser.get(library.read_at(room, version.item_id))
    browser.get(library.picture_at(room, version.id))
    browser.get(library.picture_at(room, version.id, "small"))

    assert library.views() == written


def test_until_its_pages_are_made_the_download_is_offered(library: Library) -> None:
    version = library.give(picture())
    browser = reader(library, "assessor")

    browser.get(library.read_at("assessor", version.item_id))

    assert "being prepared" in browser.words()
    assert browser.get(library.picture_at("assessor", version.id)).status_code == 404


def test_pages_of_what_was_given_long_ago_are_made_when_somebody_looks(library: Library) -> None:
    version = library.give(picture(), scan=Scan.WAITING)
    with writing(library.world.rows) as session:
        session.get_one(EvidenceVersion, version.id).scan = Scan.CLEAN
    browser = reader(library, "setting")
    address = library.read_at("setting", version.item_id)

    browser.get(address)
    library.prepare()
    browser.get(address)

    assert "being prepared" not in browser.words()
    assert browser.get(library.picture_at("setting", version.id)).status_code == 200


@pytest.mark.parametrize(
    ("scan", "words"),
    [(Scan.WAITING, "still being checked"), (Scan.INFECTED, "a virus was found")],
)
def test_what_is_held_back_is_not_shown(library: Library, scan: Scan, words: str) -> None:
    version = library.give(picture())
    library.prepare()
    with writing(library.world.rows) as session:
        session.get_one(EvidenceVersion, version.id).scan = scan
    browser = reader(library, "assessor")

    browser.get(library.read_at("assessor", version.item_id))

    assert words in browser.words()
    assert "Download the file" not in browser.words()
    assert browser.get(library.picture_at("assessor", version.id)).status_code == 404
    assert library.views() == 0


def test_what_went_says_why(library: Library) -> None:
    version = library.give(picture())
    library.prepare()
    with writing(library.world.rows) as session:
        held = session.get_one(EvidenceVersion, version.id)
        held.gone_at, held.gone_why = library.world.walking.at, Gone.RECOGNISABLE
    browser = reader(library, "assessor")

    browser.get(library.read_at("assessor", version.item_id))

    assert "children may be recognised" in browser.words()
    assert browser.get(library.picture_at("assessor", version.id)).status_code == 404


def test_hostile_words_stay_words(library: Library) -> None:
    hostile = b"<script>alert(1)</script>\n<img src=x onerror=alert(1)>"
    version = library.give(hostile, name="notes.txt", media_type=TXT.media_type)
    library.prepare()
    browser = reader(library, "assessor")

    page = browser.get(library.read_at("assessor", version.item_id)).get_data(as_text=True)

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page
    assert "This is an extract" in browser.words()


def test_what_cannot_be_shown_is_left_to_the_download(library: Library) -> None:
    version = library.give(b"%PDF-1.7 nothing", name="plan.pdf", media_type=PDF.media_type)
    library.prepare()
    browser = reader(library, "assessor")

    browser.get(library.read_at("assessor", version.item_id))

    assert "cannot be shown here. Download it" in browser.words()


def test_one_goes_from_piece_to_piece_and_on_to_the_next_criterion(library: Library) -> None:
    library.give(picture(), title="Second")
    first, second = library.items("1.1")
    browser = reader(library, "assessor")

    browser.get(library.read_at("assessor", first))
    assert "1 of 2 for 1.1" in browser.words()
    page = browser.get(library.read_at("assessor", second)).get_data(as_text=True)

    assert "2 of 2 for 1.1" in browser.words()
    assert f'rel="prev" href="{library.read_at("assessor", first)}#main"' in page
    following = library.items("1.2")[0]
    assert f'rel="next" href="{library.read_at("assessor", following, "1.2")}#main"' in page
    assert "Next: 1.2" in browser.words()


def test_taking_along_is_offered_only_where_there_may_be_a_file(library: Library) -> None:
    note = library.items("1.2")[0]
    browser = reader(library, "coordinator")

    browser.get(library.read_at("coordinator", note, "1.2"))
    alone = browser.words()
    browser.get(library.start("coordinator") + "/evidence")
    notes = browser.words()
    library.give(picture(), code="1.2", title="A file")
    browser.get(library.read_at("coordinator", note, "1.2"))
    beside = browser.words()
    browser.get(library.start("coordinator") + "/evidence")

    assert "Everything for 1.2 in one file" not in alone
    assert "Take everything along in one file" not in notes
    assert "Everything for 1.2 in one file" in beside
    assert "Take everything along in one file" in browser.words()


def test_a_piece_is_read_only_where_it_counts(library: Library) -> None:
    version = library.give(picture())
    browser = reader(library, "assessor")

    answers = [
        browser.get(library.read_at("assessor", version.item_id, "1.2")),
        browser.get(library.read_at("assessor", 999_999)),
        browser.get(library.read_at("assessor", version.item_id, "nothing")),
    ]

    assert [one.status_code for one in answers] == [404, 404, 404]


def test_a_lost_picture_is_made_anew(library: Library) -> None:
    version = library.give(picture())
    library.prepare()
    for one in list(library.files.keys()):
        if one.key != version.key:
            library.files.delete(one.key)
    browser = reader(library, "assessor")

    missing = browser.get(library.picture_at("assessor", version.id))
    library.prepare()
    there = browser.get(library.picture_at("assessor", version.id))

    assert (missing.status_code, there.status_code) == (404, 200)


def test_the_reading_list_ticks_what_was_opened_and_leads_on(library: Library) -> None:
    read, unread = library.give(picture(), title="Read"), library.give(picture(), title="Unread")
    library.prepare()
    browser = reader(library, "assessor")
    browser.get(library.read_at("assessor", read.item_id))

    page = browser.get(library.start("assessor") + "/reading").get_data(as_text=True)

    assert "Read 1.1 Unread" in browser.words()
    assert "Read on" in browser.words()
    assert library.read_at("assessor", unread.item_id) in page


def test_papers_that_are_not_before_the_panel_are_not_read_by_it(library: Library) -> None:
    version = library.give(picture())
    library.prepare()
    member = library.world.member()

    addresses = (
        library.read_at("panel", version.item_id),
        library.picture_at("panel", version.id),
        library.start("panel") + "/evidence/zip",
    )

    assert [member.get(one).status_code for one in addresses] == [404, 404, 404]
