"""The register of schools, brought in through the browser."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from award.adapters import clock
from award.domain.stages import Stage
from award.storage.settings import Setting, SettingState
from tests.web.coordinator.conftest import ROOM, Scene

UPLOAD = f"{ROOM}/settings/register"
HEADS = (
    "URN,LA (code),EstablishmentName,TypeOfEstablishment (name),EstablishmentStatus (name),"
    "PhaseOfEducation (name),StatutoryLowAge,StatutoryHighAge,NumberOfPupils,Postcode\n"
)
LINES = (
    "120001,856,Rushey Mead Primary,Community school,Open,Primary,3,11,410,LE4 7AA\n"
    "120002,856,De Montfort University,Higher education institutions,Open,Not applicable,,,,\n"
    ",856,Half a row,Community school,Open,Primary,3,11,1,LE1 1AA\n"
)


def send(place: Scene, text: str = HEADS + LINES) -> str:
    """Send a file; where the answer leads."""
    answer = place.browser.send(UPLOAD, file=(BytesIO(text.encode()), "extract.csv"))
    return answer.location or ""


def names(place: Scene) -> set[str]:
    place.rows.rollback()
    return set(place.rows.scalars(select(Setting.name)))


def test_a_preview_counts_and_changes_nothing(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)

    preview = send(place)
    place.browser.get(preview)

    words = place.browser.words()
    assert "Rushey Mead Primary" in words
    assert "Refused lines 1" in words
    assert names(place) == {"Willow Lane Primary"}


def test_what_the_preview_showed_is_kept_once(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)
    preview = send(place)

    first = place.browser.send(preview)
    again = place.browser.get(preview)

    assert (first.status_code, again.status_code) == (302, 200)
    assert "This file has been kept" in place.browser.words()
    assert "Rushey Mead Primary" in names(place)


def test_a_preview_is_still_there_after_a_reload(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)
    preview = send(place)

    place.browser.get(preview)
    place.browser.get(preview)

    assert "Rushey Mead Primary" in place.browser.words()


def test_a_preview_older_than_a_day_says_so_kindly(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)
    with clock.frozen_at(place.walker.at - timedelta(hours=25)):
        preview = send(place)

    place.browser.get(preview)

    assert "This preview is too old" in place.browser.words()


def test_a_file_without_news_has_no_button_to_keep_it(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)
    place.browser.send(send(place))

    place.browser.get(send(place))

    words = place.browser.words()
    assert "This file changes nothing" in words
    assert "Keep it like this" not in words


def test_what_needs_a_look_stands_before_what_is_new(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)

    place.browser.get(send(place))

    words = place.browser.words()
    order = ("Refused Line 4", "De Montfort University", "Left blank in the file", "New, by kind")
    found = [words.index(one) for one in order]
    assert found == sorted(found)
    assert "Primary school: 1Rushey Mead Primary (120001)" in words


def test_a_preview_that_is_too_old_is_refused(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)
    preview, twin = send(place), send(place)
    place.browser.get(twin)
    token = place.browser.token(twin)
    page = place.browser.page
    assert page is not None
    shown = next(one.get("value") for one in page.iter("input") if one.get("name") == "shown")
    place.browser.send(preview)

    late = place.browser.post(twin, data={"csrf_token": token, "shown": shown})

    assert late.status_code == 200
    assert "Somebody else changed the settings" in place.browser.words()
    count = select(func.count()).select_from(Setting).where(Setting.name.like("Rushey%"))
    place.rows.rollback()
    assert place.rows.scalar(count) == 1


def test_a_file_that_is_no_register_is_refused_with_a_sentence(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)

    answer = place.browser.send(UPLOAD, file=(BytesIO(b"a,b\n1,2\n"), "other.csv"))

    assert answer.status_code == 200
    assert "There is something to put right" in place.browser.words()


def test_a_preview_of_another_authority_is_not_there(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)
    preview = send(place)

    assert place.browser.get(preview + "x").status_code == 404
    assert place.browser.get(preview.replace("leicester", "milton-keynes")).status_code == 404


@pytest.mark.parametrize(
    ("taken", "becomes"), [([], SettingState.ACTIVE), (["120001"], SettingState.CLOSED)]
)
def test_a_closure_is_taken_over_only_where_it_is_ticked(
    scene: Callable[..., Scene], taken: list[str], becomes: SettingState
) -> None:
    place = scene(Stage.DRAFT)
    place.browser.send(send(place))
    shut = HEADS + LINES.replace("School,Open", "School,Closed").replace(
        "Rushey Mead Primary,Community school,Open", "Rushey Mead Primary,Community school,Closed"
    )

    preview = send(place, shut)
    place.browser.get(preview)
    asked = place.browser.words()
    place.browser.send(preview, taken=taken)
    place.browser.get(send(place, shut))
    again = place.browser.words()

    place.rows.rollback()
    found = place.rows.scalars(select(Setting.state).filter_by(name="Rushey Mead Primary")).one()
    assert ("Rushey Mead Primary has closed" in asked, found) == (True, becomes)
    assert "asked again only when the register says something new" in asked
    assert "Rushey Mead Primary has closed" not in again


def test_that_a_school_has_left_its_trust_is_taken_over_only_where_it_is_ticked(
    scene: Callable[..., Scene],
) -> None:
    place = scene(Stage.DRAFT)
    heads = "URN,LA (code),EstablishmentName,TypeOfEstablishment,EstablishmentStatus,Trusts (name)"
    line = "120001,856,Rushey Mead,Community school,Open,"
    place.browser.send(send(place, f"{heads}\n{line}Willow Trust\n"))

    preview = send(place, f"{heads}\n{line}\n")
    place.browser.get(preview)
    asked = place.browser.words()
    place.browser.send(preview, taken="120001")

    assert "Rushey Mead has left Willow Trust. What they share with each other ends" in asked
    place.rows.rollback()
    school = place.rows.scalars(select(Setting).where(Setting.name == "Rushey Mead")).one()
    assert school.group_id is None


def test_what_was_done_is_told_in_sentences_without_noughts(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)

    place.browser.send(send(place))
    place.browser.get(f"{ROOM}/settings")

    assert (
        "The register is in: 1 setting came in and 1 setting kept as known of only. "
        "1 line could not be taken."
    ) in place.browser.words()


def test_columns_that_the_file_lacks_are_named_once_in_a_fold(scene: Callable[..., Scene]) -> None:
    place = scene(Stage.DRAFT)

    place.browser.get(send(place))

    words = place.browser.words()
    assert "Not in the file" in words
    assert "The day it opened" in words
    assert "has no column for this" not in words
