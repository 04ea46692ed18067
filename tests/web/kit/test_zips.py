"""Everything in one zip: with its contents in words, nothing that is held back, and noted."""

import csv
import io
import zipfile

from award.actions.limits import count_try
from award.storage.db import writing
from award.storage.evidence import Scan
from award.web.kit.zips import ZIPS
from tests.web.kit.conftest import Library, picture

HERE = "/evidence/zip"


def opened(content: bytes) -> zipfile.ZipFile:
    packed = zipfile.ZipFile(io.BytesIO(content))
    assert packed.testzip() is None
    return packed


def test_one_criterion_comes_as_one_file_with_its_contents(library: Library) -> None:
    library.give(picture(), title="=Wall <b> of\u202e pictures/..")
    library.give(b"x", title="Held", scan=Scan.WAITING)
    address = library.start("assessor") + f"{HERE}?code=1.1"

    answer = library.world.assessor.send(address)

    assert (answer.status_code, answer.mimetype) == (200, "application/zip")
    assert answer.headers["Content-Disposition"].startswith('attachment; filename="evidence-1.1-')
    packed = opened(answer.data)
    assert packed.namelist() == [
        "1.1/1.1-02-wall-b-of-pictures.png",
        "contents.html",
        "contents.csv",
    ]
    assert packed.read("1.1/1.1-02-wall-b-of-pictures.png") == picture()
    page = packed.read("contents.html").decode()
    assert 'href="1.1/1.1-02-wall-b-of-pictures.png"' in page
    assert "=Wall &lt;b&gt; of" in page
    assert "This file is still being checked for viruses." in page
    rows = list(csv.reader(io.StringIO(packed.read("contents.csv").decode("utf-8-sig"))))
    assert [row[1][:6] for row in rows[2:]] == ["'=Wall", "Held"]


def test_each_file_that_is_taken_is_written_down_for_the_authoritys_people(
    library: Library,
) -> None:
    library.give(picture())
    library.give(picture(), code="1.2")
    library.give(picture(), scan=Scan.INFECTED)

    library.world.assessor.send(library.start("assessor") + HERE)
    lead = library.world.browse(library.world.walking.cast.lead)
    lead.send(library.start("setting") + HERE)

    assert library.views() == 2


def test_what_lies_no_more_in_the_store_is_named(library: Library) -> None:
    version = library.give(picture())
    library.files.delete(version.key)

    answer = library.world.assessor.send(library.start("assessor") + f"{HERE}?code=1.1")

    packed = opened(answer.data)
    assert packed.namelist() == ["contents.html", "contents.csv"]
    assert "could not be found" in packed.read("contents.html").decode()


def test_the_size_is_said_before(library: Library) -> None:
    library.give(b"x" * 3_000_000)
    browser = library.world.assessor

    browser.get(library.start("assessor") + HERE)

    assert "1 file, " in browser.words()
    assert library.views() == 0


def test_nothing_is_offered_to_download_while_every_file_is_held_back(library: Library) -> None:
    library.give(b"x", title="Held", scan=Scan.WAITING)
    browser = library.world.assessor

    browser.get(library.start("assessor") + f"{HERE}?code=1.2")
    without_pieces = browser.words()
    browser.get(library.start("assessor") + HERE)
    told = browser.words()

    assert "Download" not in told + without_pieces
    assert "There is no file to take along now." in told


def test_it_may_not_be_taken_too_often(library: Library) -> None:
    library.give(picture())
    assessor = library.world.walking.cast.assessor
    with writing(library.world.rows) as session:
        for _ in range(ZIPS.most):
            count_try(session, ZIPS, str(assessor.id), at=library.world.walking.at)

    answer = library.world.assessor.send(library.start("assessor") + HERE)

    assert answer.status_code == 429
    assert library.views() == 0


def test_a_criterion_that_is_not_asked_has_no_file(library: Library) -> None:
    answer = library.world.assessor.get(library.start("assessor") + f"{HERE}?code=99.9")

    assert answer.status_code == 404
