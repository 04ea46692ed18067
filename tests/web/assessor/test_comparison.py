"""Two judgements side by side, what the two agree on, and how alike they judge over time."""

from collections.abc import Callable
from datetime import timedelta

from sqlalchemy import select

from award.actions import assessing, assigning
from award.actions.agreeing import agree_judgement
from award.adapters import clock
from award.domain.basis import Basis
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.assessments import Judge, Judgement
from award.storage.db import transaction, writing
from award.storage.journeys import AssignmentKind
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user
from tests.pages import PageClient
from tests.pdf_checks import text_of
from tests.web.panel.papers import make_round

Make = Callable[..., Standing]


def seconded(world: Standing, *, give: bool = True) -> Standing:
    """The second sees 1.1 as developing, with a marked note, and all the rest alike."""
    walking = world.walking
    with transaction(lock=world.journey) as held:
        by, second = walking.by(Role.COORDINATOR), walking.cast.second.id
        assigning.assign(held, AssignmentKind.SECOND, second, by=by, at=walking.at)
    by = walking.by(Role.SECOND)
    with transaction(lock=world.fresh()) as held:
        for one in list(held.asked):
            point = Judged.DEVELOPING if one.code == "1.1" else Judged.MET
            note, basis = ("An okapi doubt.", [Basis.READ]) if one.code == "1.1" else ("", [])
            assessing.judge_blind(
                held, one.code, point, note=note, basis=basis, by=by, at=walking.at
            )
        if give:
            assessing.give_second_judgement(held, by=by, at=walking.at)
    world.fresh()
    return world


def agreed(world: Standing) -> list[tuple[Judged, bool]]:
    world.fresh()
    rows = world.rows.scalars(select(Judgement).filter_by(judge=Judge.AGREED, superseded_at=None))
    return [(one.judged, one.confirmed_at is not None) for one in rows]


def test_the_second_is_led_to_what_is_left_before_there_is_a_button_to_give(
    standing: Make,
) -> None:
    world = seconded(standing(Stage.DECIDING), give=False)
    second, page = world.second, world.room("assessor", "/second")

    second.get(page)
    whole = second.words()
    gone = select(Judgement).filter_by(judge=Judge.SECOND, criterion="3.4")
    world.rows.scalars(gone).one().superseded_at = world.walking.at
    world.rows.commit()
    second.get(page)

    assert "Give this judgement" in whole
    assert "Judge every criterion first Still to judge: 3.4. Judge 3.4" in second.words()
    assert "Give this judgement" not in second.words()


def test_before_the_second_is_in_nobody_compares(standing: Make) -> None:
    world = seconded(standing(Stage.DECIDING), give=False)

    answers = [
        browser.get(world.room(room, path)).status_code
        for browser, room in (
            (world.assessor, "assessor"),
            (world.second, "assessor"),
            (world.member(), "panel"),
            (world.browse(world.walking.cast.coordinator), "coordinator"),
        )
        for path in ("/comparison",)
    ]
    answers.append(world.second.get(world.room("assessor", "/comparison/1.1")).status_code)

    assert answers == [404] * 5


def test_both_and_their_difference_stand_on_one_page_in_three_rooms(standing: Make) -> None:
    world = seconded(standing(Stage.DECIDING))

    for browser, room in (
        (world.assessor, "assessor"),
        (world.member(), "panel"),
        (world.browse(world.walking.cast.coordinator), "coordinator"),
    ):
        browser.get(world.room(room, "/comparison"))
        words = browser.words()
        assert "20 of 21 criteria are alike; 1 is one point apart." in words
        assert "An okapi doubt." in words
        assert "One is not agreed yet" in words


def test_an_auditor_reads_both_judgements_and_no_empty_column(standing: Make) -> None:
    world = seconded(standing(Stage.DECIDING))
    address, page = world.room("assessor", "/comparison/1.1"), world.room("audit", "")
    world.assessor.send(address, judged="developing", note="We read the policy again.")
    world.second.send(f"{address}/confirm", on=address)
    marek = make_user(world.rows, "Marek Nowak")
    make_member(world.rows, marek, Role.AUDITOR, world.walking.setting.authority)
    auditor = world.browse(marek)

    auditor.get(page)
    whole = auditor.words()
    auditor.get(f"{page}/comparison")

    assert "First and second judgement beside each other" in whole
    assert "Not yet judged" not in whole
    assert "We read the policy again." in auditor.words()


def test_the_papers_that_a_coordinator_prints_say_what_the_panel_reads(standing: Make) -> None:
    world = seconded(standing(Stage.DECIDING))
    address = world.room("assessor", "/comparison/1.1")
    world.assessor.send(address, judged="developing", note="We read the policy again.")
    world.second.send(f"{address}/confirm", on=address)
    with writing(world.rows) as session:
        day = clock.today() + timedelta(days=9)
        number = make_round(session, world.walking.setting.authority, day).id
    desk = world.browse(world.walking.cast.coordinator)
    where = f"/leicester/coordinator/rounds/{number}/panel-day"
    desk.send(where, journeys=[str(world.journey.id)])

    printed = [
        " ".join(text_of(browser.get(paper).data).split())
        for browser, paper in (
            (desk, f"{where}.pdf"),
            (world.member(), f"/leicester/panel/days/{number}/papers.pdf"),
        )
    ]

    for words in printed:
        assert "The second: developing. An okapi doubt." in words
        assert "Agreed by both: developing. We read the policy again." in words
        assert "all who judged see it alike" not in words


