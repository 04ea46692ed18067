"""A piece is used for an action or a visit of its own journey, and nothing else is."""

import pytest
from sqlalchemy.orm import Session

from award.actions.linking import LinkWords, link_everywhere, link_evidence
from award.actions.sharing import share_evidence, stop_sharing
from award.actions.using import Target, say_why_used, use_evidence
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.queries.uses import count_by_action, list_to_choose, list_uses
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem
from award.storage.plans import PlannedAction
from award.storage.visits import Visit
from tests.actions.many import Two, a_file, give, two_of_a_group
from tests.making import journey_at


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def action_of(session: Session, walking: Walker) -> PlannedAction:
    return session.query(PlannedAction).filter_by(journey_id=walking.journey.id).all()[0]


def visit_of(session: Session, walking: Walker) -> Visit:
    return session.query(Visit).filter_by(journey_id=walking.journey.id).all()[0]


def use(
    walking: Walker, *pairs: tuple[int, Target], end: tuple[tuple[int, Target], ...] = ()
) -> int:
    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.LEAD)
        return use_evidence(held, pairs, end=end, by=by, at=walking.at)


def used(session: Session, walking: Walker, role: Role = Role.LEAD) -> list[tuple[str, str]]:
    found = list_uses(session, walking.by(role), walking.journey)
    return [(one.item.title, one.use.why_it_counts) for one in found]


def test_a_piece_shows_an_action_to_be_done_and_is_looked_at_at_a_visit(
    session: Session, walking: Walker
) -> None:
    item = give(walking, "1.1")
    for_action = Target(action_id=action_of(session, walking).id)
    for_visit = Target(visit_id=visit_of(session, walking).id)

    changed = use(walking, (item.id, for_action), (item.id, for_visit), (item.id, for_visit))

    lead = walking.by(Role.LEAD)
    assert changed == 2
    assert count_by_action(session, lead, walking.journey) == {for_action.action_id: 1}
    assert [one.code for one in list_uses(session, lead, walking.journey)] == ["1.1", "1.1"]
    assert use(walking, end=((item.id, for_action),)) == 1
    assert use(walking, end=((item.id, for_action),)) == 0
    assert [one.use.visit_id for one in list_uses(session, lead, walking.journey)] == [
        for_visit.visit_id
    ]


def test_for_an_action_why_it_counts_is_taken_from_the_criterion_that_both_are_for(
    session: Session, walking: Walker
) -> None:
    action = action_of(session, walking)
    code = action.criteria[0]
    item = give(walking, "2.1" if code != "2.1" else "2.2")
    with transaction(lock=walking.journey) as held:
        words = LinkWords("", "Children say so")
        by = walking.by(Role.LEAD)
        link_evidence(held, item.id, code, words, by=by, at=walking.at)

    use(walking, (item.id, Target(action_id=action.id)))

    assert [why for _, why in used(session, walking)] == ["Children say so"]


def test_why_it_is_used_is_changed_on_the_page_that_is_up_to_date_only(
    session: Session, walking: Walker
) -> None:
    item, target = give(walking, "1.1"), Target(visit_id=visit_of(session, walking).id)
    use(walking, (item.id, target))

    def say(why: str, seen: int) -> None:
        with transaction(lock=walking.journey) as held:
            by = walking.by(Role.LEAD)
            say_why_used(held, item.id, target, why, seen=seen, by=by, at=walking.at)

    say("Read it before you come", 1)

    with pytest.raises(Stale):
        say("Something else", 1)
    assert [why for _, why in used(session, walking)] == ["Read it before you come"]
    use(walking, end=((item.id, target),))
    with pytest.raises(NotFound):
        say("It is used no more", 2)


def test_what_counts_for_nothing_or_lost_its_file_is_not_used(
    session: Session, walking: Walker
) -> None:
    tray, gone = give(walking, ""), give(walking, "1.1", file=a_file(sha256="two"))
    target = Target(action_id=action_of(session, walking).id)
    with transaction(lock=walking.journey):
        gone.versions[-1].gone_at = walking.at

    for item in (tray, gone):
        with pytest.raises(NotReady):
            use(walking, (item.id, target))
    assert used(session, walking) == []


def test_what_counts_for_no_criterion_any_more_is_used_no_more(
    session: Session, walking: Walker
) -> None:
    item = give(walking, "1.1")
    use(walking, (item.id, Target(action_id=action_of(session, walking).id)))

    with transaction(lock=walking.journey) as held:
        link_everywhere(held, item.id, remove=["1.1"], by=walking.by(Role.LEAD), at=walking.at)

    assert used(session, walking) == []


def test_nothing_is_used_across_journeys_or_once_the_report_is_shared(session: Session) -> None:
    two = two_of_a_group(session)
    mine, theirs = give(two.owner, "1.1"), give(two.other, "1.1", file=a_file(sha256="two"))
    own, other = action_of(session, two.owner), action_of(session, two.other)

    for pair in (
        (mine.id, Target(action_id=other.id)),
        (mine.id, Target(visit_id=visit_of(session, two.other).id)),
        (theirs.id, Target(action_id=own.id)),
        (mine.id, Target(action_id=999_999)),
    ):
        with pytest.raises(NotFound):
            use(two.owner, pair)
    two.owner.walk_to(Stage.DECIDING)
    with pytest.raises(NotAllowed):
        use(two.owner, (mine.id, Target(action_id=own.id)))


def test_a_shared_piece_is_used_until_it_is_shared_no_longer(session: Session) -> None:
    two = two_of_a_group(session)
    item = give(two.owner, "1.1")
    share(two, item)
    with transaction(lock=two.other.journey) as held:
        by = two.lead(two.other)
        link_evidence(held, item.id, "1.1", LinkWords(), by=by, at=two.other.at)
    target = Target(action_id=action_of(session, two.other).id)
    use(two.other, (item.id, target))
    before = used(session, two.other)

    with transaction(lock=two.owner.journey) as held:
        ids = [two.other.setting.id]
        stop_sharing(held, item.id, ids, by=two.lead(), at=two.owner.at)

    assert len(before) == 1
    assert used(session, two.other) == []


def share(two: Two, item: EvidenceItem) -> None:
    with transaction(lock=two.owner.journey) as held:
        ids = [two.other.setting.id]
        share_evidence(held, item.id, ids, by=two.lead(), at=two.owner.at)


def test_what_can_be_chosen_begins_with_what_is_near(session: Session, walking: Walker) -> None:
    near, far = give(walking, "1.1"), give(walking, "2.1", file=a_file(sha256="two"))
    give(walking, "", file=a_file(sha256="three"))
    lead, journey = walking.by(Role.LEAD), walking.journey

    def ids(**asked: object) -> list[int]:
        return [one.id for one in list_to_choose(session, lead, journey, **asked)]

    found = [one for one in ids(codes=("1.1",)) if one in (near.id, far.id)]
    assert found == [near.id, far.id]
    assert ids(words="no such word", also=[far.id]) == [far.id]
