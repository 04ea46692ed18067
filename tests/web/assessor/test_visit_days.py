"""The day of a visit: offered, booked, moved and called off."""

from collections.abc import Callable
from datetime import timedelta

from award.actions.assigning import assign
from award.actions.rearranging import offer_other_dates
from award.adapters import clock
from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.visits import VisitState
from award.storage.db import transaction
from award.storage.journeys import AssignmentKind
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user
from tests.web.assessor.conftest import visit_of

Make = Callable[..., Standing]
DAY = {"day_1": ["12", "5", "2027"], "time_1": "9:30am"}
OFFER = DAY | {"kind": "assessment", "form": "on_site", "minutes": "120", "place": "Office"}


def test_dates_are_offered(standing: Make) -> None:
    world = standing(Stage.ASSESSING)

    answer = world.assessor.send(world.room("assessor", "/visits/add"), **OFFER)

    assert answer.status_code == 302
    assert visit_of(world).state is VisitState.PROPOSED


def test_a_visit_that_was_agreed_is_booked_at_once(standing: Make) -> None:
    world = standing(Stage.ASSESSING)

    world.assessor.send(world.room("assessor", "/visits/add"), **OFFER, agreed="yes")

    assert visit_of(world).state is VisitState.CONFIRMED


def test_the_day_that_was_agreed_is_booked_and_not_an_earlier_one(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    earlier = {"day_2": ["11", "5", "2027"], "time_2": "9am"}

    world.assessor.send(world.room("assessor", "/visits/add"), **OFFER, **earlier, agreed="yes")

    visit = visit_of(world)
    assert visit.starts_at is not None
    assert visit.starts_at.day == 12


def test_a_visit_that_has_taken_place_is_written_down(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, address = world.assessor, world.room("assessor", "/visits/add")

    browser.send(address, **OFFER, held="yes")
    assert "was today or in the last 90 days" in browser.words()
    yesterday = world.walking.at - timedelta(days=1)
    day = [str(yesterday.day), str(yesterday.month), str(yesterday.year)]
    browser.send(address, **(OFFER | {"day_1": day}), held="yes")

    visit = visit_of(world)
    assert visit.starts_at is not None
    assert (visit.state, visit.starts_at.day) == (VisitState.CONFIRMED, yesterday.day)


def test_a_date_in_the_past_is_refused_and_the_place_is_kept(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor

    past = OFFER | {"day_1": ["12", "5", "2020"], "place": "By the big oak"}
    answer = browser.send(world.room("assessor", "/visits/add"), **past)

    assert answer.status_code == 200
    assert "has passed. Offer a day and time that is still to come" in browser.words()
    assert "By the big oak" in answer.get_data(as_text=True)


def test_a_visit_moves_with_a_reason(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    address = world.room("assessor", f"/visits/{visit_of(world).id}")

    world.assessor.send(
        f"{address}/move", day=["13", "5", "2027"], time="10am", reason="The bus was full"
    )

    assert visit_of(world).change_reason == "The bus was full"
    assert visit_of(world).state is VisitState.CONFIRMED


def test_a_visit_moves_only_until_its_hour(standing: Make) -> None:
    world = standing(Stage.ASSESSING, days=12)
    browser, address = world.assessor, world.room("assessor", f"/visits/{visit_of(world).id}")

    links = browser.get(address).text
    refused = browser.get(f"{address}/move").text

    assert "Say that it did not take place" in links
    assert "Move the visit" not in links
    assert "The visit’s hour has come" in refused


def test_moving_from_an_old_page_is_refused(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser, address = world.assessor, world.room("assessor", f"/visits/{visit_of(world).id}")
    new = {"day": ["13", "5", "2027"], "time": "10am", "reason": "The bus was full"}
    browser.send(f"{address}/move", **new)

    answer = browser.send(f"{address}/move", **new | {"version": "1", "reason": "Snow"})

    assert answer.status_code == 200
    assert "Somebody else changed this visit" in browser.words()
    assert visit_of(world).change_reason == "The bus was full"


def test_a_visit_is_cancelled(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    address = world.room("assessor", f"/visits/{visit_of(world).id}")

    world.assessor.send(f"{address}/call-off", missed="no", reason="I am ill")

    assert visit_of(world).state is VisitState.CANCELLED


def test_one_kind_of_visit_is_chosen_already(standing: Make) -> None:
    world = standing(Stage.ASSESSING)

    shown = world.assessor.get(world.room("assessor", "/visits/add")).text

    assert 'value="assessment" checked' in shown
    assert 'value="on_site" checked' in shown


def test_nobody_changes_the_day_of_a_visit_that_another_makes(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    address = world.room("assessor", f"/visits/{visit_of(world).id}")
    adviser = make_user(world.rows, "Ada Viser")
    make_member(world.rows, adviser, Role.ADVISER, world.journey.authority)
    with transaction(lock=world.journey) as held:
        by, at = world.walking.by(Role.COORDINATOR), world.walking.at
        assign(held, AssignmentKind.ADVISER, adviser.id, by=by, at=at)
    browser = world.browse(adviser)
    before = visit_of(world).version
    new = {"day": ["13", "5", "2027"], "time": "10am", "reason": "Snow", "missed": "no"} | DAY
    new["csrf_token"] = browser.token(world.room("assessor", "/visits/add"))

    answers = [
        browser.post(f"{address}/{change}", data=new).status_code
        for change in ("confirm", "move", "call-off", "other-days")
    ]

    assert answers == [404] * 4
    assert visit_of(world).version == before


def test_other_days_are_offered_only_before_the_hour(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    visit = visit_of(world)
    address, offer = world.room("assessor", f"/visits/{visit.id}"), "Offer other days"
    assert visit.starts_at is not None

    with clock.frozen_at(visit.starts_at - timedelta(minutes=1)):
        browser = world.assessor
        browser.get(address)
        before = browser.words()
    with clock.frozen_at(visit.starts_at):
        browser = world.assessor
        browser.get(address)
        after = browser.words()
        answer = browser.get(f"{address}/other-days")

    assert offer in before
    assert "Call it off" in before
    assert offer not in after
    assert "Say that it did not take place" in after
    assert answer.status_code == 409


def test_a_day_that_does_not_suit_is_told_beside_it(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor
    saturday = world.walking.at + timedelta(days=12 - world.walking.at.weekday())
    day = [str(saturday.day), str(saturday.month), str(saturday.year)]
    closed = {"day_2": day, "time_2": "10am"}
    adding, visit = world.room("assessor", "/visits/add"), visit_of(world)
    others = world.room("assessor", f"/visits/{visit.id}/other-days")

    for address, sent in ((adding, OFFER), (others, DAY | {"reason": "The bus is full"})):
        page = browser.send(address, **sent, **closed).get_data(as_text=True)
        assert "The setting is closed on Saturday" in browser.words()
        assert 'href="#day_2-day"' in page
        assert 'href="#day_1-day"' not in page
        assert "Why is this day right all the same?" in browser.words()


def test_a_yes_by_phone_to_ones_own_days_is_written_down_from_the_page_of_the_visit(
    standing: Make,
) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor
    browser.send(world.room("assessor", "/visits/add"), **OFFER)
    visit = visit_of(world)
    here = world.room("assessor", f"/visits/{visit.id}")

    browser.get(here)
    offered = browser.words()
    browser.get(f"{here}/confirm")
    asked = browser.words()
    browser.send(f"{here}/confirm", starts_at=visit.offered[0])
    browser.get(here)

    assert "Write down the day that they agreed" in offered
    assert "Which date did the setting agree?" in asked
    assert "the history says that you did so on its behalf" in asked
    assert visit_of(world).state is VisitState.CONFIRMED
    assert "Write down the day" not in browser.words()


def test_days_of_the_setting_that_have_passed_lead_to_other_days(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    visit = visit_of(world)
    with transaction(lock=world.journey) as held:
        days = [world.walking.at + timedelta(minutes=30)]
        offer_other_dates(
            held, visit.id, days, reason="Snow", by=world.walking.by(Role.LEAD),
            at=world.walking.at - timedelta(hours=1), despite="Open",
        )  # fmt: skip
    here = world.room("assessor", f"/visits/{visit.id}")
    with clock.frozen_at(world.walking.at + timedelta(days=2)):
        browser = world.assessor
        browser.get(here)
        page = browser.words()
        answer = browser.get(f"{here}/confirm")

    assert "The days that the setting offered have passed" in page
    assert answer.location == f"{here}/other-days"


def test_new_dates_for_a_visit_that_is_off_begin_with_its_kind(standing: Make) -> None:
    world = standing(Stage.GATHERING, route="renewal")
    adviser = make_user(world.rows, "Ada Viser")
    make_member(world.rows, adviser, Role.ADVISER, world.journey.authority)
    with transaction(lock=world.journey) as held:
        by, at = world.walking.by(Role.COORDINATOR), world.walking.at
        assign(held, AssignmentKind.ADVISER, adviser.id, by=by, at=at)
    browser, add = world.browse(adviser), world.room("assessor", "/visits/add")

    chosen = []
    for asked in ("", "?kind=renewal", "?kind=assessment"):
        browser.get(f"{add}{asked}")
        assert browser.page is not None
        kinds = [one for one in browser.page.iter("input") if one.get("name") == "kind"]
        chosen.append([one.get("value") for one in kinds if one.get("checked") is not None])

    assert chosen == [[], ["renewal"], []]
