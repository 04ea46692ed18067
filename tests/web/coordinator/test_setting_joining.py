"""One place that was written down twice becomes one setting, by hand."""

from collections.abc import Callable

from sqlalchemy import select

from award.domain.people import Role
from award.domain.register_links import Became, LinkAnswer
from award.domain.stages import Stage
from award.storage.db import writing
from award.storage.journeys import Journey
from award.storage.links import RegisterLink
from award.storage.settings import Identifier, Setting, SettingState
from tests.making import make_authority, make_member, make_setting, make_user
from tests.pages import PageClient
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]


def twice(scene: Make, name: str = "Willow Lane School") -> tuple[Scene, int, str]:
    """A journey's setting, the same place written down once more, and the page of both."""
    place = scene(Stage.GATHERING)
    other = make_setting(place.rows, place.journey.authority, name, postcode="LE1 1AA").id
    return place, other, f"{ROOM}/settings/{other}/same-place/{place.journey.setting_id}"


def state_of(place: Scene, setting_id: int) -> SettingState:
    place.rows.rollback()
    return place.rows.get_one(Setting, setting_id, populate_existing=True).state


def test_the_pages_lead_from_the_setting_to_both_side_by_side_and_make_them_one(
    scene: Make,
) -> None:
    place, other, here = twice(scene)
    school = place.journey.setting_id

    place.browser.get(f"{ROOM}/settings/{other}")
    assert "It is the same place as another setting" in place.browser.words()
    place.browser.get(f"{ROOM}/settings/{other}/same-place")
    assert "Names like it Willow Lane Primary" in place.browser.words()
    place.browser.get(here)
    words = place.browser.words()
    assert "Willow Lane School and Willow Lane Primary" in words
    assert "Amara Holt, lead" in words
    assert "Open: Gathering evidence" in words
    place.browser.send(here, goes_on=str(school))
    words = place.browser.words()
    assert "Nothing is changed yet" in words
    assert "Is closed Willow Lane School" in words
    assert state_of(place, other) is SettingState.ACTIVE
    place.browser.send(here, goes_on=str(school), sure="yes")

    place.browser.get(f"{ROOM}/settings/{other}")
    assert "Go to Willow Lane Primary" in place.browser.words()
    assert "It is the same place as" not in place.browser.words()
    assert state_of(place, other) is SettingState.CLOSED


def test_two_of_exactly_one_name_are_told_apart(scene: Make) -> None:
    place, _, here = twice(scene, "Willow Lane Primary")

    place.browser.get(here)

    words = place.browser.words()
    assert "Willow Lane Primary (LE1 1AA) goes on" in words
    assert "Willow Lane Primary (no postcode) goes on" in words
    assert "Willow Lane Primary, twice" in words


def test_a_second_tab_and_the_other_direction_find_what_was_done(scene: Make) -> None:
    place, other, here = twice(scene)
    school = place.journey.setting_id
    place.browser.send(here, goes_on=str(school), sure="yes")

    for page in (here, f"{ROOM}/settings/{school}/same-place/{other}"):
        answer = place.browser.get(page)
        assert answer.location == f"{ROOM}/settings/{school}"
    answer = place.browser.get(f"{ROOM}/settings/{other}/same-place")

    assert answer.location == f"{ROOM}/settings/{school}"
    assert place.rows.scalars(select(Journey.setting_id)).all() == [school]


def test_only_what_the_authority_has_and_only_another_than_itself(
    scene: Make, stranger: Callable[[], PageClient]
) -> None:
    place, other, here = twice(scene)
    far = make_setting(place.rows, make_authority(place.rows, "fenwick-vale"), "Willow Lane").id

    for wrong in (f"{other}/same-place/{far}", f"{far}/same-place/{other}",
                  f"{far}/same-place", f"{other}/same-place/{other}"):  # fmt: skip
        assert place.browser.get(f"{ROOM}/settings/{wrong}").status_code == 404
    assert stranger().get(here).status_code == 404
    place.browser.get(f"{ROOM}/settings/{other}/same-place?q=willow")
    assert str(far) not in [one.get("href", "").split("/")[-1] for one in links(place.browser)]


def links(browser: PageClient) -> list[dict[str, str]]:
    assert browser.page is not None
    return [one.attrib for one in browser.page.iter("a")]


def test_an_answer_that_names_a_third_setting_is_refused(scene: Make) -> None:
    place, other, here = twice(scene)
    third = make_setting(place.rows, place.journey.authority, "Hill Infants").id

    place.browser.send(here, goes_on=str(third), sure="yes")

    assert state_of(place, third) is SettingState.ACTIVE
    assert state_of(place, other) is SettingState.ACTIVE


def test_where_the_register_links_the_two_its_page_asks(scene: Make) -> None:
    place, other, here = twice(scene)
    pairs = ((place.journey.setting_id, "100001"), (other, "140001"))
    with writing(place.rows) as session:
        authority_id = place.journey.authority_id
        for setting_id, value in pairs:
            session.add(
                Identifier(
                    authority_id=authority_id, setting_id=setting_id, scheme="gias_urn", value=value
                )
            )
        link = RegisterLink(
            authority_id=authority_id, before_number="100001", after_number="140001",
            became=Became.NEW_NUMBER, found_at=place.walker.at, answer=LinkAnswer.SET_ASIDE,
        )  # fmt: skip
        session.add(link)

    assert place.browser.get(here).location == f"{ROOM}/settings/changes/{link.id}"


def test_an_old_address_of_its_room_leads_its_people_on_and_tells_strangers_nothing(
    scene: Make, signed_in_as: Callable[..., PageClient]
) -> None:
    place, other, here = twice(scene)
    lead = place.walker.cast.lead
    outsider = make_user(place.rows, "Noor Siddiq")
    hill = make_setting(place.rows, place.journey.authority, "Hill Infants")
    make_member(place.rows, outsider, Role.LEAD, hill)
    place.browser.send(here, goes_on=str(place.journey.setting_id), sure="yes")

    answer = signed_in_as(lead).get(f"/setting/{other}")
    strange = signed_in_as(outsider).get(f"/setting/{other}")

    assert answer.location == f"/setting/{place.journey.setting_id}"
    assert strange.status_code == 404
