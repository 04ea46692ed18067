"""A cohort that is filled from a pasted list of names."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from award.domain.stages import Stage
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.settings import Setting
from tests.making import make_setting
from tests.pages import PageClient
from tests.web.coordinator.cohort_pages import begin, count, fill, with_two_more
from tests.web.coordinator.conftest import ELSEWHERE, ROOM, Scene

NAMES = """oak tree juniors\tBen Oak\tben.oak@example.org
Ash Grove Nurserie
Willow Lane Primary
Nowhere School
Oak Tree Juniors
"""


@pytest.fixture
def place(scene: Callable[..., Scene]) -> Scene:
    return with_two_more(scene(Stage.DRAFT))


def paste(place: Scene, here: str, names: str = NAMES) -> str:
    return place.browser.send(f"{here}/names", names=names).location or ""


def id_of(place: Scene, name: str) -> str:
    place.rows.rollback()
    return str(place.rows.scalars(select(Setting.id).where(Setting.name == name)).one())


def shown(place: Scene, name: str) -> list[str | None]:
    """The values of the fields of this name that are filled in or ticked."""
    page = place.browser.page
    assert page is not None
    boxes = [one for one in page.iter("input") if one.get("name") == name]
    options = [
        one
        for select in page.iter("select")
        if select.get("name") == name
        for one in select.iter("option")
    ]
    ticked = [one for one in boxes if one.get("checked") is not None]
    return [
        one.get("value")
        for one in [*ticked, *(one for one in options if one.get("selected") is not None)]
    ]


def test_of_each_line_it_is_said_which_setting_it_means_and_nothing_comes_in(place: Scene) -> None:
    here = begin(place)

    place.browser.get(paste(place, here))

    words = place.browser.words()
    assert (
        "5 lines: 1 found, 1 to choose, 1 not known here, 1 that cannot come in now "
        "and 1 twice in the list."
    ) in words
    assert shown(place, "settings") == [id_of(place, "Oak Tree Juniors")]
    assert "Lead: Ben Oak, ben.oak@example.org" in words
    assert "Which setting is meant?" in words
    assert "Willow Lane Primary On a journey now: draft application." in words
    assert "Oak Tree Juniors Line 5 says what line 1 says." in words
    assert "Nowhere School" in words
    assert count(place.rows, CohortPlace) == 0


def test_what_is_ticked_and_chosen_comes_in_with_its_lead_and_the_rest_waits(place: Scene) -> None:
    here = begin(place)
    preview = paste(place, here)
    oak, ash = id_of(place, "Oak Tree Juniors"), id_of(place, "Ash Grove Nursery")

    taken = place.browser.send(preview, settings=[oak], meant_2=ash)
    place.browser.get(taken.location or "")

    words = place.browser.words()
    assert "2 settings came in. 1 line of your list waits here." in words
    assert "Your list says Ash Grove Nurserie. Is in this cohort." in words
    place.rows.rollback()
    leads = {str(one.setting_id): one.lead_email for one in place.rows.scalars(select(CohortPlace))}
    assert leads == {oak: "ben.oak@example.org", ash: ""}


def test_a_list_that_is_all_taken_in_leads_to_the_cohort_and_twice_takes_in_once(
    place: Scene,
) -> None:
    here = begin(place)
    preview = paste(place, here, "Oak Tree Juniors")
    oak = id_of(place, "Oak Tree Juniors")

    first = place.browser.send(preview, settings=[oak])
    token = place.browser.token(f"{here}/names")
    again = place.browser.post(preview, data={"csrf_token": token, "settings": [oak]})

    assert first.location == here
    assert again.status_code == 302
    assert count(place.rows, CohortPlace) == 1


def test_nothing_that_was_said_is_lost_while_a_setting_is_added(place: Scene) -> None:
    here = begin(place)
    ash = id_of(place, "Ash Grove Nursery")
    make_setting(place.rows, place.walker.setting.authority, "Ash Grove Nursary")
    place.rows.rollback()

    adding = place.browser.send(paste(place, here), settings=[], meant_2=ash, add="4").location
    place.browser.get(adding or "")
    page = place.browser.page
    assert page is not None
    filled = [one for one in page.iter("input") if one.get("name") == "name"]
    added = place.browser.send(adding or "", name="Nowhere School", kind="primary").location
    place.browser.get(added or "")

    assert filled[0].get("value") == "Nowhere School"
    assert (added or "").startswith(f"{here}/names/")
    assert shown(place, "settings") == [ash, id_of(place, "Nowhere School")]
    place.browser.get(f"{here}/names?list={(added or '').rsplit('/', 1)[1]}")
    assert "Ash Grove Nurserie" in place.browser.words()


def test_nothing_ticked_says_so_and_what_cannot_come_in_does_not(place: Scene) -> None:
    here = begin(place)
    preview = paste(place, here)

    nothing = place.browser.send(preview, settings=[id_of(place, "Willow Lane Primary")])
    place.browser.get(nothing.location or "")

    assert "No setting was ticked." in place.browser.words()
    assert count(place.rows, CohortPlace) == 0


def test_two_settings_of_one_name_are_chosen_between(place: Scene) -> None:
    for postcode in ("LE1 1AA", "LE1 1AB"):
        make_setting(place.rows, place.walker.setting.authority, "Elm School", postcode=postcode)
    place.rows.rollback()

    place.browser.get(paste(place, begin(place), "Elm School"))

    words = place.browser.words()
    assert "Elm School, LE1 1AA" in words
    assert "Elm School, LE1 1AB" in words


@pytest.mark.parametrize(
    ("names", "said"),
    [("", "Paste at least one name"), ("Elm\n" * 1001, "Paste 1,000 lines at most")],
)
def test_an_empty_and_an_endless_list_are_refused(place: Scene, names: str, said: str) -> None:
    here = begin(place)

    answer = place.browser.send(f"{here}/names", names=names)

    assert answer.status_code == 200
    assert said in place.browser.words()


def test_six_hundred_lines_ask_few_questions_and_all_come_in(place: Scene) -> None:
    here = begin(place)
    names = [f"Setting {n} of many" for n in range(600)]
    for name in names:
        make_setting(place.rows, place.walker.setting.authority, name)
    place.rows.rollback()
    preview = paste(place, here, "\n".join(names))
    place.browser.get(preview)

    taken = place.browser.send(preview, settings=shown(place, "settings"))

    assert taken.location == here
    assert count(place.rows, CohortPlace) == 600


def test_a_list_is_of_its_own_cohort_and_authority(
    place: Scene, stranger: Callable[[], PageClient]
) -> None:
    here = begin(place)
    preview = paste(place, here)
    other = begin(place, name="Summer 2027")
    fill(place, other, "Oak Tree Juniors")

    assert place.browser.get(preview + "x").status_code == 404
    assert place.browser.get(preview.replace(here, other)).status_code == 404
    browser = stranger()
    assert browser.get(preview.replace(ROOM, ELSEWHERE)).status_code == 404
    assert browser.get(f"{here}/names".replace(ROOM, ELSEWHERE)).status_code == 404
    assert count(place.rows, Cohort) == 2
