"""The guidance that the award rests on, as a setting reads it."""

from award.actions.keeping_guidance import add_guidance, take_out_guidance
from award.adapters import clock
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import transaction
from tests.making import actor, make_user
from tests.web.setting.conftest import Make

OWN = {
    "name": "Online safety at our council",
    "body": "The council",
    "used_for": "What we ask of every setting.",
    "note": "For us alone: look again in May.",
    "web_address": "https://council.example/online",
}


def test_a_setting_reads_what_concerns_it_in_the_authoritys_words(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    owner = place.journey.authority
    who = make_user(place.rows, "Dora Vale")
    dora = actor(who, Role.COORDINATOR, owner)
    with transaction(lock=owner) as held:
        add_guidance(held, OWN, by=dora, at=clock.now())
        take_out_guidance(held, "working_together", shown=0, by=dora, at=clock.now())
    lead = place.lead()

    lead.get(f"{place.at}/criteria")
    assert "The guidance that the award rests on" in lead.words()
    page = lead.get(f"{place.root}/guidance").text
    words = lead.words()

    assert 'href="https://council.example/online"' in page
    assert "What we ask of every setting. Source: The council. Leicester checked it on" in words
    assert "Keeping children safe in education" in words
    assert "Working together to safeguard children" not in words
    assert "For us alone" not in words
