"""The page of one piece: where it counts, its versions, who may change it, and the matrix."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from award.actions.sending import EvidenceWords
from award.actions.witnessing import add_seen
from award.adapters import clock
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.visits import VisitState
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState
from award.storage.visits import Visit
from tests.actions.many import live
from tests.pages import PageClient
from tests.web.setting.conftest import Make, Place


def newest(rows: Session) -> EvidenceItem:
    rows.rollback()
    rows.expire_all()
    found = rows.query(EvidenceItem).order_by(EvidenceItem.id.desc()).first()
    assert found is not None
    return found


def a_note(browser: PageClient, place: Place, code: str = "1.4", **fields: Any) -> EvidenceItem:
    said = {"note": "What we did.", "title": "Our log"} | fields
    browser.send(f"{place.at}/criteria/{code}/evidence/add", **said)
    return newest(place.rows)


def a_file(browser: PageClient, address: str, body: bytes, **fields: Any) -> Any:
    token = browser.token(address)
    data = {"csrf_token": token, "files": [(io.BytesIO(body), "log.txt")], **fields}
    return browser.post(address, data=data, content_type="multipart/form-data")


def test_a_piece_is_linked_to_many_criteria_and_taken_off_one(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    item = a_note(lead, place)
    at = f"{place.at}/evidence/{item.id}"

    lead.send(f"{at}/links", codes=["1.4", "2.1", "3.1"], shown="1.4")
    lead.send(f"{at}/links/2.1", expected="Something else", why_it_counts="Page 3")
    lead.send(f"{at}/links/1.4/remove")
    page = lead.get(at).text

    assert live(place.rows, place.journey) == ["2.1", "3.1"]
    assert ("Page 3" in page, "Not used for 19 other criteria" in page) == (True, True)


def test_ticks_of_a_page_that_is_old_change_only_what_was_ticked_there(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    item = a_note(lead, place)
    at = f"{place.at}/evidence/{item.id}/links"
    lead.send(at, codes=["1.4", "2.1"])

    lead.send(at, codes=["1.4", "3.1"], shown="1.4")

    assert live(place.rows, place.journey) == ["1.4", "2.1", "3.1"]


def test_why_it_counts_was_changed_by_somebody_else_and_both_are_shown(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    item = a_note(lead, place)
    at = f"{place.at}/evidence/{item.id}/links/1.4"
    lead.send(at, expected="Something else", why_it_counts="Theirs", version=1)

    answer = lead.send(at, expected="Something else", why_it_counts="Mine", version=1)

    assert ("Theirs" in lead.words(), "What is there now" in lead.words()) == (True, True)
    assert "Mine" in answer.text


def test_a_new_version_is_kept_beside_the_old_one_and_one_can_go_back(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    a_file(lead, f"{place.at}/criteria/1.4/evidence/add", b"Twelve reports.\n", recognisable="no")
    item = newest(place.rows)
    at = f"{place.at}/evidence/{item.id}"

    sent = a_file(lead, f"{at}/replace", b"Nine.\n", recognisable="no", version=1, words="May")
    page = lead.get(at).text
    old = newest(place.rows).versions[0]
    lead.send(f"{at}/versions/{old.id}/use")

    assert sent.status_code == 302
    assert page.index("Version 2: log.txt") < page.index("Version 1: log.txt")
    assert [one.number for one in newest(place.rows).versions] == [2, 1]
    assert lead.get(f"{at}/versions/{old.id}/use").status_code == 200


def kept_keys(app: Flask) -> set[str]:
    return {one.key for one in list(app.extensions["files"].keys())}


def test_a_version_that_is_refused_leaves_no_bytes(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    item = a_note(lead, place)
    keys = kept_keys(app)

    a_file(lead, f"{place.at}/evidence/{item.id}/replace", b"x\n", recognisable="no", version=9)

    assert "Somebody else changed this piece" in lead.words()
    assert kept_keys(app) == keys


def test_what_is_too_old_says_so_on_card_item_list_and_matrix(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    item = a_note(lead, place, code="1.1")
    with writing(place.rows):
        item.dated_on = date(2023, 5, 4)

    pages = [
        lead.get(f"{place.at}/{address}").text
        for address in (
            "criteria/1.1",
            f"evidence/{item.id}",
            "evidence?state=too_old",
            "evidence/coverage",
            "evidence/coverage?as=table",
        )
    ]

    assert [("Too old" in one, "It has to be from" in one) for one in pages] == [(True, True)] * 5
    assert "Our log" not in lead.get(f"{place.at}/evidence?state=given&dated=this_year").text


@pytest.mark.parametrize(
    ("sought", "found"),
    [
        ("kind=note", ["A note"]),
        ("kind=link", ["A link"]),
        ("kind=document", ["A file"]),
        ("kind=picture", []),
        ("words=LOG.TXT", ["A file"]),
        ("dated=longer", ["A link"]),
        ("dated=this_year&kind=link", []),
        ("kind=nothing&dated=never&state=none", ["A note", "A link", "A file"]),
    ],
)
def test_evidence_is_found_by_kind_date_and_the_name_of_its_file(
    place_at: Make, sought: str, found: list[str]
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    a_note(lead, place, title="A note")
    item = a_note(lead, place, title="A link", note="", link_address="https://example.org/")
    with writing(place.rows):
        item.dated_on = date(2020, 1, 1)
    add_at = f"{place.at}/criteria/1.4/evidence/add"
    a_file(lead, add_at, b"Twelve.\n", recognisable="no", title="A file")

    page = lead.get(f"{place.at}/evidence?{sought}").text

    assert [one for one in ("A note", "A link", "A file") if one in page] == found


def test_a_renewal_carries_on_what_is_ticked_and_ticks_what_is_fresh(place_at: Make) -> None:
    place = place_at(Stage.GATHERING, route="renewal")
    lead = place.lead()
    codes = [one.code for one in place.journey.asked]
    links = place.rows.query(EvidenceLink).filter_by(journey_id=place.journey.previous_id).all()
    fresh = next(one for one in links if one.criterion == codes[0])
    with writing(place.rows):
        fresh.item.dated_on = clock.now().date()

    page = lead.get(f"{place.at}/evidence/carry-on").text
    lead.send(f"{place.at}/evidence/carry-on", picks=[f"{fresh.item_id}:{codes[0]}"])

    assert f'value="{fresh.item_id}:{codes[0]}" checked' in page
    assert 0 < page.count(" checked") < page.count('type="checkbox"')
    assert "too old. It has to be from" in page
    first = re.search(r'name="picks"[^>]*>', page)
    assert first is not None
    assert " checked" in first[0]
    assert live(place.rows, place.journey) == [codes[0]]


def test_coordinator_and_assessor_see_the_same_coverage(place_at: Make) -> None:
    place = place_at(Stage.ASSESSING)
    item = place.rows.query(EvidenceItem).order_by(EvidenceItem.id).first()
    assert item is not None
    with writing(place.rows):
        item.state = EvidenceState.NEEDS_MORE
    journey = f"journeys/{place.journey.id}/evidence/coverage"

    own = place.lead().get(f"{place.at}/evidence/coverage").text
    pages = [
        place.coordinator().get(f"/leicester/coordinator/{journey}").text,
        place.sign_in(place.walking.cast.assessor).get(f"/leicester/assessor/{journey}").text,
    ]

    for page in pages:
        assert [page.count(words) for words in ("Needs more", "Not there yet", "Still needed")] == [
            own.count(words) for words in ("Needs more", "Not there yet", "Still needed")
        ]


def test_someone_who_may_only_read_finds_nothing_to_change(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    item = a_note(place.lead(), place)
    assert item.given_by_id == place.walking.by(Role.LEAD).user_id

    page = place.head().get(f"{place.at}/evidence/{item.id}").text

    assert [words in page for words in ("Take off", "Take away", "Choose criteria")] == [False] * 3


def test_what_a_visitor_saw_has_no_deeds_and_says_whose_it_is(place_at: Make) -> None:
    place = place_at(Stage.ASSESSING)
    walking = place.walking
    with transaction(lock=place.journey) as held:
        visit = Visit(
            authority_id=held.authority_id, journey_id=held.id, kind="assessment",
            form="on_site", state=VisitState.CONFIRMED, starts_at=walking.at - timedelta(hours=1),
            visitor_id=walking.cast.assessor.id, visitor_role=Role.ASSESSOR,
            proposed_at=walking.at - timedelta(days=9),
        )  # fmt: skip
        place.rows.add(visit)
        place.rows.flush()
        words = EvidenceWords("", "1.4", note="The log was empty.")
        item_id = add_seen(held, visit.id, words, by=walking.by(Role.ASSESSOR), at=walking.at).id
    lead, at = place.lead(), f"{place.at}/evidence/{item_id}"

    page = lead.get(at).text
    said = [
        lead.get(f"{at}/{deed}").text
        for deed in ("change", "remove", "replace", "links", "links/1.4", "links/1.4/remove")
    ]
    listed = lead.get(f"{place.at}/criteria/1.4").text

    assert "Edith Moss saw this at a visit, so it stays as they wrote it." in page
    deeds = ("change", "remove", "replace", "links")
    assert [f"{at}/{one}" in page + listed for one in deeds] == [False] * 4
    assert ["saw this at a visit" in one for one in said] == [True] * 6
    behalf = place.coordinator().get(at).text
    assert (f"{at}/change" in behalf, f"{at}/remove" in behalf) == (False, True)


def test_an_older_version_is_taken_away_by_its_own_page(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    a_file(lead, f"{place.at}/criteria/1.4/evidence/add", b"Names.\n", recognisable="no")
    at = f"{place.at}/evidence/{newest(place.rows).id}"
    a_file(lead, f"{at}/replace", b"No names.\n", recognisable="no", version=1, words="May")
    old, now = newest(place.rows).versions
    lead.get(at)
    offered = f"{at}/versions/{old.id}/remove" in lead.get(at).text

    lead.send(f"{at}/versions/{old.id}/remove", reason="It named children")
    page = lead.get(at).text

    assert offered
    assert old.key not in kept_keys(app)
    assert ("The file went on" in page, f"{at}/versions/{old.id}/remove" in page) == (True, False)
    for one in (old, now):
        assert lead.get(f"{at}/versions/{one.id}/remove").status_code == 404
