"""The tray: many files dropped in at once, then sorted one by one."""

from typing import Any

import pytest
from flask import Flask

from award.domain.stages import Stage
from award.storage.db import writing
from award.storage.evidence import (
    EvidenceItem,
    EvidenceLink,
    EvidenceState,
    EvidenceVersion,
    Scan,
)
from award.storage.journeys import History
from award.storage.previews import EvidencePreview, PreviewState
from tests.adapters.kinds_of_file.hostile import photo
from tests.pages import PageClient
from tests.web.setting.conftest import Make, Place
from tests.web.setting.test_evidence import TEXT, file, given, kept_keys


def drop(browser: PageClient, place: Place, **fields: Any) -> Any:
    """Send the form that asks nothing but files."""
    address = f"{place.at}/evidence/drop"
    token = browser.token(address)
    return browser.post(
        address, data={"csrf_token": token, **fields}, content_type="multipart/form-data"
    )


def sort(browser: PageClient, place: Place, item: EvidenceItem, code: str, **said: Any) -> Any:
    return browser.send(f"{place.at}/evidence/{item.id}/sort?code={code}", **said)


def links(place: Place) -> list[EvidenceLink]:
    place.fresh()
    return place.rows.query(EvidenceLink).order_by(EvidenceLink.id).all()


