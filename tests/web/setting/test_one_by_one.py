"""What the page's script is answered for each file that it sends by itself."""

import io
from contextlib import ExitStack
from typing import Any

from flask import Flask
from PIL import Image

from award.adapters.kinds_of_file import fence
from award.domain.stages import Stage
from award.domain.title_hints import OF_NAME, OF_RECORD
from award.storage.db import transaction
from award.storage.drafts import Draft
from award.storage.evidence import EvidenceState
from tests.fixtures_web import new_client
from tests.pages import PageClient
from tests.web.setting.conftest import Make, Place
from tests.web.setting.test_contribution import ask
from tests.web.setting.test_evidence import file, given, kept_keys

TOKEN = "0f" * 16


def send(browser: PageClient, address: str, *, on: str = "", **fields: Any) -> Any:
    """Send one file as the script does; what came back."""
    body = {"csrf_token": browser.token(on or address), "sent_token": TOKEN, **fields}
    return browser.post(
        address, data=body, headers={"X-Sent-By": "script"}, content_type="multipart/form-data"
    )


def test_a_file_in_the_tray_is_told_with_the_way_on(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    told = send(lead, f"{place.at}/evidence/drop", files=[file()]).json

    assert told == {
        "kept": True, "new": True, "again": "", "hint": "", "checking": False,
        "one": "1 piece added to your tray", "many": "{n} pieces added to your tray", "more": "",
        "onward": {"href": f"{place.at}/evidence/sort", "words": "Sort them now"},
    }  # fmt: skip
    lead.get(place.at)
    assert "in your tray. Sort now" not in lead.words()


def test_with_a_criterion_it_counts_at_once(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/evidence/drop"

    told = send(lead, address, files=[file()], criterion="1.4", recognisable="no").json

    (item,) = given(place)
    assert told["one"] == "1 piece added to 1.4"
    assert (item.state, item.recognisable) == (EvidenceState.GIVEN, False)


def test_what_came_under_a_token_is_not_kept_twice(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), kept_keys(app)
    address = f"{place.at}/evidence/drop"

    first = send(lead, address, files=[file()]).json
    again = send(lead, address, files=[file("log.txt", b"The same, cleaned anew.\n")]).json

    assert (first["new"], again["kept"], again["new"]) == (True, True, False)
    assert len(given(place)) == len(kept_keys(app) - before) == 1


def test_a_token_of_another_shape_is_no_token(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/evidence/drop"

    for body in (b"One.\n", b"Two.\n"):
        send(lead, address, files=[file("log.txt", body)], sent_token="1")

    assert [one.sent_token for one in given(place)] == [None, None]


def test_what_the_form_still_asks_is_told_with_its_place(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), kept_keys(app)

    told = send(lead, f"{place.at}/criteria/1.4/evidence/add", files=[file()]).json

    assert told["kept"] is False
    assert told["asked"] == [
        {"href": "#recognisable", "words": "Say whether pupils can be recognised in it"}
    ]
    assert kept_keys(app) == before


def test_a_file_that_cannot_be_taken_is_told_in_its_own_line(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), kept_keys(app)
    address = f"{place.at}/evidence/drop"

    film = send(lead, address, files=[file("film.mp4", b"moving")]).json

    assert film == {
        "kept": False,
        "words": "We cannot take films. Save a picture from it, or a note on what it shows, and "
        "add that.",
    }
    assert kept_keys(app) == before


def test_names_are_looked_over_before_anything_is_sent(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    names = ["hall.jpg", "jack_smith.jpg", "CPOMS log.pdf", "<b>.exe", "x" * 9000]

    told = send(lead, f"{place.at}/evidence/names", on=f"{place.at}/evidence/drop", names=names)

    assert [one["hint"] for one in told.json] == ["", OF_NAME, OF_RECORD, "", ""]
    assert [bool(one["refused"]) for one in told.json] == [False, False, False, True, True]
    assert given(place) == []


def test_a_name_that_may_be_a_childs_is_told_on_the_next_page_without_script(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    address = f"{place.at}/evidence/drop"

    answer = lead.post(
        address,
        data={"csrf_token": lead.token(address), "files": [file("jack_smith.txt")]},
        content_type="multipart/form-data",
    )
    lead.get(answer.location)

    assert OF_NAME in lead.words()
    assert len(given(place)) == 1


def test_a_colleague_is_answered_the_same_and_shown_what_they_sent(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    sam, address = new_client(app), ask(place)
    said = {"name": "Sam Hill", "recognisable": "no"}

    told = [send(sam, address, files=[file("poster.txt")], **said).json for _ in range(2)]
    names = send(sam, f"{address}/names", on=address, names=["amelia b.jpg"]).json
    sam.get(address)

    assert [one["new"] for one in told] == [True, False]
    assert names[0]["hint"] == OF_NAME
    assert "What you sent so far" in sam.words()
    assert "poster" in sam.words()


def picture(size: tuple[int, int] = (40, 30)) -> bytes:
    """A small picture."""
    made = io.BytesIO()
    Image.new("RGB", size, "orange").save(made, "PNG")
    return made.getvalue()


def dropped_picture(place: Place, lead: PageClient) -> int:
    send(lead, f"{place.at}/evidence/drop", files=[file("hall.png", picture())])
    return given(place)[0].id


def test_a_covered_picture_takes_the_place_of_the_one_that_is_gone(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), kept_keys(app)
    number = dropped_picture(place, lead)
    address = f"{place.at}/evidence/{number}/picture"
    (old_key,) = kept_keys(app) - before
    token = lead.token(address)

    answer = lead.post(
        address,
        data={"csrf_token": token, "version": 1, "picture": file("hall.png", picture((20, 20)))},
        content_type="multipart/form-data",
    )

    assert answer.location.endswith(f"/evidence/{number}/sort")
    assert old_key not in kept_keys(app)
    assert len(kept_keys(app) - before) == 1
    assert [bool(one.gone_at) for one in given(place)[0].versions] == [True, False]
    gone = lead.get(f"{place.at}/evidence/{number}/files/{given(place)[0].versions[0].id}")
    assert gone.status_code == 404


def test_a_changed_picture_that_is_none_changes_nothing(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    number = dropped_picture(place, lead)
    address, before = f"{place.at}/evidence/{number}/picture", kept_keys(app)
    token = lead.token(address)

    for body, version in ((b"no picture", 1), (picture((9, 9)), 7)):
        data = {"csrf_token": token, "version": version, "picture": file("hall.png", body)}
        lead.post(address, data=data, content_type="multipart/form-data")

    assert kept_keys(app) == before
    assert len(given(place)[0].versions) == 1


def test_only_a_picture_has_a_page_to_cover_it(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    send(lead, f"{place.at}/evidence/drop", files=[file()])

    assert lead.get(f"{place.at}/evidence/{given(place)[0].id}/picture").status_code == 404


def test_a_draft_of_the_form_is_let_go_of_once_a_file_is_there(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/evidence/drop"
    kept = {
        "address": address, "form": "DropForm", "version": "0",
        "fields": '[["note", "What it shows"]]',
    }  # fmt: skip
    lead.post("/account/drafts", data={"csrf_token": lead.token(address), **kept})

    def drafts() -> int:
        place.fresh()
        return place.rows.query(Draft).count()

    before = drafts()
    refused = send(lead, address, files=[file("film.mp4", b"moving")])
    after_refusal = drafts()
    taken = send(lead, address, files=[file()])

    assert (refused.status_code, taken.status_code) == (200, 201)
    assert (before, after_refusal, drafts()) == (1, 1, 0)


def test_the_page_tells_what_the_authority_takes_before_anything_is_chosen(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    with transaction(lock=place.walking.setting.authority) as held:
        held.kept_file_limits = {"file_mb": 40, "files_at_once": 5, "films": True, "film_mb": 90}
    lead = place.lead()

    told = [
        (lead.get(f"{place.at}{at}").text, lead.words())
        for at in ("/evidence/drop", "/criteria/1.4/evidence/add", "/criteria/1.4", "/plan/attach")
    ]

    for page, words in told:
        assert "40 MB" in words
        assert "a film 90 MB" in words
        assert ".mp4" in page
    assert 'data-most-files="5" data-most-bytes="94371840"' in told[0][0]
    assert "Up to 5 at once, 40 MB each" in told[0][1]


def test_a_file_that_found_no_turn_is_to_come_again_and_nothing_is_kept(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    lead, before, line = place.lead(), kept_keys(app), fence.AT_ONCE + fence.IN_LINE
    picture = io.BytesIO()
    Image.new("RGB", (8, 8)).save(picture, "PNG")

    with ExitStack() as others:
        for _ in range(line):
            others.enter_context(fence._line)
        sent = {"files": [file("hall.png", picture.getvalue())]}
        told = send(lead, f"{place.at}/evidence/drop", **sent)

    assert (told.status_code, told.headers["Retry-After"]) == (503, "8")
    assert (told.json["kept"], told.json["later"]) == (False, 8)
    assert "Try again in a minute" in told.json["words"]
    assert "hall.png" not in told.json["words"]
    assert kept_keys(app) == before
