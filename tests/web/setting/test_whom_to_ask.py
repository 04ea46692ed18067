"""Who coordinates for a setting stands on its first page and beside its people, with an address."""

from datetime import timedelta

import pytest

from award.actions.assigning import assign
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.authorities import Cover
from award.storage.db import transaction, writing
from award.storage.journeys import AssignmentKind
from tests.making import make_member, make_user
from tests.web.setting.conftest import Make, Place

PAGES = ("", "/people")


def section_of(place: Place, page: str) -> str:
    whole = place.lead().get(f"{place.root}{page}").text
    return whole[whole.index('id="whom-to-ask"') :].split("</section>")[0]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("stage", [Stage.GATHERING, Stage.AWARDED])
def test_the_coordinator_stands_with_name_and_address(
    place_at: Make, stage: Stage, page: str
) -> None:
    place = place_at(stage)
    colm = place.walking.cast.coordinator

    found = section_of(place, page)

    assert "Your coordinator<" in found
    assert colm.name in found
    assert f"mailto:{colm.email}" in found


def test_who_covers_stands_in_place_of_who_is_away(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    setting, colm, today = (
        place.walking.setting,
        place.walking.cast.coordinator,
        place.walking.at.date(),
    )
    cover = make_user(place.rows, "Nadia Cole")
    make_member(place.rows, cover, Role.COORDINATOR, setting.authority)
    with writing(place.rows) as session:
        row = Cover(
            authority_id=setting.authority_id,
            user_id=colm.id,
            cover_user_id=cover.id,
            from_on=today,
            until_on=today + timedelta(days=3),
            named_at=place.walking.at,
        )
        session.add(row)

    found = section_of(place, "")

    assert "Nadia Cole" in found
    assert colm.name not in found


@pytest.mark.parametrize("page", PAGES)
def test_adviser_and_assessor_stand_beside_the_coordinator_once_there_are_any(
    place_at: Make, page: str
) -> None:
    place = place_at(Stage.READY)
    cast, walking = place.walking.cast, place.walking
    adviser = make_user(place.rows, "Hana Osei")
    make_member(place.rows, adviser, Role.ADVISER, place.walking.setting.authority)
    parts = ((AssignmentKind.ADVISER, adviser), (AssignmentKind.ASSESSOR, cast.assessor))
    for kind, who in parts:
        with transaction(lock=place.journey) as held:
            assign(held, kind, who.id, by=walking.by(Role.COORDINATOR), at=walking.at)

    found = section_of(place, page)

    assert "Whom you can ask<" in found
    for who, part in (
        (cast.coordinator, "coordinator"),
        (adviser, "adviser"),
        (cast.assessor, "assessor"),
    ):
        assert f"{who.name}</strong>, your {part}<" in found
        assert f"mailto:{who.email}" in found
    assert cast.second.name not in found
