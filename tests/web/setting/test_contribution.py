"""A colleague is asked by link: by the lead, for one criterion, for a while; and answers."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from award.actions import contributing
from award.actions.contributing import MOST_PIECES
from award.adapters import clock
from award.domain.stages import Stage
from award.storage.contributions import ColleagueAsk, Contribution
from award.storage.db import transaction
from award.storage.evidence import EvidenceState
from award.storage.letters import Letter
from tests.fixtures_web import new_client
from tests.pages import PageClient
from tests.web.setting.conftest import Make, Place, said_on
from tests.web.setting.test_evidence import file, given, kept_keys

SAM = {"name": "Sam Hill", "email": "Sam@Example.org", "words": "A photo of the poster, please."}


def letters(place: Place, code: str) -> list[Letter]:
    place.fresh()
    return place.rows.query(Letter).filter_by(code=code).order_by(Letter.id).all()


def came(place: Place) -> int:
    """How many pieces came by links so far."""
    place.fresh()
    return place.rows.query(Contribution).count()


def ask(place: Place, browser: PageClient | None = None, **changed: str) -> str:
    """The lead asks Sam; the address that the letter gives."""
    lead = browser or place.lead()
    lead.send(f"{place.at}/criteria/1.3/ask", **(SAM | changed))
    return letters(place, "colleague_asked")[-1].path


def add(browser: PageClient, address: str, **fields: Any) -> Any:
    token = browser.token(address)
    said = {"csrf_token": token, "name": "Sam Hill", **fields}
    return browser.post(address, data=said, content_type="multipart/form-data")


def test_the_letter_names_who_asks_and_for_what(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    ask(place)

    (letter,) = letters(place, "colleague_asked")
    assert letter.to_email == "sam@example.org"
    assert "Amara Holt at Willow Lane Primary asks" in letter.body
    assert "1.3, Two ways to tell. A photo of the poster, please." in letter.body


def test_a_colleague_of_a_school_is_asked_of_its_pupils(place_at: Make, client: PageClient) -> None:
    place = place_at(Stage.GATHERING)

    client.get(ask(place))

    assert "Could somebody recognise a pupil in it?" in client.words()
    assert "Please send nothing that names a pupil." in client.words()


def test_a_colleague_reads_one_criterion_and_adds_without_an_account(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    sam, lead, before = new_client(app), place.lead(), len(given(place))
    address = ask(place)

    page = sam.get(address).text
    answer = add(sam, address, files=[file("poster.txt")], recognisable="no")
    sam.get(answer.location)

    assert "A photo of the poster, please." in page
    assert "Thank you, it is there" in sam.words()
    new = given(place)[before:]
    assert [(one.given_by_name, one.given_by_id, one.state) for one in new] == [
        ("Sam Hill", None, EvidenceState.GIVEN)
    ]
    lead.get(f"{place.at}/criteria/1.3")
    assert "by Sam Hill, by link" in lead.words()
    assert "Sam Hill answered on" in lead.words()


def test_the_lead_is_told_once_a_day_however_often_something_comes(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    sam, address = new_client(app), ask(place)

    for words in ("One.", "Two.", "Three."):
        add(sam, address, note=words)

    told = letters(place, "colleague_answered")
    assert [one.path for one in told] == [f"{place.at}/criteria/1.3"]
    assert came(place) == 3


def test_the_same_form_sent_twice_adds_one_piece(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    sam, address, before = new_client(app), ask(place), kept_keys(app)

    for _ in range(2):
        add(sam, address, files=[file()], recognisable="no")
        add(sam, address, note="The poster hangs by the hall.")

    assert came(place) == 2
    assert len(kept_keys(app) - before) == 1


def test_children_are_asked_about_before_a_file_is_kept(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    sam, address, before = new_client(app), ask(place), kept_keys(app)

    add(sam, address, files=[file()], note="What I saw")

    assert "Say whether pupils can be recognised in it" in sam.words()
    assert "What I saw" in sam.words()
    assert kept_keys(app) == before


def test_a_file_that_cannot_be_taken_is_told_and_the_others_are_kept(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    sam, address, before = new_client(app), ask(place), kept_keys(app)

    add(sam, address, files=[file("a.exe", b"MZ")], recognisable="no")
    none_kept = sam.words()
    answer = add(sam, address, files=[file("a.exe", b"MZ"), file()], recognisable="no")
    sam.get(answer.location)

    assert "We cannot take this kind of file" in none_kept
    assert "a.exe: We cannot take this kind of file" in sam.words()
    assert len(kept_keys(app) - before) == came(place) == 1


def test_an_empty_form_asks_for_something_and_for_a_name(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    sam, address = new_client(app), ask(place)

    add(sam, address, name="")

    assert "Add a file, a link, or a few words" in sam.words()
    assert "Enter your name" in sam.words()


def test_after_fourteen_days_the_link_opens_nothing(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    sam, address = new_client(app), ask(place)
    later = clock.now() + timedelta(days=14)

    with clock.frozen_at(later):
        answer = sam.get(address)

    assert answer.status_code == 404
    assert "This link does not work any more" in sam.words()
    assert "Willow Lane" not in answer.text


def test_a_link_that_was_taken_back_opens_nothing_and_what_came_stays(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    sam, lead = new_client(app), place.lead()
    address = ask(place)
    add(sam, address, note="The poster hangs by the hall.")
    token = sam.token(address)
    asked = place.rows.query(ColleagueAsk).one()

    lead.send(f"{place.at}/asks/{asked.id}/withdraw", on=f"{place.at}/criteria/1.3")
    sent = sam.post(address, data={"csrf_token": token, "name": "Sam", "note": "One more."})

    assert (sent.status_code, sam.get(f"{address}/thanks").status_code) == (404, 404)
    assert came(place) == 1


def test_it_is_refused_when_it_is_taken_back_while_the_files_are_on_their_way(
    place_at: Make, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_at(Stage.GATHERING)
    sam, address, before = new_client(app), ask(place), kept_keys(app)
    from award.web.accounts import colleague  # noqa: PLC0415 - its name for the files is replaced

    true_taking = colleague.take_each

    def take_back_meanwhile(*given: Any) -> Any:
        with transaction(lock=place.journey):
            place.rows.query(ColleagueAsk).one().withdrawn_at = clock.now()
        return true_taking(*given)

    monkeypatch.setattr(colleague, "take_each", take_back_meanwhile)
    add(sam, address, files=[file()], recognisable="no")

    assert "This link works no longer" in sam.words()
    assert kept_keys(app) == before
    assert came(place) == 0


@pytest.mark.parametrize("stage", [Stage.CHECKING, Stage.DECIDING, Stage.AWARDED])
def test_once_the_report_is_shared_nobody_is_asked(place_at: Make, stage: Stage) -> None:
    place = place_at(stage)
    lead = place.lead()

    token = lead.token(place.root)
    lead.post(f"{place.at}/criteria/1.3/ask", data=SAM | {"csrf_token": token})

    assert "Evidence can be added and changed until the report has been shared." in lead.words()
    assert letters(place, "colleague_asked") == []


def test_a_link_closes_when_the_stage_for_giving_is_over(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    sam, address = new_client(app), ask(place)
    with transaction(lock=place.journey) as held:
        held.stage = Stage.CHECKING

    assert sam.get(address).status_code == 404


def test_an_unknown_link_is_the_same_page_as_one_that_is_over(app: Flask) -> None:
    sam = new_client(app)

    answer = sam.get("/colleague/not-a-real-token")

    assert answer.status_code == 404
    assert "This link does not work any more" in sam.words()


def test_the_link_opens_nothing_else(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    sam, address = new_client(app), ask(place)
    sam.get(address)

    for page in (place.root, f"{place.at}/criteria/1.3", f"{place.at}/evidence"):
        assert sam.get(page).location.startswith("/sign-in")


def test_the_same_colleague_is_not_asked_twice_while_a_link_works(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    ask(place, lead)
    lead.send(f"{place.at}/criteria/1.3/ask", **SAM)

    assert "Sam Hill was asked for 1.3 already" in lead.words()
    assert len(letters(place, "colleague_asked")) == 1


def test_no_more_than_twenty_links_are_open_at_once(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    for number in range(21):
        ask(place, lead, email=f"sam{number}@example.org")

    assert "20 links are open at once" in lead.words()
    assert len(letters(place, "colleague_asked")) == 20


def test_a_class_of_thirty_comes_twice_by_one_link_and_no_more(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    sam, address, before = new_client(app), ask(place), kept_keys(app)

    token = sam.token(address)

    for start in range(0, 75, 15):
        files = [file(f"{n}.txt", f"{n}\n".encode()) for n in range(start, start + 15)]
        said = {"csrf_token": token, "name": "Sam Hill", "files": files, "recognisable": "no"}
        sam.post(address, data=said, content_type="multipart/form-data")

    assert came(place) == MOST_PIECES == 60
    assert len(kept_keys(app) - before) == came(place)
    assert "As much came by this link as it can carry" in sam.words()


def test_how_much_may_still_come_by_a_link_is_said_only_when_little_is_left(
    place_at: Make, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_at(Stage.GATHERING)
    sam, address = new_client(app), ask(place)

    page = sam.get(address).text
    first = sam.words()
    monkeypatch.setattr(contributing, "MOST_PIECES", 6)
    thanks = add(sam, address, note="The poster hangs by the hall.").location
    few = said_on(sam, address)

    assert "Up to 20 at once, 25 MB each." in first
    assert "can come by this link" not in first
    assert 'data-most-files="20" data-most-bytes="26214400"' in page
    assert "5 more pieces can come by this link." in few
    assert "5 more pieces can come by this link." in said_on(sam, thanks)


def test_who_sent_a_file_is_thanked_and_has_nothing_more_to_do(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    sam, address = new_client(app), ask(place)
    body = {"csrf_token": sam.token(address), "name": "Sam Hill", "recognisable": "no"}

    told = sam.post(
        address, data=body | {"files": [file()]}, headers={"X-Sent-By": "script"},
        content_type="multipart/form-data",
    ).json  # fmt: skip

    assert told["one"] == "1 piece sent to Willow Lane Primary"
    assert told["more"] == "Amara Holt can see it now. There is nothing more for you to do."
    assert told["onward"] is None


def test_who_sends_again_and_again_is_asked_to_wait(
    place_at: Make, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from award.web.accounts import colleague  # noqa: PLC0415 - its limit is replaced

    monkeypatch.setattr(colleague, "SENT_BY_LINK", colleague.SENT_BY_LINK._replace(most=6))
    place = place_at(Stage.GATHERING)
    sam, address = new_client(app), ask(place)
    token = sam.token(address)

    answers = [sam.post(address, data={"csrf_token": token}).status_code for _ in range(7)]

    assert answers == [200] * 6 + [429]


def test_the_head_and_another_setting_ask_nobody(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    assert place.head().get(f"{place.at}/criteria/1.3/ask").status_code == 404


def test_a_number_of_no_ask_is_not_there(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    token = lead.token(place.at)

    answer = lead.post(f"{place.at}/asks/999/withdraw", data={"csrf_token": token})

    assert answer.status_code == 404
