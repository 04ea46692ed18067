"""A colleague's look at a report: asked for on its page, and given by nobody else."""

from collections.abc import Callable
from dataclasses import replace

from award.domain.people import Role
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.assessments import Report, ReportLook
from award.storage.authorities import Route
from award.storage.db import writing
from award.storage.journeys import Journey
from award.storage.settings import Tie
from tests.fixtures_rooms import Standing
from tests.making import make_member, make_user

Make = Callable[..., Standing]
WORDS = {"strengths": "Trust.", "next_steps": "Tell them.", "recommendation": "award"}


def _looked_at(standing: Make) -> Standing:
    """A journey whose report is being written, on a route that asks colleagues to look."""
    world = standing(Stage.ASSESSING)
    rules = replace(world.journey.route.rules, colleague_looks=True)
    with writing(world.rows) as session:
        session.get_one(Route, world.journey.route_id).kept_rules = rules.as_json()
    return world


def test_a_colleague_is_asked_reads_and_answers(standing: Make) -> None:
    world = _looked_at(standing)
    colleague = make_user(world.rows, "Hana Osei")
    make_member(world.rows, colleague, Role.ADVISER, world.walking.setting.authority)
    edith = world.assessor
    edith.send(world.room("assessor", "/report"), **WORDS)

    asked = edith.send(world.room("assessor", "/report/look"), colleague=str(colleague.id))
    assert asked.status_code == 302, edith.words()
    world.fresh()
    look = world.rows.query(ReportLook).one()
    hana, address = world.browse(colleague), f"/leicester/assessor/looks/{look.id}"
    hana.get("/leicester/assessor")
    assert "look at a colleague’s report" in hana.words()
    hana.send(address, said="helps", words="Name the visit.")
    read = edith.get(world.room("assessor", "/report/preview")).text
    others = [
        one.get(address).status_code
        for one in (edith, world.second, world.member(), world.browse(world.walking.cast.lead))
    ]

    assert "Trust." in hana.get(address).text
    assert "Name the visit." in read
    assert "Hana Osei says what would help" in read
    assert others == [404] * 4


def test_a_colleague_who_has_a_tie_is_not_offered_to_look(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    bound, free = (make_user(world.rows, name) for name in ("Hana Osei", "Tom Fry"))
    for one in (bound, free):
        make_member(world.rows, one, Role.ADVISER, world.walking.setting.authority)
    tie = Tie(
        authority_id=world.journey.authority_id,
        user_id=bound.id,
        setting_id=world.journey.setting_id,
        kind=TieKind.GOVERNS,
        declared_by_id=bound.id,
        declared_at=world.walking.at,
    )
    with writing(world.rows) as session:
        session.add(tie)
    world.assessor.send(world.room("assessor", "/report"), **WORDS)
    address = world.room("assessor", "/report/look")

    words = world.assessor.get(address).text
    world.assessor.send(address, colleague=str(bound.id))

    assert "Tom Fry" in words
    assert "Hana Osei" not in words
    assert world.rows.query(ReportLook).count() == 0


def test_a_route_that_does_not_ask_shows_nothing_of_it(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor
    browser.send(world.room("assessor", "/report"), **WORDS)

    assert "A colleague’s look" not in browser.get(world.room("assessor", "/report/preview")).text


def test_who_was_asked_reads_that_the_report_was_shared_meanwhile(standing: Make) -> None:
    world = _looked_at(standing)
    colleague, other = (make_user(world.rows, name) for name in ("Hana Osei", "Tom Fry"))
    for one in (colleague, other):
        make_member(world.rows, one, Role.ADVISER, world.walking.setting.authority)
    edith = world.assessor
    edith.send(world.room("assessor", "/report"), **WORDS)
    address = "/leicester/assessor/looks/{}".format
    for one in (colleague, other):
        edith.send(world.room("assessor", "/report/look"), colleague=str(one.id))
    world.fresh()
    first, second = world.rows.query(ReportLook).order_by(ReportLook.id)
    with writing(world.rows) as session:
        session.get_one(Report, second.report_id).shared_at = world.walking.at
        session.get_one(Journey, world.journey.id).stage = Stage.CHECKING
    hana, tom = world.browse(colleague), world.browse(other)

    answers = [hana.get(address(first.id)), tom.get(address(second.id)), tom.get(address(first.id))]

    assert "Somebody else was asked to look at the report on Willow Lane" in answers[0].text
    assert "The report on Willow Lane Primary was shared with the setting on" in answers[1].text
    assert "There is nothing that you need to do here." in answers[1].text
    assert [one.status_code for one in answers] == [404] * 3
    assert "Willow Lane" not in answers[2].text
