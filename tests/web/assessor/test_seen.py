"""What an assessor saw at a visit becomes evidence, marked as seen by them."""

from collections.abc import Callable
from datetime import timedelta

from award.domain.stages import Stage
from award.domain.title_hints import OF_NAME
from award.domain.visits import VisitState
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem, Origin
from award.storage.visits import Visit
from tests.fixtures_rooms import Standing

Make = Callable[..., Standing]
SAID = {"criterion": "1.4", "note": "The log is open on the office screen."}


def visit_in(world: Standing, *, hours_ago: int = 1) -> Visit:
    """The assessment visit, begun an hour ago."""
    with transaction(lock=world.journey) as held:
        row = Visit(
            authority_id=held.authority_id, journey_id=held.id, kind="assessment",
            form="on_site", state=VisitState.CONFIRMED,
            starts_at=world.walking.at - timedelta(hours=hours_ago),
            visitor_id=world.walking.cast.assessor.id, visitor_role="assessor",
            proposed_at=world.walking.at - timedelta(days=9),
        )  # fmt: skip
        world.rows.add(row)
    return row


def seen(world: Standing) -> list[EvidenceItem]:
    world.fresh()
    return world.rows.query(EvidenceItem).filter_by(origin=Origin.VISITOR).all()


def test_it_is_shown_to_everybody_as_seen_by_the_visitor(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    visit, edith = visit_in(world), world.assessor
    address = world.room("assessor", f"/visits/{visit.id}/seen")

    for _ in range(2):
        edith.send(address, **SAID)
    edith.get(world.room("assessor", "/criteria/1.4"))

    assert len(seen(world)) == 1
    assert "Seen by Edith Moss at the visit on " in edith.words()


def test_it_is_asked_of_pupils_where_a_school_is_visited(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    visit, edith = visit_in(world), world.assessor

    edith.get(world.room("assessor", f"/visits/{visit.id}/seen"))

    assert "No names of pupils, and nothing from a pupil’s record." in edith.words()
    assert "Could somebody recognise a pupil in it?" in edith.words()


def test_what_is_missing_is_asked_for_and_nothing_is_kept(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    visit, edith = visit_in(world), world.assessor

    edith.send(world.room("assessor", f"/visits/{visit.id}/seen"), note="")

    assert "Choose the criterion" in edith.words()
    assert "Say in a sentence what you saw" in edith.words()
    assert seen(world) == []


def test_before_the_visit_there_is_nothing_to_add(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    visit, edith = visit_in(world, hours_ago=-30), world.assessor

    edith.send(world.room("assessor", f"/visits/{visit.id}/seen"), **SAID)

    assert "Add what you saw after the visit has begun" in edith.words()
    assert seen(world) == []


def test_what_looks_like_a_childs_name_is_said_and_kept_all_the_same(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    visit, edith = visit_in(world), world.assessor
    address = world.room("assessor", f"/visits/{visit.id}/seen")

    edith.send(address, criterion="1.4", note="Jack Smith showed me the box.")
    edith.get(world.room("assessor", f"/visits/{visit.id}"))

    assert OF_NAME in edith.words()
    assert len(seen(world)) == 1