def test_what_the_two_agree_on_is_written_by_one_and_confirmed_by_the_other(
    standing: Make,
) -> None:
    world = seconded(standing(Stage.DECIDING))
    address = world.room("assessor", "/comparison/1.1")

    world.assessor.send(address, judged="developing", note="We read the policy again.")
    before = agreed(world)
    own = world.assessor.get(address).text
    world.second.send(f"{address}/confirm", on=address)
    world.member().get(world.room("panel", "/comparison"))
    panel = world.member()
    panel.get(world.room("panel", "/comparison"))
    desk = world.browse(world.walking.cast.coordinator)
    desk.get(world.room("coordinator", "/judgement"))

    assert before == [(Judged.DEVELOPING, False)]
    assert "Yes, we agreed this" not in own
    assert agreed(world) == [(Judged.DEVELOPING, True)]
    assert "By what both agreed" in panel.words()
    assert "Both agreed on all of them" in panel.words()
    assert "We read the policy again." in desk.words()
    assert "Not yet said" not in desk.words()  # where both see the same there is nothing to agree


def test_two_who_write_at_once_see_both_texts(standing: Make) -> None:
    world = seconded(standing(Stage.DECIDING))
    browser, address = world.second, world.room("assessor", "/comparison/1.1")
    old = {"csrf_token": browser.token(address), "version": "0", "judged": "met", "note": "Mine."}
    with transaction(lock=world.fresh()) as held:
        agree_judgement(
            held, "1.1", Judged.DEVELOPING, note="The other words.", seen=0,
            by=world.walking.by(Role.ASSESSOR), at=world.walking.at,
        )  # fmt: skip

    browser.post(address, data=old)

    assert "Somebody else changed what you two agreed" in browser.words()
    assert "The other words." in browser.words()
    assert "Mine." in browser.words()
    assert agreed(world) == [(Judged.DEVELOPING, False)]


def test_what_the_other_wrote_down_waits_on_the_home_until_it_is_confirmed(
    standing: Make,
) -> None:
    world = seconded(standing(Stage.DECIDING))
    first, second = world.assessor, world.second
    address = world.room("assessor", "/comparison/1.1")

    def is_asked(browser: PageClient) -> bool:
        browser.get("/leicester/assessor")
        return "confirm what you two agreed" in browser.words().lower()

    before = is_asked(second)
    first.send(address, judged="developing", note="We read the policy again.")
    written = is_asked(first), is_asked(second)
    second.send(f"{address}/confirm", on=address)

    assert before is False
    assert written == (False, True)
    assert is_asked(second) is False


def test_where_the_two_part_is_the_next_step_on_the_journey(standing: Make) -> None:
    world = seconded(standing(Stage.DECIDING))
    second, address = world.second, world.room("assessor", "/comparison/1.1")

    second.get(world.room("assessor", ""))
    parting = second.words()
    world.assessor.send(address, judged="developing", note="We read the policy again.")
    second.get(world.room("assessor", ""))
    to_confirm = second.words()
    second.send(f"{address}/confirm", on=address)
    second.get(world.room("assessor", ""))

    assert "Talk over where you two part One criterion is not agreed yet." in parting
    assert "Confirm what you two agreed" in to_confirm
    assert "Nothing waits for you here" in second.words()


def test_without_a_point_the_refusal_stands_at_the_points(standing: Make) -> None:
    world = seconded(standing(Stage.DECIDING))
    address = world.room("assessor", "/comparison/1.1")

    answer = world.assessor.send(address, judged="", note="We read the policy again.")

    assert 'href="#judged' in answer.text
    assert "We read the policy again." in answer.text
    assert agreed(world) == []


def test_a_criterion_that_both_see_alike_has_nothing_to_agree_on(standing: Make) -> None:
    world = seconded(standing(Stage.DECIDING))

    assert world.assessor.get(world.room("assessor", "/comparison/1.3")).status_code == 404


def test_below_fifty_pairs_it_says_how_many_are_missing_and_shows_no_figure(
    standing: Make,
) -> None:
    world = seconded(standing(Stage.DECIDING))

    world.assessor.get("/leicester/assessor/agreement")
    mine = world.assessor
    mine.get("/leicester/assessor/agreement")

    assert "There are 21 pairs so far. 29 more are needed first." in mine.words()
    assert "Where you part" not in mine.words()


def test_from_fifty_pairs_on_figures_stand_there_for_their_assessor_alone(standing: Make) -> None:
    world = seconded(standing(Stage.DECIDING))
    more_pairs(world, 40)
    mine, other = world.assessor, world.second
    coordinator = world.browse(world.walking.cast.coordinator)

    mine.get("/leicester/assessor/agreement")
    other.get("/leicester/assessor/agreement")
    coordinator.get("/leicester/coordinator/agreement")

    assert "Of 61 pairs, 98 in 100 are alike." in mine.words()
    assert "Edith Moss" not in mine.words().replace("Edith Moss, assessor", "")
    assert "Nothing to compare yet" in other.words()
    assert "Edith Moss" in coordinator.words()
    assert "Of 61 pairs, 98 in 100 are alike." in coordinator.words()


def more_pairs(world: Standing, count: int) -> None:
    """So many more criteria that both judged alike, as if the framework had them."""
    journey, at = world.fresh(), world.walking.at
    for number in range(count):
        for judge, by in (
            (Judge.ASSESSOR, world.walking.cast.assessor.id),
            (Judge.SECOND, world.walking.cast.second.id),
        ):
            world.rows.add(
                Judgement(
                    authority_id=journey.authority_id, journey_id=journey.id,
                    criterion=f"9.{number}", judge=judge, judged=Judged.EMBEDDED, note="",
                    basis=[], by_id=by, at=at,
                )
            )  # fmt: skip
    world.rows.commit()
