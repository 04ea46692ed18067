"""Changes in the register, as a coordinator answers them."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from sqlalchemy import select

from award.domain.register_links import Became, LinkAnswer
from award.domain.stages import Stage
from award.storage.db import writing
from award.storage.journeys import Journey
from award.storage.links import RegisterLink
from award.storage.settings import Identifier, Setting, SettingState
from tests.making import make_authority, make_setting
from tests.pages import form_to, hidden_fields
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
CHANGES = f"{ROOM}/settings/changes"
OLD, NEW = "100001", "140001"
HEAD = "URN,LinkURN,LinkName,LinkType,LinkEstablishedDate\n"
LINE = f"{OLD},{NEW},Willow Lane Academy,Successor,01-09-2025\n"


def give_number(place: Scene, setting_id: int, value: str) -> None:
    with writing(place.rows) as session:
        setting = session.get_one(Setting, setting_id)
        session.add(
            Identifier(
                authority_id=setting.authority_id,
                setting_id=setting_id,
                scheme="gias_urn",
                value=value,
            )
        )


def send(place: Scene, text: str = HEAD + LINE) -> None:
    place.browser.send(f"{CHANGES}/bring-in", file=(BytesIO(text.encode()), "links.csv"))
    place.browser.get(CHANGES)


def links(place: Scene) -> list[tuple[int, LinkAnswer]]:
    place.rows.rollback()
    found = place.rows.execute(select(RegisterLink.id, RegisterLink.answer))
    return [(one, answer) for one, answer in found]


def asked(scene: Make, text: str = HEAD + LINE) -> tuple[Scene, str]:
    """A setting here whose number went over, the file read, and the address of the first change."""
    place = scene(Stage.GATHERING)
    give_number(place, place.journey.setting_id, OLD)
    send(place, text)
    return place, f"{CHANGES}/{links(place)[0][0]}"


def asked_of_two(scene: Make) -> tuple[Scene, str, int]:
    """The same where both ends are settings here; and the number of the later one."""
    place = scene(Stage.GATHERING)
    academy = make_setting(place.rows, place.journey.authority, "Willow Lane Academy").id
    give_number(place, place.journey.setting_id, OLD)
    give_number(place, academy, NEW)
    send(place)
    return place, f"{CHANGES}/{links(place)[0][0]}", academy


def said(place: Scene) -> list[LinkAnswer]:
    return [answer for _, answer in links(place)]


def the_setting(place: Scene, setting_id: int) -> Setting:
    place.rows.rollback()
    return place.rows.get_one(Setting, setting_id, populate_existing=True)


def test_a_file_proposes_and_the_page_says_what_is_known(scene: Make) -> None:
    place, here = asked(scene)

    words = place.browser.words()
    assert "1 change to answer" in words
    assert "known before" not in words
    assert "other places" not in words
    assert "Willow Lane Academy" in words
    assert "Only the earlier one is a setting here" in words
    assert "No name is told" not in words
    place.browser.get(here)
    assert "Willow Lane Primary became Willow Lane Academy" in place.browser.words()
    assert the_setting(place, place.journey.setting_id).name == "Willow Lane Primary"


def test_a_file_read_again_counts_only_what_it_brought(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    give_number(place, place.journey.setting_id, OLD)
    other = "200001,240001,Far Away Academy,Successor,01-09-2025\n"

    send(place, HEAD + LINE)
    send(place, HEAD + LINE + other)

    words = place.browser.words()
    assert "Nothing new to answer. 1 was known before. 1 is about other places." in words


def test_a_school_that_became_an_academy_goes_on_after_one_answer(scene: Make) -> None:
    place, here = asked(scene)
    setting_id = place.journey.setting_id

    place.browser.send(here, say="new_number")
    again = place.browser.get(here)

    assert again.status_code == 200
    assert "Goes on under the new number, by Colm Brady" in place.browser.words()
    assert the_setting(place, setting_id).name == "Willow Lane Academy"
    assert place.now().stage is Stage.GATHERING
    place.browser.get(f"{place.here}/history")
    told = "Willow Lane Primary goes on as Willow Lane Academy, under the number 140001."
    assert told in place.browser.words()


def test_a_school_that_kept_its_name_is_not_said_to_go_on_as_itself(scene: Make) -> None:
    text = HEAD + LINE.replace("Willow Lane Academy", "Willow Lane Primary")
    place, here = asked(scene, text)

    place.browser.send(here, say="new_number")
    place.browser.get(f"{place.here}/history")

    assert "Willow Lane Primary goes on under the number 140001." in place.browser.words()


def test_two_settings_become_one_and_a_second_tab_is_told(scene: Make) -> None:
    place, here, academy = asked_of_two(scene)
    school = place.journey.setting_id
    place.browser.send(here, goes_on=str(school))
    words = place.browser.words()
    assert "Is this right?" in words
    assert "it cannot be taken back" in words
    assert "Willow Lane Primary, under the number 140001" in words
    assert "The one of Willow Lane Primary goes on" in words
    assert said(place) == [LinkAnswer.PROPOSED]
    place.browser.send(here, goes_on=str(school), sure="yes")

    place.browser.get(CHANGES)
    assert (
        "Willow Lane Academy and Willow Lane Primary are one setting now" in place.browser.words()
    )
    place.browser.get(here)
    words = place.browser.words()
    assert "Willow Lane Primary became Willow Lane Academy" in words
    assert "Willow Lane Primary, number 100001" in words
    assert "Go to Willow Lane Academy" in words
    assert said(place) == [LinkAnswer.JOINED]
    assert the_setting(place, school).name == "Willow Lane Academy"
    assert the_setting(place, academy).state is SettingState.CLOSED
    journey = place.rows.scalars(select(Journey)).one()
    assert journey.setting_id == school
    place.browser.get(f"{ROOM}/settings/{academy}")
    words = place.browser.words()
    assert "It became one with Willow Lane Academy" in words
    assert "Open a journey" not in words


def test_what_became_one_leads_to_the_other_though_that_has_another_name_now(scene: Make) -> None:
    place, here, academy = asked_of_two(scene)
    school, authority = place.journey.setting_id, place.journey.authority
    namesake = make_setting(place.rows, authority, "Willow Lane Academy", postcode="LE1 1AA").id
    place.browser.send(here, goes_on=str(school), sure="yes")
    with writing(place.rows) as session:
        session.get_one(Setting, school).name = "Willow Park"
        other = session.get_one(Setting, namesake)
        other.state, other.state_reason = SettingState.CLOSED, "It has no children any more"

    place.browser.get(f"{ROOM}/settings/{academy}")
    joined = place.browser.words()
    place.browser.get(f"{ROOM}/settings/{namesake}")

    assert "Go to Willow Park" in joined
    assert "It has no children any more" in place.browser.words()
    assert "became one" not in place.browser.words()


def test_who_joins_two_settings_reads_which_name_the_certificate_keeps(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    academy = make_setting(place.rows, place.journey.authority, "Brook Lane Academy")
    give_number(place, place.journey.setting_id, OLD)
    give_number(place, academy.id, NEW)
    send(place)
    here, kept = f"{CHANGES}/{links(place)[0][0]}", "It keeps the name Willow Lane"

    place.browser.send(here, goes_on=str(academy.id))
    assert f"{kept} Primary until you issue it anew" in place.browser.words()

    place.browser.send(here, goes_on=str(place.journey.setting_id))
    assert kept not in place.browser.words()


def test_of_what_was_split_the_page_asks_which_part_keeps_what_there_is(scene: Make) -> None:
    text = HEAD + LINE + f"{OLD},140002,Brook Lane Academy,Successor,01-09-2025\n"
    place, first = asked(scene, text)
    second = f"{CHANGES}/{links(place)[1][0]}"
    hers = make_setting(place.rows, place.journey.authority, "Brook Lane Academy")
    give_number(place, hers.id, "140002")

    place.browser.get(first)
    words = place.browser.words()
    assert "Which part keeps the journey and the award?" in words
    assert "Brook Lane Academy, number 140002: to answer" in words
    place.browser.send(first, say="new_number")
    place.browser.get(second)

    words = place.browser.words()
    assert "Willow Lane Primary was split, and Brook Lane Academy is one part of it" in words
    assert "The earlier setting goes by another number already" in words
    assert "goes on under the new number" in words
    assert "Which part keeps" not in words
    assert "This part is a setting of its own here" in words
    assert "Add it as a setting" not in words
    place.browser.send(second)
    assert said(place) == [LinkAnswer.NEW_NUMBER, LinkAnswer.SET_ASIDE]


def test_a_part_that_is_no_setting_here_yet_can_be_added_first(scene: Make) -> None:
    text = HEAD + LINE + f"{OLD},140002,Brook Lane Academy,Successor,01-09-2025\n"
    place, first = asked(scene, text)
    second = f"{CHANGES}/{links(place)[1][0]}"
    place.browser.send(first, say="new_number")

    place.browser.get(second)

    assert "add it as a setting. Then set this aside" in place.browser.words()
    assert "Add it as a setting" in place.browser.words()


def test_an_end_that_the_register_does_not_name_is_called_as_it_is_here(scene: Make) -> None:
    place, here = asked(scene)

    in_the_list = place.browser.words()
    place.browser.get(here)

    assert "Willow Lane Primary" in in_the_list
    assert "Willow Lane Primary became Willow Lane Academy" in place.browser.words()


def test_of_two_with_a_journey_each_the_page_asks_at_the_field_which_goes_on(scene: Make) -> None:
    place, here, academy = asked_of_two(scene)
    with writing(place.rows) as session:
        one = session.get_one(Journey, place.journey.id)
        session.add(
            Journey(
                authority_id=one.authority_id, setting_id=academy, framework_id=one.framework_id,
                route_id=one.route_id, stage=Stage.PLANNING, stage_since=place.walker.at,
                turn=one.turn, waiting_since=place.walker.at, opened_at=place.walker.at,
                last_setting_act_at=place.walker.at,
            )
        )  # fmt: skip

    place.browser.send(here, goes_on=str(academy))
    refused = place.browser.refusals()
    place.browser.send(here, goes_on=str(academy), journey=str(place.journey.id))

    assert refused == {"journey": "Choose which journey goes on"}
    words = place.browser.words()
    assert "The one of Willow Lane Primary goes on" in words
    assert "The one of Willow Lane Academy is closed as merged" in words


def test_an_answer_from_an_older_page_takes_nothing_back(scene: Make) -> None:
    place, here = asked(scene)
    place.browser.get(here)
    assert place.browser.page is not None
    older = hidden_fields(form_to(place.browser.page, here, here))
    place.browser.send(here, say="set_aside")

    place.browser.post(here, data=older | {"say": "new_number"})

    assert said(place) == [LinkAnswer.SET_ASIDE]
    assert "What you sent has changed nothing" in place.browser.words()


def test_asking_again_from_an_older_page_is_told_that_it_has_another_answer_now(
    scene: Make,
) -> None:
    place, here = asked(scene)
    place.browser.send(here, say="set_aside")
    place.browser.get(here)
    assert place.browser.page is not None
    older = hidden_fields(form_to(place.browser.page, here, here))
    place.browser.send(here)
    place.browser.send(here, say="new_number")

    place.browser.post(here, data=older)

    assert said(place) == [LinkAnswer.NEW_NUMBER]
    assert "What you sent has changed nothing" in place.browser.words()


def test_two_can_stay_apart_and_be_asked_again(scene: Make) -> None:
    place, here, academy = asked_of_two(scene)

    place.browser.send(here, goes_on="apart")
    aside = said(place)
    place.browser.send(here)

    assert aside == [LinkAnswer.SET_ASIDE]
    assert said(place) == [LinkAnswer.PROPOSED]
    assert the_setting(place, academy).state is SettingState.ACTIVE


def test_what_leaves_nothing_to_decide_is_kept_in_one_go(scene: Make) -> None:
    place = scene(Stage.GATHERING)
    give_number(place, place.journey.setting_id, NEW)
    send(place)
    assert "Keep 1 earlier number" in place.browser.words()

    place.browser.send(f"{CHANGES}/keep-all")
    place.browser.get(f"{CHANGES}?show=answered")

    assert "Earlier number kept" in place.browser.words()


def test_a_file_that_is_none_says_how_to_mend_it(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.send(f"{CHANGES}/bring-in", file=(BytesIO(b"a,b\n1,2\n"), "links.csv"))

    assert "This file has no column called URN or LinkURN or LinkType" in place.browser.words()
    assert links(place) == []


def test_nothing_to_answer_says_how_to_begin(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.get(CHANGES)

    assert "Nothing waits for an answer" in place.browser.words()


def test_what_is_another_authoritys_is_not_there(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    far = make_authority(place.rows, "milton-keynes")
    with writing(place.rows) as session:
        link = RegisterLink(
            authority_id=far.id, before_number=OLD, after_number=NEW, became=Became.NEW_NUMBER,
            found_at=place.walker.at, answer=LinkAnswer.PROPOSED,
        )  # fmt: skip
        session.add(link)
    here = f"{CHANGES}/{link.id}"

    assert place.browser.get(here).status_code == 404


def test_the_list_asks_as_little_at_three_hundred_as_at_one(
    scene: Make, counted: Callable[[], Any]
) -> None:
    place = scene(Stage.DRAFT)
    counts = []
    for many in (1, 299):
        with writing(place.rows) as session:
            session.add_all(
                RegisterLink(
                    authority_id=place.journey.authority_id, before_number=f"{many}{n:04}",
                    after_number=NEW, became=Became.MERGED, found_at=place.walker.at,
                    answer=LinkAnswer.PROPOSED,
                )
                for n in range(many)
            )  # fmt: skip
        with counted() as sent:
            place.browser.get(CHANGES)
        counts.append(len(sent))

    assert counts[0] == counts[1]
    assert counts[0] <= 8
