"""Evidence: added with files, a link or a note; changed, taken away, handed out and looked at."""

import io
from typing import Any

import pytest
from flask import Flask

from award.domain.stages import Stage
from award.storage.evidence import EvidenceItem, EvidenceView
from tests.pages import PageClient
from tests.web.setting.conftest import Make, Place, said_on

TEXT = b"Twelve reports this term, most of them on the way home.\n"


def add(browser: PageClient, place: Place, code: str = "1.4", **fields: Any) -> Any:
    """Send the form for evidence, with files as a browser would."""
    address = f"{place.at}/criteria/{code}/evidence/add"
    token = browser.token(address)
    return browser.post(
        address, data={"csrf_token": token, **fields}, content_type="multipart/form-data"
    )


def given(place: Place) -> list[EvidenceItem]:
    place.fresh()
    return (
        place.rows.query(EvidenceItem)
        .filter_by(setting_id=place.walking.setting.id, removed_at=None)
        .order_by(EvidenceItem.id)
        .all()
    )


def file(name: str = "log.txt", body: bytes = TEXT) -> tuple[io.BytesIO, str]:
    return io.BytesIO(body), name


def kept_keys(app: Flask) -> set[str]:
    return {one.key for one in list(app.extensions["files"].keys())}


def test_several_files_become_several_pieces(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    files = [file("autumn.txt"), file("spring.txt", b"Three reports.\n")]
    answer = add(lead, place, files=files, recognisable="no", title="Our log")

    assert answer.status_code == 302
    assert [one.title for one in given(place)] == ["Our log: autumn", "Our log: spring"]


def test_the_same_form_sent_twice_adds_one_piece_and_keeps_one_file(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), kept_keys(app)

    for _ in range(2):
        add(lead, place, files=[file()], recognisable="no")

    assert len(given(place)) == 1
    assert len(kept_keys(app) - before) == 1


def test_a_file_that_is_not_what_its_name_says_is_refused_and_leaves_nothing(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), kept_keys(app)

    add(lead, place, files=[file("photo.png", b"no picture")], recognisable="no", note="My note")

    assert "photo.png" in lead.words()
    assert "My note" in lead.words()
    assert given(place) == []
    assert kept_keys(app) == before


def test_a_file_without_the_answer_about_children_leaves_nothing(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), kept_keys(app)

    add(lead, place, files=[file()], title="Our log")

    assert "Say whether pupils can be recognised in it" in lead.words()
    assert kept_keys(app) == before


def test_children_are_asked_about_before_a_file_is_kept(
    place_at: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_at(Stage.GATHERING)
    lead, kept = place.lead(), list[object]()
    monkeypatch.setattr(
        "award.web.setting.evidence_giving.take_each", lambda *given: kept.append(given)
    )

    answer = add(lead, place, files=[file()], title="Our log", note="From the autumn term")

    assert kept == []
    assert lead.words().count("Say whether pupils can be recognised in it") == 2
    assert "From the autumn term" in lead.words()
    assert 'value="Our log"' in answer.text
    assert "Please choose your files once more" in lead.words()


def test_files_are_asked_for_once_more_only_where_some_were_sent(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    add(lead, place, link_address="not a link")

    assert "Start the link with https://" in lead.words()
    assert "Please choose your files once more" not in lead.words()


def test_an_empty_form_asks_for_something(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    page = add(lead, place).text

    assert "Add a file, a link, or a note" in lead.words()
    assert 'href="#files"' in page


def test_a_link_without_its_beginning_is_completed(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    add(place.lead(), place, link_address="www.willowlane.example/care")

    assert [one.link_address for one in given(place)] == ["https://www.willowlane.example/care"]


def test_a_link_has_to_lead_to_a_page_of_the_web(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    add(lead, place, link_address="javascript:alert(1)")

    assert "Start the link with https://" in lead.words()
    assert given(place) == []


def test_an_expected_kind_fills_in_title_and_why(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    page = place.lead().get(f"{place.at}/criteria/1.4/evidence/add?expected=1").text

    assert 'value="A note of what was decided"' in page
    assert "what our leaders changed because of the pattern" in page


def test_what_is_said_of_a_piece_can_be_changed_and_an_older_page_shows_both(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    add(lead, place, note="What we did.", title="A note")
    item = given(place)[0]
    address = f"{place.at}/evidence/{item.id}/change"

    lead.send(address, title="A better title", note="What we did.")
    token = lead.token(address)
    old = {"csrf_token": token, "version": 1, "title": "Mine", "note": "n"}
    lead.post(address, data=old)

    assert given(place)[0].title == "A better title"
    assert "A better title" in lead.words()
    assert "What is there now" in lead.words()


def test_a_piece_taken_away_keeps_its_file_for_a_week_and_comes_back(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    add(lead, place, files=[file()], recognisable="no")
    item, keys = given(place)[0], kept_keys(app)

    lead.send(f"{place.at}/evidence/{item.id}/remove", reason="The wrong one")
    gone = (given(place), lead.get(f"{place.at}/evidence/{item.id}").status_code, kept_keys(app))
    lead.send(f"{place.at}/evidence/{item.id}/bring-back")

    assert gone == ([], 404, keys)
    assert [one.id for one in given(place)] == [item.id]
    assert [one.removed_at for one in given(place)[0].links] == [None]
    assert lead.get(f"{place.at}/evidence/{item.id}/bring-back").status_code == 404


def test_a_piece_taken_away_for_good_takes_its_file_along(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), kept_keys(app)
    add(lead, place, files=[file()], recognisable="no")
    item = given(place)[0]

    lead.send(f"{place.at}/evidence/{item.id}/remove", for_good="yes")

    assert kept_keys(app) == before
    assert lead.get(f"{place.at}/evidence/{item.id}/bring-back").status_code == 404
    assert "Nothing was taken away" in lead.get(f"{place.at}/evidence/taken-away").text


def test_a_file_is_handed_out_as_an_attachment_that_no_browser_runs(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    add(lead, place, files=[file()], recognisable="no")
    address = f"{place.at}/evidence/{given(place)[0].id}/files/1"

    answer = lead.get(address)
    body = answer.data
    answer.close()

    assert body == TEXT
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox")
    assert lead.get(f"{place.at}/evidence/999/files/1").status_code == 404


def test_it_is_written_down_when_somebody_of_the_authority_opens_a_file(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    add(lead, place, files=[file()], recognisable="no")
    address = f"{place.at}/evidence/{given(place)[0].id}/files/1"

    lead.get(address).close()
    place.coordinator().get(address).close()

    views = place.rows.query(EvidenceView).all()
    assert [one.user_id for one in views] == [place.walking.cast.coordinator.id]


def test_all_evidence_can_be_searched_and_filtered(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    add(lead, place, note="Minutes of the meeting", title="Minutes")
    add(lead, place, code="2.1", note="A drawing", title="Drawing")

    found = lead.get(f"{place.at}/evidence?words=minutes").text
    other = lead.get(f"{place.at}/evidence?criterion=2.1&state=given&page=7").text
    nothing = lead.get(f"{place.at}/evidence?state=accepted").text

    assert ("Drawing" in found, "Minutes" in other) == (False, False)
    assert "Nothing fits these words" in nothing


def test_feedback_is_asked_for_once(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.get(f"{place.at}/feedback/ask")
    assert "All your evidence" in lead.words()
    lead.send(f"{place.at}/feedback/ask", standards="2")
    lead.get(f"{place.at}/feedback/ask")

    assert place.fresh().feedback_asked_at is not None
    assert "Feedback is asked for already" in lead.words()


def test_what_is_shown_on_the_day_stands_in_the_list_and_can_be_asked_for(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, here = place.lead(), f"{place.at}/evidence"
    add(lead, place, note="What we did.", title="Our lunch club")
    on = f"{place.at}/criteria/1.4"
    lead.send(f"{on}/on-the-day", on=on, show="yes")

    said = "You show this at the visit, and send nothing before"
    everything, only = lead.get(here).text, lead.get(f"{here}?state=on_the_day").text

    assert said in everything
    assert "Our lunch club" in everything
    assert said in only
    assert "Our lunch club" not in only
    assert said not in lead.get(f"{here}?state=on_the_day&criterion=2.1").text
    assert said not in lead.get(f"{here}?kind=picture").text
    item = given(place)[-1]
    assert "You also show this criterion on the day" in lead.get(f"{here}/{item.id}").text


def test_one_file_to_take_along_is_offered_where_there_is_a_file(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, here = place.lead(), f"{place.at}/evidence"
    offer = "Take everything along in one file"
    add(lead, place, note="What we did.", title="Our lunch club")

    notes = said_on(lead, here)
    add(lead, place, title="Our log", files=[(io.BytesIO(TEXT), "log.txt")], recognisable="no")
    files = said_on(lead, here)

    assert ("Our lunch club" in notes, offer in notes) == (True, False)
    assert ("Our log" in files, offer in files) == (True, True)
