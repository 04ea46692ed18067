"""What is here already, given again: what became of it is said, and no word typed is lost."""

from flask import Flask

from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.evidence import EvidenceLink
from award.storage.plans import PlannedAction
from award.storage.uses import EvidenceUse
from tests.web.setting.conftest import Make, Place
from tests.web.setting.test_evidence import add, file, given, kept_keys
from tests.web.setting.test_one_by_one import TOKEN, send

HERE = "It is here already, as “Our log”, with 1.4."
COUNTS_TOO = "It was here already, as “Our log”, and now counts for 1.3, too."
WITH_IT = "What you said now stands with it."


def codes(place: Place) -> dict[str, str]:
    place.fresh()
    rows = place.rows.query(EvidenceLink).filter_by(removed_at=None, item_id=given(place)[-1].id)
    return {one.criterion: one.why_it_counts for one in rows}


def test_for_another_criterion_it_counts_there_too_and_is_kept_once(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    lead, before, already = place.lead(), kept_keys(app), len(given(place))

    add(lead, place, files=[file()], recognisable="no", title="Our log", why_it_counts="We write.")
    again = add(lead, place, "1.3", files=[file()], recognisable="no", why_it_counts="They tell.")
    lead.get(again.location)

    assert COUNTS_TOO in lead.words()
    assert codes(place) == {"1.4": "We write.", "1.3": "They tell."}
    assert len(given(place)) - already == len(kept_keys(app) - before) == 1


def test_other_words_are_kept_and_the_very_same_change_nothing(place_at: Make, app: Flask) -> None:
    place = place_at(Stage.GATHERING)
    lead, before = place.lead(), kept_keys(app)
    said = {"recognisable": "no", "title": "Our log"}

    add(lead, place, files=[file()], **said)
    add(lead, place, files=[file()], **said)
    lead.get(place.at)
    same = lead.words()
    add(lead, place, files=[file()], **said | {"title": "Spring"}, note="Three a week.")
    lead.get(place.at)

    assert HERE in same
    assert WITH_IT not in same
    assert f"{HERE} {WITH_IT}" in lead.words()
    item = given(place)[-1]
    assert (item.shows, item.note) == ("Also called “Spring”.", "Three a week.")
    assert len(kept_keys(app) - before) == 1


def test_for_an_action_what_is_here_already_shows_it_too(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    action = place.rows.query(PlannedAction).filter_by(journey_id=place.journey.id).first()
    assert action is not None
    add(lead, place, files=[file()], recognisable="no", title="Our log")
    address = f"{place.at}/criteria/1.4/evidence/add?use=action-{action.id}"

    told = send(lead, address, files=[file()], recognisable="no").json

    place.fresh()
    used = place.rows.query(EvidenceUse).filter_by(action_id=action.id, removed_at=None).all()
    assert (told["new"], told["again"]) == (False, HERE)
    assert given(place)[-1].id in [one.item_id for one in used]


def test_a_destroyed_file_is_a_new_piece_even_from_the_same_sending(
    place_at: Make, app: Flask
) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/criteria/1.4/evidence/add"
    first = send(lead, address, files=[file()], recognisable="no").json
    number = given(place)[-1].id
    with transaction(lock=place.journey):
        given(place)[-1].versions[-1].gone_at = place.walking.at

    again = send(lead, address, files=[file()], recognisable="no", sent_token=TOKEN).json

    assert (first["new"], again["new"]) == (True, True)
    assert given(place)[-1].id != number
