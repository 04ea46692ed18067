"""What a visitor saw is added by the visitor, marked, between the visit's beginning and its end."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions.collecting import KeptBytes
from award.actions.covering_up import cover_picture
from award.actions.describing import describe_evidence
from award.actions.letting_go import remove_evidence
from award.actions.linking import LinkWords, link_everywhere, link_evidence
from award.actions.replacing import VersionWords, add_version
from award.actions.sending import EvidenceWords
from award.actions.sharing import share_evidence
from award.actions.using import Target, use_evidence
from award.actions.whose_piece import ASK_FOR_IT, why_visitors
from award.actions.witnessing import add_seen
from award.demo.walking import Walker
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.stages import Stage
from award.domain.visits import VisitState
from award.queries.evidence import list_evidence
from award.queries.judgements import list_criteria
from award.queries.sought import Sought
from award.queries.uses import count_by_action, list_to_choose, list_uses
from award.storage.db import session_of, transaction
from award.storage.evidence import EvidenceItem, EvidenceState, Origin, Scan
from award.storage.journeys import Journey
from award.storage.plans import PlannedAction
from award.storage.visits import Visit
from tests.making import journey_at

SEEN = EvidenceWords(title="", criterion="1.4", note="The log is open on the office screen.")


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.ASSESSING)[0]


@pytest.fixture
def visit(walking: Walker, session: Session) -> Visit:
    """The assessment visit, which began an hour ago and has no record yet."""
    with transaction(lock=walking.journey) as held:
        row = Visit(
            authority_id=held.authority_id, journey_id=held.id, kind="assessment",
            form="on_site", state=VisitState.CONFIRMED, starts_at=walking.at - timedelta(hours=1),
            visitor_id=walking.cast.assessor.id, visitor_role=Role.ASSESSOR,
            proposed_at=walking.at - timedelta(days=9),
        )  # fmt: skip
        session.add(row)
        session.flush()
    return row


def see(walking: Walker, visit_id: int, by: Actor, words: EvidenceWords = SEEN) -> EvidenceItem:
    with transaction(lock=walking.journey) as held:
        return add_seen(held, visit_id, words, by=by, at=walking.at)


def test_it_is_marked_with_its_visit_and_counts_for_its_criterion(
    walking: Walker, visit: Visit
) -> None:
    item = see(walking, visit.id, walking.by(Role.ASSESSOR))

    assert (item.origin, item.visit_id, item.state) == (
        Origin.VISITOR,
        visit.id,
        EvidenceState.GIVEN,
    )
    assert item.title.startswith("Seen at the visit on ")
    assert [one.criterion for one in item.links] == ["1.4"]
    assert walking.journey.history[-1].what == "add_seen"


def test_only_the_visitor_adds_it(walking: Walker, visit: Visit) -> None:
    for role in (Role.COORDINATOR, Role.LEAD):
        with pytest.raises(NotAllowed, match="Only the visitor"):
            see(walking, visit.id, walking.by(role))


def test_not_before_the_visit_and_not_after_its_record_is_agreed(
    walking: Walker, visit: Visit
) -> None:
    with transaction(lock=walking.journey):
        visit.starts_at = walking.at + timedelta(hours=1)
    with pytest.raises(NotReady, match="after the visit has begun"):
        see(walking, visit.id, walking.by(Role.ASSESSOR))

    with transaction(lock=walking.journey):
        visit.starts_at, visit.state = walking.at - timedelta(hours=1), VisitState.SIGNED
    with pytest.raises(NotAllowed, match="moved on"):
        see(walking, visit.id, walking.by(Role.ASSESSOR))


def test_it_needs_a_criterion_that_is_asked_and_something_said(
    walking: Walker, visit: Visit
) -> None:
    for words in (
        EvidenceWords(title="", note="Seen"),
        EvidenceWords(title="A title", criterion="1.4"),
    ):
        with pytest.raises(NotReady):
            see(walking, visit.id, walking.by(Role.ASSESSOR), words)

    with pytest.raises(NotFound):
        see(walking, visit.id, walking.by(Role.ASSESSOR), EvidenceWords("", "9.9", note="Seen"))


def test_a_second_does_not_see_what_another_saw(
    walking: Walker, visit: Visit, session: Session
) -> None:
    item = see(walking, visit.id, walking.by(Role.ASSESSOR))
    second = Actor(Role.SECOND, walking.cast.second.id, "T", walking.journey.authority_id)

    def shown(by: Actor) -> set[int]:
        seen = list_criteria(session, walking.journey, by)
        return {link.item_id for one in seen for link in one.evidence}

    in_list = {one.id for one in list_evidence(session, second, walking.journey).items}
    assert item.id in shown(walking.by(Role.ASSESSOR))
    assert item.id not in shown(second) | in_list


def test_a_second_finds_what_was_seen_neither_by_words_nor_by_what_it_is_used_for(
    walking: Walker, visit: Visit, session: Session
) -> None:
    item, lead = see(walking, visit.id, walking.by(Role.ASSESSOR)), walking.by(Role.LEAD)
    action = session.query(PlannedAction).filter_by(journey_id=walking.journey.id).first()
    assert action is not None
    with transaction(lock=walking.journey) as held:
        pairs = [(item.id, Target(action_id=action.id)), (item.id, Target(visit_id=visit.id))]
        use_evidence(held, pairs, by=lead, at=walking.at)
    second, journey = walking.by(Role.SECOND), walking.journey
    words = Sought(words="office screen")

    def found(by: Actor) -> tuple[int, int, int, int]:
        return (
            list_evidence(session, by, journey, words).total,
            len(list_uses(session, by, journey)),
            sum(count_by_action(session, by, journey).values()),
            len(list_to_choose(session, by, journey, also=[item.id], words="office")),
        )

    assert found(lead) == (1, 2, 1, 1)
    assert found(second) == (0, 0, 0, 0)


def test_the_very_same_is_kept_once_and_counts_for_each_criterion_named(
    walking: Walker, visit: Visit
) -> None:
    by = walking.by(Role.ASSESSOR)

    seen = [
        see(walking, visit.id, by, words)
        for words in (
            SEEN, SEEN, replace(SEEN, criterion="2.1"), replace(SEEN, note="Another thing."),
        )
    ]  # fmt: skip

    assert [one.id == seen[0].id for one in seen] == [True, True, True, False]
    assert {one.criterion for one in seen[0].links} == {SEEN.criterion, "2.1"}


PHOTO = KeptBytes("leicester/1/wall", "wall.jpg", "a" * 64, 500, "image/jpeg", Scan.CLEAN)
OTHER = KeptBytes("leicester/1/other", "wall.jpg", "b" * 64, 400, "image/jpeg", Scan.CLEAN)
Change = Callable[[Journey, EvidenceItem, Actor, datetime], object]
OF_WORDS: dict[str, Change] = {
    "describe": lambda held, item, by, at: describe_evidence(
        held,
        item.id,
        replace(SEEN, note="All is well.", recognisable=False),
        version=item.version,
        by=by,
        at=at,
    ),
    "replace": lambda held, item, by, at: add_version(
        held, item.id, OTHER, VersionWords(recognisable=False), version=item.version, by=by, at=at
    ),
    "share": lambda held, item, by, at: share_evidence(held, item.id, [], by=by, at=at),
    "link": lambda held, item, by, at: link_evidence(
        held, item.id, "2.1", LinkWords(), by=by, at=at
    ),
    "say why": lambda held, item, by, at: link_evidence(
        held, item.id, "1.4", LinkWords(why_it_counts="All is well."), seen=1, by=by, at=at
    ),
    "unlink": lambda held, item, by, at: link_everywhere(
        held, item.id, remove=["1.4"], by=by, at=at
    ),
}
OF_KEEPING: dict[str, Change] = {
    "cover": lambda held, item, by, at: cover_picture(
        held, item.id, OTHER, version=item.version, by=by, at=at
    ),
    "remove": lambda held, item, by, at: remove_evidence(held, item.id, by=by, at=at),
}


def photo_of(walking: Walker, visit: Visit) -> EvidenceItem:
    words, by = replace(SEEN, recognisable=False), walking.by(Role.ASSESSOR)
    with transaction(lock=walking.journey) as held:
        return add_seen(held, visit.id, words, file=PHOTO, by=by, at=walking.at)


def on_behalf(walking: Walker) -> Actor:
    by = walking.by(Role.COORDINATOR)
    return replace(by, on_behalf=True, setting_id=walking.setting.id)


@pytest.mark.parametrize(
    "change", [*OF_WORDS.values(), *OF_KEEPING.values()], ids=[*OF_WORDS, *OF_KEEPING]
)
def test_the_setting_changes_nothing_of_what_a_visitor_saw(
    walking: Walker, visit: Visit, change: Change
) -> None:
    item = photo_of(walking, visit)

    with (
        pytest.raises(NotAllowed, match=r"Edith Moss saw this at a visit.* answer to the record"),
        transaction(lock=walking.journey) as held,
    ):
        change(held, item, walking.by(Role.LEAD), walking.at)


@pytest.mark.parametrize("change", OF_WORDS.values(), ids=OF_WORDS)
def test_nor_does_the_coordinator_say_anything_else_for_them(
    walking: Walker, visit: Visit, change: Change
) -> None:
    item = photo_of(walking, visit)

    with (
        pytest.raises(NotAllowed, match="crop or blur a picture, or take it away"),
        transaction(lock=walking.journey) as held,
    ):
        change(held, item, on_behalf(walking), walking.at)


@pytest.mark.parametrize("change", OF_KEEPING.values(), ids=OF_KEEPING)
def test_the_coordinator_lets_go_of_what_shows_too_much(
    walking: Walker, visit: Visit, change: Change
) -> None:
    item = photo_of(walking, visit)

    with transaction(lock=walking.journey) as held:
        change(held, item, on_behalf(walking), walking.at)

    assert walking.journey.history[-1].what in ("cover_picture", "remove_evidence")


def test_who_saw_it_may_change_it_until_the_record_is_agreed(walking: Walker, visit: Visit) -> None:
    item, by = photo_of(walking, visit), walking.by(Role.ASSESSOR)
    with transaction(lock=walking.journey) as held:
        OF_WORDS["describe"](held, item, by, walking.at)
    assert item.note == "All is well."

    with transaction(lock=walking.journey):
        visit.state = VisitState.SIGNED
    with (
        pytest.raises(NotAllowed, match="You saw this at a visit, and its record is agreed"),
        transaction(lock=walking.journey) as held,
    ):
        OF_WORDS["describe"](held, item, by, walking.at)


def test_once_the_record_is_agreed_the_setting_is_sent_to_no_answer(
    walking: Walker, visit: Visit
) -> None:
    item, lead = photo_of(walking, visit), walking.by(Role.LEAD)
    with transaction(lock=walking.journey):
        visit.state = VisitState.SIGNED

    why = why_visitors(item, by=lead)

    assert why == f"Edith Moss saw this at a visit, so it stays as they wrote it. {ASK_FOR_IT}"


def test_what_was_carried_on_from_an_earlier_visit_can_be_taken_off_again(
    walking: Walker, visit: Visit
) -> None:
    item = photo_of(walking, visit)
    with transaction(lock=walking.journey):
        now, at = walking.journey, walking.at - timedelta(days=700)
        earlier = Journey(
            authority_id=now.authority_id, setting_id=now.setting_id,
            framework_id=now.framework_id, route_id=now.route_id, stage=Stage.AWARDED,
            stage_since=at, turn=now.turn, waiting_since=at, opened_at=at, ended_at=at,
            last_setting_act_at=at,
        )  # fmt: skip
        session_of(now).add(earlier)
        session_of(now).flush()
        visit.journey_id = earlier.id

    with transaction(lock=walking.journey) as held:
        OF_WORDS["unlink"](held, item, walking.by(Role.LEAD), walking.at)

    assert walking.journey.history[-1].what == "unlink_evidence"
