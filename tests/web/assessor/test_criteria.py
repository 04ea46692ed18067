"""Reading evidence and judging, criterion by criterion."""

from collections.abc import Callable

from award.actions import assigning
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.assessments import Judge
from award.storage.db import transaction
from award.storage.journeys import AssignmentKind
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user
from tests.pages import PageClient
from tests.web.assessor.conftest import give_file, judgements, visit_of

Make = Callable[..., Standing]


def test_the_list_shows_each_criterion_and_the_next_to_judge(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    browser.get(world.room("assessor", "/criteria"))

    assert "Judge 1.1" in browser.words()
    assert "Give your second judgement" not in browser.words()


def test_on_a_phone_the_evidence_comes_before_the_question_and_can_be_passed(
    standing: Make,
) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    browser.get(world.room("assessor", "/criteria/1.1"))

    assert browser.page is not None
    rest = next(one for one in browser.page.iter("div") if "grid__rest" in one.get("class", ""))
    assert "grid__rest--early" not in rest.get("class", "")
    said = browser.words()
    assert said.index("Go to the four points") < said.index("How we do 1.1")
    assert said.index("How we do 1.1") < said.index("Where do they stand?")
    assert [one.get("id") for one in rest.iter("div")].count("points") == 1


def test_notes_are_called_notes_and_no_file_of_them_is_offered(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    browser.get(world.room("assessor", "/reading"))

    assert "Note" in browser.words()
    assert "Link or note" not in browser.words()
    assert "Take everything along" not in browser.words()


def test_a_judgement_is_kept_and_the_next_criterion_opens(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, address = world.assessor, world.room("assessor", "/criteria/1.1")

    answer = browser.send(address, judged="met", note="")

    assert answer.location.endswith("/criteria/1.2")
    assert judgements(world, Judge.ASSESSOR) == {"1.1": (Judged.MET, "")}


def test_agreeing_with_the_setting_is_one_tap(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, address = world.assessor, world.room("assessor", "/criteria/1.1")
    browser.get(address)
    assert "Agree: met with the setting" in browser.words()
    assert f"{len(world.journey.asked)} of {len(world.journey.asked)} left" in browser.words()

    answer = browser.send(address, agree="yes")

    assert answer.location.endswith("/criteria/1.2")
    assert judgements(world, Judge.ASSESSOR) == {"1.1": (Judged.MET, "")}


def test_who_chose_another_point_and_then_agrees_is_asked_which(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, address = world.assessor, world.room("assessor", "/criteria/1.1")

    browser.send(address, agree="yes", judged="developing", note="Trips are not named.")
    assert "You chose one point and then agreed with another" in browser.words()
    assert "Trips are not named." in browser.words()
    assert judgements(world, Judge.ASSESSOR) == {}
    browser.send(address, agree="yes", judged="met")

    assert judgements(world, Judge.ASSESSOR) == {"1.1": (Judged.MET, "")}


def test_who_sees_it_differently_says_why(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, address = world.assessor, world.room("assessor", "/criteria/1.1")

    browser.send(address, judged="embedded", note="")
    assert "Say in a note why you see 1.1 differently from the setting" in browser.words()
    assert judgements(world, Judge.ASSESSOR) == {}
    browser.send(address, judged="embedded", note="Met for three years.")
    assert "Tick what your judgement of 1.1 rests on" in browser.words()
    browser.send(address, judged="embedded", note="Met for three years.", basis=["read", "heard"])

    assert judgements(world, Judge.ASSESSOR) == {"1.1": (Judged.EMBEDDED, "Met for three years.")}


def test_the_setting_own_view_and_the_worry_line_stand_beside_the_cards(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    browser.get(world.room("assessor", "/criteria/1.1"))

    assert "The setting’s own view" in browser.words()
    assert "A worry about a child does not go here" in browser.words()


def test_below_met_a_note_is_asked_for_and_nothing_is_kept_without(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    browser.get(world.room("assessor", "/criteria/1.1"))
    assert "Agree: met" in browser.words()
    answer = browser.send(world.room("assessor", "/criteria/1.1"), judged="developing", note=" ")

    assert answer.status_code == 200
    assert "Agree: met" not in browser.words()
    assert "Write what is still missing for 1.1" in browser.words()
    assert judgements(world, Judge.ASSESSOR) == {}


def test_without_a_choice_the_note_is_still_there(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    browser.send(world.room("assessor", "/criteria/1.1"), note="They could say it in their words.")

    assert "Choose one of the four points" in browser.words()
    assert "They could say it in their words." in browser.words()


def test_two_open_pages_do_not_overwrite_each_other(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, address = world.assessor, world.room("assessor", "/criteria/1.1")
    old = {"csrf_token": browser.token(address), "seen": "0", "judged": "embedded", "note": "Mine"}
    browser.send(address, judged="met", note="The first")

    answer = browser.post(address, data=old)

    assert answer.status_code == 200
    assert "Somebody else changed this judgement" in browser.words()
    assert "Mine" in browser.words()
    assert "The first" in browser.words()
    assert judgements(world, Judge.ASSESSOR) == {"1.1": (Judged.MET, "The first")}
    sent = hidden_of(browser) | {"judged": "embedded", "note": "Mine", "basis": ["read"]}
    browser.post(address, data=sent)
    assert judgements(world, Judge.ASSESSOR) == {"1.1": (Judged.EMBEDDED, "Mine")}


def hidden_of(browser: PageClient) -> dict[str, str]:
    """What the form on the last page sends along unseen."""
    assert browser.page is not None
    hidden = (one for one in browser.page.iter("input") if one.get("type") == "hidden")
    return {one.get("name", ""): one.get("value", "") for one in hidden}


def test_the_plan_and_what_was_judged_before_stand_beside_a_criterion(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, code = world.assessor, sorted(world.walking.weak)[0]
    for point in ("developing", "met"):
        browser.send(
            world.room("assessor", f"/criteria/{code}"),
            judged=point, note=f"Seen as {point}.", basis=["heard"],
        )  # fmt: skip

    browser.get(world.room("assessor", f"/criteria/{code}"))

    assert "In the plan" in browser.words()
    assert "Judged before" in browser.words()
    assert "Seen as developing. Rests on what was heard." in browser.words()


def test_a_criterion_that_is_not_asked_is_not_there(standing: Make) -> None:
    world = standing(Stage.ASSESSING)

    assert world.assessor.get(world.room("assessor", "/criteria/9.9")).status_code == 404


def test_after_sharing_nothing_is_judged_and_the_words_are_kept(standing: Make) -> None:
    world = standing(Stage.CHECKING)
    browser, address = world.assessor, world.room("assessor", "/criteria/1.1")
    sent = {"csrf_token": browser.token("/account/password"), "seen": "0"}

    answer = browser.post(address, data=sent | {"judged": "met", "note": "x"})

    assert answer.status_code == 200
    assert "the journey has moved on" in browser.words()


def test_who_is_not_assigned_finds_nothing(standing: Make) -> None:
    world = standing(Stage.ASSESSING)

    assert world.second.get(world.room("assessor", "/criteria")).status_code == 404
    assert world.second.get(world.room("assessor", "/criteria/1.1")).status_code == 404


def test_another_authority_address_finds_nothing(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    address = f"/bristol/assessor/journeys/{world.journey.id}/criteria"

    assert world.assessor.get(address).status_code == 404


def test_an_assignment_that_ended_a_second_ago_keeps_nothing(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, address = world.assessor, world.room("assessor", "/criteria/1.1")
    token = browser.token(address)
    with transaction(lock=world.journey) as held:
        assigning.end_assignment(
            held,
            AssignmentKind.ASSESSOR,
            reason="On leave",
            by=world.walking.by(Role.COORDINATOR),
            at=world.walking.at,
        )

    sent = {"csrf_token": token, "seen": "0", "judged": "met"}

    assert browser.post(address, data=sent).status_code == 404
    assert judgements(world, Judge.ASSESSOR) == {}


def test_the_rules_of_judging_stand_where_one_judges_in_the_words_of_the_kind(
    standing: Make,
) -> None:
    world = standing(Stage.ASSESSING, kind_code="youth_club")
    browser = world.assessor

    browser.get(world.room("assessor", "/criteria/1.3"))

    words = browser.words()
    assert "How to judge, and what the words mean" in words
    assert "Begin at ‘met’ and check each part of it." in words
    assert "More reports can be a good sign: young people may trust adults more." in words
    assert "Never send us a young person’s name" in words.replace("'", "’")


def ticked(browser: PageClient) -> list[str]:
    """What the last page has ticked of what a judgement rests on."""
    assert browser.page is not None
    boxes = (one for one in browser.page.iter("input") if one.get("name") == "basis")
    return [one.get("value", "") for one in boxes if one.get("checked") is not None]


def test_what_a_judgement_rests_on_is_ticked_where_one_opened_or_noted_it_oneself(
    standing: Make,
) -> None:
    world = standing(Stage.ASSESSING)
    version, address = give_file(world), world.room("assessor", "/criteria/1.3")
    browser = world.assessor

    browser.get(address)
    assert "Seen and heard on visits" in browser.words()  # by the coordinator, on earlier visits
    assert ticked(browser) == []
    browser.get(world.room("assessor", f"/evidence/{version}")).close()
    browser.get(address)

    assert ticked(browser) == ["read"]


def test_what_one_heard_oneself_is_ticked(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=8)
    world.walking.write_up(visit_of(world), world.walking.by(Role.ASSESSOR))
    browser = world.assessor

    browser.get(world.room("assessor", "/criteria/1.3"))

    assert ticked(browser) == ["heard"]


def test_what_it_rests_on_is_seen_without_opening_the_note(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    browser.get(world.room("assessor", "/criteria/1.3"))

    assert browser.page is not None
    folded = [
        one.get("name")
        for fold in browser.page.iter("details")
        for one in fold.iter()
        if one.get("name")
    ]
    assert "note" in folded
    assert "basis" not in folded


def test_nothing_is_skipped_once_every_criterion_is_judged(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, address = world.assessor, world.room("assessor", "/criteria/1.1")
    browser.get(address)
    assert "Skip to 1.2" in browser.words()
    world.walking.judge_all()

    browser.get(address)

    assert "On to 1.2" in browser.words()
    assert "Skip to 1.2" not in browser.words()


def test_who_takes_over_reads_how_much_was_judged_before(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    world.walking.judge_all()
    nadia = make_user(world.rows, "Nadia Roe")
    make_member(world.rows, nadia, Role.ASSESSOR, world.walking.setting.authority)
    by, at = world.walking.by(Role.COORDINATOR), world.walking.at
    with transaction(lock=world.fresh()) as held:
        assigning.assign(held, AssignmentKind.ASSESSOR, nadia.id, by=by, at=at)
    browser, address = world.browse(nadia), world.room("assessor", "/criteria")

    browser.get(address)
    assert "21 by whoever judged before you" in browser.words()
    browser.get(f"{address}/1.1")
    mine = {"judged": "embedded", "note": "Nobody had to look it up.", "basis": ["heard"]}
    browser.post(f"{address}/1.1", data=hidden_of(browser) | mine)
    browser.get(address)

    assert "20 by whoever judged before you" in browser.words()
