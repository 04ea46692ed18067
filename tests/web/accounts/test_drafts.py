"""What is typed is kept for the one who typed it, given back to nobody else, and goes when sent."""

import json
from typing import Any

from award.domain.stages import Stage
from award.storage.drafts import Draft
from tests.pages import PageClient
from tests.web.setting.conftest import Make, Place

WORDS = "Make a worry box with the children"


def type_in(browser: PageClient, page: str, /, **changed: Any) -> Any:
    """What the page's script sends while somebody types."""
    sent = {
        "csrf_token": browser.token(page),
        "address": page,
        "form": "ActionForm",
        "version": 0,
        "fields": json.dumps([["what", WORDS], ["lead_name", "Amara"]]),
    }
    return browser.post("/account/drafts", data=sent | changed)


def kept(place: Place) -> list[Draft]:
    place.fresh()
    return place.rows.query(Draft).order_by(Draft.id).all()


def plan_add(place: Place) -> str:
    return f"{place.at}/plan/add"


def test_what_was_typed_is_offered_when_the_page_is_opened_again(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()

    answer = type_in(lead, plan_add(place))
    lead.get(plan_add(place))

    assert answer.json["version"] == 1
    assert answer.json["told"].startswith("Saved as a draft at ")
    assert "We kept what you typed today at" in lead.words()
    assert WORDS in lead.words()
    assert kept(place)[0].authority_id == place.journey.authority_id


def test_nobody_else_is_offered_it(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead, coordinator = place.lead(), place.coordinator()
    type_in(lead, plan_add(place))

    coordinator.get(plan_add(place))

    assert "We kept what you typed" not in coordinator.words()
    assert WORDS not in coordinator.words()


def test_nobody_throws_away_anothers(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead, coordinator = place.lead(), place.coordinator()
    type_in(lead, plan_add(place))

    token = coordinator.token(plan_add(place))
    coordinator.post(
        "/account/drafts/throw-away",
        data={"csrf_token": token, "draft": kept(place)[0].id, "version": 1},
    )

    assert len(kept(place)) == 1


def test_it_goes_when_the_form_is_sent_and_stays_when_it_is_refused(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    type_in(lead, plan_add(place))

    lead.send(plan_add(place), what=WORDS)
    refused = len(kept(place))
    lead.send(plan_add(place), what=WORDS, lead_name="Amara", due_on=["1", "7", "2026"],
              criteria=["1.4"])  # fmt: skip

    assert refused == 1
    assert kept(place) == []


def test_a_choice_sent_without_a_script_takes_its_draft_along(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, page = place.lead(), f"{place.at}/criteria/1.4"
    type_in(lead, page, form="JudgeForm", fields=json.dumps([["judged", "developing"]]))

    lead.send(page, judged="met")

    assert kept(place) == []


def test_a_note_still_on_offer_outlives_a_choice_and_is_saved_with_the_next(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead, page = place.lead(), f"{place.at}/criteria/1.4"
    type_in(lead, page, form="JudgeForm", fields=json.dumps([["note", WORDS]]))

    lead.send(page, judged="met", draft_waits="yes")
    waits = len(kept(place))
    lead.send(page, judged="embedded", note=WORDS, version=0)
    lead.get(page)

    assert waits == 1
    assert kept(place) == []
    assert WORDS in lead.words()


def test_a_refusal_that_leads_on_keeps_the_draft(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    address = f"{place.at}/plan/put-forward"
    type_in(lead, plan_add(place))
    type_in(lead, plan_add(place), address=address, form="SomeForm")

    lead.post(address, data={"csrf_token": lead.token(plan_add(place))})

    assert len(kept(place)) == 2


def test_it_is_thrown_away_on_request(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    type_in(lead, plan_add(place))

    answer = lead.send("/account/drafts/throw-away", on=plan_add(place))

    assert answer.location == plan_add(place)
    assert kept(place) == []


def test_secrets_are_not_kept_whatever_the_page_sends(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    fields = [["csrf_token", "abc"], ["password", "seven quiet herons"], ["what", WORDS]]

    type_in(lead, plan_add(place), fields=json.dumps(fields))

    assert kept(place)[0].fields == [["what", WORDS]]


def test_a_form_with_a_password_is_never_kept(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()

    assert "data-draft" not in lead.get("/account/password").text


def test_what_is_no_page_of_somebody_signed_in_keeps_nothing(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    nowhere = ("", "https://elsewhere.example/", "//elsewhere.example", "/sign-in", "/nowhere",
               "/setting/999999/journeys/1/plan/add", "/check")  # fmt: skip

    found = [type_in(lead, plan_add(place), address=one).status_code for one in nowhere]

    assert found == [404] * len(nowhere)
    assert kept(place) == []


def test_what_cannot_be_read_and_what_is_too_long_keeps_nothing(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    huge = json.dumps([["what", "x" * 100_001]])

    broken = [
        type_in(lead, plan_add(place), fields=one).status_code
        for one in ("", "{", "7", '["a"]', "null")
    ]
    long = type_in(lead, plan_add(place), fields=huge)

    assert broken == [404] * 5
    assert (long.status_code, "too long" in long.json["told"]) == (413, True)
    assert kept(place) == []


def test_after_signing_out_nothing_is_written_and_the_next_person_gets_nothing(
    place_at: Make,
) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()
    token = lead.token(plan_add(place))
    lead.post("/sign-out", data={"csrf_token": token})

    alone = type_in(lead, "/sign-in", csrf_token=token, address=plan_add(place))
    lead.set_cookie("award", "")
    coordinator = place.coordinator()
    later = type_in(coordinator, plan_add(place), csrf_token=token)

    assert (alone.status_code, later.status_code) == (401, 400)
    assert kept(place) == []


def test_what_was_sent_with_an_old_token_is_shown_to_be_copied(place_at: Make) -> None:
    place = place_at(Stage.PLANNING)
    lead = place.lead()

    answer = lead.post(plan_add(place), data={"csrf_token": "of long ago", "what": WORDS})

    assert answer.status_code == 400
    assert WORDS in lead.words()
