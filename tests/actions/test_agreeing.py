"""What assessor and second agree on where they differed: written by one, confirmed by the other."""

import pytest
from sqlalchemy.orm import Session

from award.actions import agreeing, assessing, assigning
from award.demo.walking import Walker
from award.domain.basis import Basis
from award.domain.facts import Said
from award.domain.frameworks import Judged
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.domain.stages import Stage
from award.storage.assessments import Judge, Judgement
from award.storage.db import transaction
from award.storage.journeys import AssignmentKind, History, Journey
from tests.making import journey_at

Both = tuple[Walker, Journey]


def second_judges(walking: Walker, journey: Journey, *, give: bool = True) -> None:
    """The second sees 1.1 as developing, and the rest as the assessor does."""
    with transaction(lock=journey) as held:
        by, second = walking.by(Role.COORDINATOR), walking.cast.second.id
        assigning.assign(held, AssignmentKind.SECOND, second, by=by, at=walking.at)
    by = walking.by(Role.SECOND)
    with transaction(lock=journey) as held:
        for one in list(held.asked):
            point = Judged.DEVELOPING if one.code == "1.1" else Judged.MET
            assessing.judge_blind(
                held, one.code, point, note="No date.", basis=[Basis.READ], by=by, at=walking.at
            )
        if give:
            assessing.give_second_judgement(held, by=by, at=walking.at)


@pytest.fixture
def both(session: Session) -> Both:
    walking, journey = journey_at(session, Stage.DECIDING)
    second_judges(walking, journey)
    return walking, journey


def agree(both: Both, role: Role, point: Judged, seen: int = 0, code: str = "1.1") -> Judgement:
    walking, journey = both
    with transaction(lock=journey) as held:
        return agreeing.agree_judgement(
            held, code, point, note="We read it again.", seen=seen, by=walking.by(role),
            at=walking.at,
        )  # fmt: skip


def test_one_writes_and_the_other_confirms(both: Both) -> None:
    walking, journey = both

    written = agree(both, Role.ASSESSOR, Judged.DEVELOPING)
    before = written.confirmed_at
    with transaction(lock=journey) as held:
        agreeing.confirm_judgement(
            held, "1.1", seen=written.id, by=walking.by(Role.SECOND), at=walking.at
        )

    assert (before, written.confirmed_at) == (None, walking.at)
    assert written.confirmed_by_id == walking.cast.second.id
    assert assessing.find_live(journey, "1.1", Judge.ASSESSOR).judged is Judged.MET  # type: ignore[union-attr] # it was judged


def test_the_same_point_from_the_other_confirms_and_another_begins_anew(both: Both) -> None:
    first = agree(both, Role.ASSESSOR, Judged.MET)
    other = agree(both, Role.SECOND, Judged.DEVELOPING, seen=first.id)
    same = agree(both, Role.ASSESSOR, Judged.DEVELOPING, seen=other.id)

    assert first.superseded_at is not None
    assert (same.id, same.confirmed_at is not None) == (other.id, True)


def test_nobody_confirms_what_they_wrote(both: Both) -> None:
    walking, journey = both
    written = agree(both, Role.SECOND, Judged.DEVELOPING)

    with pytest.raises(NotAllowed, match="wrote it yourself"), transaction(lock=journey) as held:
        agreeing.confirm_judgement(
            held, "1.1", seen=written.id, by=walking.by(Role.SECOND), at=walking.at
        )

    assert written.confirmed_at is None


def test_two_at_once_lose_nothing(both: Both) -> None:
    agree(both, Role.ASSESSOR, Judged.MET)

    with pytest.raises(Stale):
        agree(both, Role.SECOND, Judged.DEVELOPING, seen=0)


@pytest.mark.parametrize(
    ("role", "point", "code", "refusal"),
    [
        (Role.COORDINATOR, Judged.MET, "1.1", NotAllowed),
        (Role.PANEL, Judged.MET, "1.1", NotAllowed),
        (Role.ASSESSOR, Judged.MET, "1.3", NotAllowed),
        (Role.ASSESSOR, Judged.NOT_APPLICABLE, "1.1", NotReady),
    ],
)
def test_only_the_two_agree_and_only_where_they_differ(
    both: Both, role: Role, point: Judged, code: str, refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        agree(both, role, point, code=code)


def test_before_both_are_in_nothing_is_agreed(session: Session) -> None:
    walking, journey = journey_at(session, Stage.DECIDING)
    second_judges(walking, journey, give=False)

    with pytest.raises(NotAllowed, match="both judgements are in"):
        agree((walking, journey), Role.ASSESSOR, Judged.MET)


def test_words_are_asked_for_and_nothing_to_confirm_is_said(both: Both) -> None:
    walking, journey = both

    with pytest.raises(NotReady), transaction(lock=journey) as held:
        agreeing.agree_judgement(
            held, "1.1", Judged.MET, note=" ", seen=0, by=walking.by(Role.SECOND), at=walking.at
        )
    with pytest.raises(NotAllowed, match="Nothing was written"), transaction(lock=journey) as held:
        agreeing.confirm_judgement(held, "1.1", seen=0, by=walking.by(Role.SECOND), at=walking.at)


def test_what_was_agreed_stands_in_the_history_once(both: Both, session: Session) -> None:
    walking, journey = both
    written = agree(both, Role.ASSESSOR, Judged.MET)
    for _ in range(2):
        with transaction(lock=journey) as held:
            agreeing.confirm_judgement(
                held, "1.1", seen=written.id, by=walking.by(Role.SECOND), at=walking.at
            )

    lines = session.query(History).filter_by(what="agree_judgement").all()
    assert [one.words for one in lines] == ["1.1: met", "1.1: met, confirmed"]


def test_what_was_agreed_settles_no_later_judgement(both: Both) -> None:
    walking, journey = both
    agreed = agree(both, Role.ASSESSOR, Judged.MET)
    walking.move("revise_report", Role.COORDINATOR, said=Said(reason="Look at 1.1 once more."))
    by = walking.by(Role.ASSESSOR)

    def judge(point: Judged) -> None:
        with transaction(lock=journey) as held:
            assessing.judge(
                held, "1.1", point, note="No date.", basis=[Basis.READ], by=by, at=walking.at
            )

    judge(Judged.MET)
    stands = agreed.superseded_at is None
    judge(Judged.NOT_YET)

    assert stands
    assert agreed.superseded_at == walking.at
