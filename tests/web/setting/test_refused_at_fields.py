"""What a setting typed and an action refuses stands at its field, and the words stay."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from award.domain.stages import Stage
from award.storage.authorities import Authority
from award.storage.db import writing
from tests.fixtures_web import new_client
from tests.web.setting.conftest import Make, a_pdf
from tests.web.setting.test_application import FILLED
from tests.web.setting.test_contribution import SAM, add, ask, came
from tests.web.setting.test_evidence import file


def test_a_colleague_who_has_a_link_already(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    ask(place, lead)

    page = lead.send(f"{place.at}/criteria/1.3/ask", **SAM).text

    assert list(lead.refusals()) == ["email"]
    assert lead.refusals()["email"].startswith("Sam Hill was asked for 1.3 already")
    assert SAM["words"] in page


def test_more_than_a_link_can_carry(
    place_at: Make, app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = place_at(Stage.GATHERING)
    sam, address = new_client(app), ask(place)
    monkeypatch.setattr("award.actions.contributing.MOST_PIECES", 1)

    page = add(
        sam,
        address,
        files=[file("poster.txt", b"By the hall")],
        recognisable="no",
        link_address="https://example.org/poster",
    ).text

    assert list(sam.refusals()) == ["files"]
    assert 'value="https://example.org/poster"' in page
    assert came(place) == 0


def test_a_signed_paper_for_which_there_is_no_room(place_at: Make) -> None:
    place = place_at(Stage.DRAFT)
    lead, coordinator = place.lead(), place.coordinator()
    lead.send(f"{place.at}/application", **FILLED)
    with writing(place.rows) as session:
        session.get_one(Authority, place.journey.authority_id).kept_file_limits = {"room_gb": 0}
    given: dict[str, Any] = {"name": "Priya Nair", "how": "paper", "agreed_on": ["5", "1", "2026"]}

    page = coordinator.send(
        f"{place.at}/approvals/apply/record", **given, paper=(BytesIO(a_pdf()), "signed.pdf")
    ).text

    assert list(coordinator.refusals()) == ["paper"]
    assert coordinator.refusals()["paper"].startswith("Your setting has used its 0 GB.")
    assert 'value="Priya Nair"' in page