def test_files_are_dropped_in_and_nothing_is_asked_about_them(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    answer = drop(lead, place, files=[file("Hall_poster.txt"), file("b.txt", b"Another.\n")])
    lead.get(answer.location)

    assert [(one.title, one.state) for one in given(place)] == [
        ("Hall poster", EvidenceState.UNSORTED),
        ("b", EvidenceState.UNSORTED),
    ]
    assert "2 pieces in your tray. Sort now or later." in lead.words()
    assert "Sort 2 pieces in your tray" in lead.words()


def test_what_cannot_be_taken_is_named_and_the_rest_is_kept(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), kept_keys(app)

    answer = drop(lead, place, files=[file("film.mp4", b"moving"), file(), file("x.png", b"no")])
    lead.get(answer.location)

    assert len(given(place)) == 1
    assert len(kept_keys(app) - before) == 1
    assert "film.mp4: We cannot take films." in lead.words()
    assert "x.png" in lead.words()
    assert "1 piece in your tray." in lead.words()
    assert "Choose photos or files" in lead.words()


def test_where_nothing_can_be_taken_the_page_says_why_and_keeps_the_words(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), kept_keys(app)

    answer = drop(lead, place, files=[file("film.mov", b"moving")], note="What it shows")

    assert answer.status_code == 200
    assert "We cannot take films. Save a picture from it" in lead.words()
    assert "What it shows" in lead.words()
    assert (given(place), kept_keys(app)) == ([], before)


def test_no_more_than_twenty_files_at_once(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    drop(lead, place, files=[file(f"{n}.txt", f"{n}\n".encode()) for n in range(21)])

    assert "Add 20 files at a time at most. You chose 21." in lead.words()
    assert given(place) == []


def test_the_same_files_sent_twice_lie_in_the_tray_once(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), kept_keys(app)

    for _ in range(2):
        drop(lead, place, files=[file()])
        drop(lead, place, note="The children painted the bench.")

    assert len(given(place)) == 2
    assert len(kept_keys(app) - before) == 1


def test_an_empty_form_asks_for_something(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    drop(lead, place)

    assert "Add a file, a link, or a note" in lead.words()


def test_a_piece_in_the_tray_counts_for_nothing_until_it_is_sorted(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    drop(lead, place, files=[file()])
    (item,) = given(place)

    first = lead.get(f"{place.at}/evidence/sort")
    assert first.location.endswith(f"/evidence/{item.id}/sort")
    answer = sort(
        lead, place, item, "1.4", recognisable="no", expected="A note of what was decided"
    )
    lead.get(answer.location, follow_redirects=True)

    (link,) = links(place)
    (item,) = given(place)
    assert (item.title, item.state) == ("A note of what was decided", EvidenceState.GIVEN)
    assert (link.criterion, link.expected) == ("1.4", "A note of what was decided")
    assert "what our leaders changed" in link.why_it_counts
    assert "Kept with 1.4. All sorted." in lead.words()


def test_children_are_asked_about_when_a_file_is_sorted(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    drop(lead, place, files=[file()])
    (item,) = given(place)

    sent = sort(lead, place, item, "1.4", expected="Something else", title="Our log")

    assert "Say whether pupils can be recognised in it" in lead.words()
    assert 'value="Our log"' in sent.text
    assert given(place)[0].state is EvidenceState.UNSORTED


def test_a_note_is_sorted_without_the_question_about_children(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    drop(lead, place, note="We painted the bench.")
    (item,) = given(place)

    page = lead.get(f"{place.at}/evidence/{item.id}/sort?code=2.1").text
    sort(lead, place, item, "2.1", expected="Something else")

    assert "recognise a child" not in page
    assert [one.criterion for one in links(place)] == ["2.1"]


def test_who_sorts_second_finds_it_sorted(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, other = place.lead(), place.coordinator()
    drop(lead, place, files=[file()])
    (item,) = given(place)
    address = f"{place.at}/evidence/{item.id}/sort?code=1.4"
    token = lead.token(address)
    sort(other, place, item, "2.1", recognisable="no", expected="Something else")

    sent = {"csrf_token": token, "version": 1, "recognisable": "no", "expected": "Something else"}
    answer = lead.post(address, data=sent)

    assert [one.criterion for one in links(place)] == ["2.1"]
    assert answer.status_code == 302


@pytest.mark.parametrize("code", ["9.9", "1.4; drop"])
def test_a_criterion_that_is_not_asked_is_not_there(place_at: Make, code: str) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    drop(lead, place, files=[file()])
    (item,) = given(place)

    assert lead.get(f"{place.at}/evidence/{item.id}/sort?code={code}").status_code == 404


def test_skipping_goes_round_the_tray(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    drop(lead, place, files=[file("a.txt"), file("b.txt", b"Another.\n")])
    first, second = given(place)

    after_first = lead.get(f"{place.at}/evidence/sort?after={first.id}").location
    after_second = lead.get(f"{place.at}/evidence/sort?after={second.id}").location

    assert after_first.endswith(f"/evidence/{second.id}/sort")
    assert after_second.endswith(f"/evidence/{first.id}/sort")


def test_an_empty_tray_leads_back_to_the_list(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    answer = place.lead().get(f"{place.at}/evidence/sort")

    assert answer.location.endswith("/evidence")


def test_a_picture_in_the_tray_is_shown_while_it_is_sorted(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    drop(lead, place, files=[file("bench.txt", TEXT)])
    (item,) = given(place)

    page = lead.get(f"{place.at}/evidence/{item.id}/sort").text

    assert "<img" not in page
    assert "A policy that is current" in page


def test_what_is_in_the_tray_is_found_by_words_and_told_in_the_history(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    drop(lead, place, note="The bench by the gate")
    (item,) = given(place)
    sort(lead, place, item, "2.1", expected="Something else")
    drop(lead, place, note="The bench by the wall")

    found = lead.get(f"{place.at}/evidence?words=bench").text
    place.fresh()
    lines = place.rows.query(History).order_by(History.number.desc()).limit(3).all()

    assert ("by the gate" in found, "by the wall" in found) == (True, True)
    assert [one.what for one in lines] == ["add_evidence", "sort_evidence", "add_evidence"]
    lead.get(place.root)
    assert "You sorted evidence for 2.1" in lead.words()
    assert "Sort 1 piece in your tray" in lead.words()


def test_after_the_report_nothing_is_dropped_in(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    lead = place.lead()

    drop(lead, place, note="Too late")
    home = lead.get(place.root).text

    assert given(place) == [one for one in given(place) if one.note != "Too late"]
    assert "Add photos or files" not in home


@pytest.mark.parametrize(
    ("scan", "told", "may_open"),
    [
        (Scan.WAITING, "Being checked, ready in a minute. Its picture comes after that", False),
        (Scan.NOT_ASKED, "Its picture is on its way. You can sort it meanwhile.", True),
        (Scan.INFECTED, "a virus was found in it", False),
    ],
)
@pytest.mark.parametrize("step", ["", "?code=1.4"])
def test_before_there_is_a_picture_the_tray_says_what_the_file_is_and_what_becomes_of_it(
    place_at: Make, step: str, scan: Scan, told: str, *, may_open: bool
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    drop(lead, place, files=[file("Hall poster.jpg", photo(size=(500, 400)))])
    (item,) = given(place)
    with writing(place.rows) as rows:
        rows.get_one(EvidenceVersion, item.versions[0].id).scan = scan

    page = lead.get(f"{place.at}/evidence/{item.id}/sort{step}").get_data(as_text=True)

    words = lead.words()
    assert f"{item.versions[0].file_name}Photo, " in words
    assert told in words
    assert (f"/files/{item.versions[0].id}" in page) is may_open
    assert "<img" not in page.split("<main")[1]


def test_of_a_file_that_is_never_drawn_no_picture_is_promised(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    drop(lead, place, files=[file("log.txt")])
    (item,) = given(place)
    with writing(place.rows) as rows:
        for preview in rows.query(EvidencePreview):
            preview.state = PreviewState.NOT_SHOWN

    lead.get(f"{place.at}/evidence/{item.id}/sort")

    assert "on its way" not in lead.words()
    assert "TXT, 56 bytes" in lead.words()
