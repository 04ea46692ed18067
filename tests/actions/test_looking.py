"""A colleague's look at a report before it is first shared, where the route asks for it."""

from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from award.actions import assessing, assigning, looking
from award.demo.walking import Walker
from award.domain.facts import Outcome, Said
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.accounts import Membership, User
from award.storage.db import transaction, writing
from award.storage.journeys import AssignmentKind, Journey
from award.storage.letters import Letter
from award.storage.standing import live_report
from tests.making import actor, journey_at, make_member, make_user


def written(session: Session) -> tuple[Walker, Journey, User]:
    """A report that is whole, on a route that asks for a colleague's look; and a colleague."""
    walking, journey = journey_at(session, Stage.ASSESSING)
    with writing(session):
        journey.route.kept_rules = replace(journey.route.rules, colleague_looks=True).as_json()
    walking.pass_time(days=12)
    visit = walking.assessment_visit()
    assert visit is not None
    walking.write_up(visit, walking.by(Role.ASSESSOR))
    walking.judge_all()
    write(walking, journey)
    colleague = make_user(session, "Hana Osei")
    make_member(session, colleague, Role.ASSESSOR, walking.setting.authority)
    return walking, journey, colleague


def write(walking: Walker, journey: Journey) -> None:
    report = live_report(journey)
    assert report is not None
    words = assessing.ReportWords("Strong.", "Next.", Outcome.AWARD)
    with transaction(lock=journey) as held:
        by = walking.by(Role.ASSESSOR)
        assessing.write_report(held, words, version=report.version, by=by, at=walking.at)


def ask(walking: Walker, journey: Journey, user: User, by: Actor | None = None) -> int:
    with transaction(lock=journey) as held:
        who = by or walking.by(Role.ASSESSOR)
        return looking.ask_for_look(held, user.id, question="Is it fair?", by=who, at=walking.at).id


def give(walking: Walker, journey: Journey, user: User, look: int, **more: object) -> None:
    said = {"is_good": True, "words": "", "version": 1} | more
    by = actor(user, Role.ASSESSOR, walking.setting.authority)
    with transaction(lock=journey) as held:
        looking.give_look(held, look, by=by, at=walking.at, **said)  # type: ignore[arg-type] # as given


def test_the_report_waits_for_the_look_and_is_shared_after_it(session: Session) -> None:
    walking, journey, colleague = written(session)

    with pytest.raises(NotReady, match="Ask a colleague to look"):
        walking.move("share_report", Role.ASSESSOR)
    look = ask(walking, journey, colleague)
    with pytest.raises(NotReady, match="Wait for your colleague"):
        walking.move("share_report", Role.ASSESSOR)
    give(walking, journey, colleague, look)
    walking.move("share_report", Role.ASSESSOR)

    assert journey.stage is Stage.CHECKING


def test_a_revised_report_is_shared_without_another_look(session: Session) -> None:
    walking, journey, colleague = written(session)
    give(walking, journey, colleague, ask(walking, journey, colleague))
    walking.move("share_report", Role.ASSESSOR)

    walking.move("revise_report", Role.ASSESSOR, said=Said(reason="A wrong number"))
    walking.move("share_report", Role.ASSESSOR)

    assert journey.stage is Stage.CHECKING


def test_asking_tells_the_colleague_and_answering_tells_the_assessor(session: Session) -> None:
    walking, journey, colleague = written(session)

    look = ask(walking, journey, colleague)
    give(walking, journey, colleague, look, is_good=False, words="Name the visit.")

    codes = {one.code: one for one in session.query(Letter)}
    assert codes["look_asked"].to_email == colleague.email
    assert codes["look_asked"].path.endswith(f"/assessor/looks/{look}")
    assert codes["look_given"].to_email == walking.cast.assessor.email
    assert "Name the visit." not in codes["look_given"].body


def test_whoever_looked_cannot_judge_it_blind(session: Session) -> None:
    walking, journey, colleague = written(session)
    ask(walking, journey, colleague)
    by = walking.by(Role.COORDINATOR)

    with pytest.raises(NotAllowed, match="looked at the report"), transaction(lock=journey) as held:
        assigning.assign(held, AssignmentKind.SECOND, colleague.id, by=by, at=walking.at)


def test_who_may_be_asked_and_who_may_ask(session: Session) -> None:
    walking, journey, colleague = written(session)
    stranger = make_user(session, "Nobody Special")

    for user in (stranger, walking.cast.assessor, walking.cast.coordinator):
        with pytest.raises(NotReady, match="Choose somebody") as refusal:
            ask(walking, journey, user)
        assert refusal.value.of == "colleague"
    with pytest.raises(NotAllowed):
        ask(walking, journey, colleague, walking.by(Role.COORDINATOR))


def test_asking_somebody_else_ends_the_first_and_only_the_one_asked_answers(
    session: Session,
) -> None:
    walking, journey, colleague = written(session)
    first = ask(walking, journey, colleague)
    second = ask(walking, journey, walking.cast.second)

    with pytest.raises(NotAllowed, match="any more"):
        give(walking, journey, colleague, first)
    with pytest.raises(NotFound):
        give(walking, journey, colleague, second)
    give(walking, journey, walking.cast.second, second)


def test_an_answer_says_what_would_help_and_two_pages_do_not_overwrite(session: Session) -> None:
    walking, journey, colleague = written(session)
    look = ask(walking, journey, colleague)

    with pytest.raises(NotReady):
        give(walking, journey, colleague, look, is_good=False)
    give(walking, journey, colleague, look, is_good=False, words="Shorter.")
    with pytest.raises(Stale):
        give(walking, journey, colleague, look, words="Longer.")


def test_a_role_that_ended_answers_no_more(session: Session) -> None:
    walking, journey, colleague = written(session)
    look = ask(walking, journey, colleague)
    with writing(session):
        session.query(Membership).filter_by(user_id=colleague.id).one().ended_at = walking.at

    with pytest.raises(NotFound):
        give(walking, journey, colleague, look)


def test_who_is_tied_by_now_answers_no_more(session: Session) -> None:
    walking, journey, colleague = written(session)
    look = ask(walking, journey, colleague)
    by = actor(colleague, Role.ASSESSOR, walking.setting.authority)
    with transaction(lock=journey) as held:
        assigning.declare_tie(held, colleague.id, TieKind.GOVERNS, by=by, at=walking.at)

    with pytest.raises(NotFound):
        give(walking, journey, colleague, look)


def test_nothing_is_looked_at_before_it_is_written_or_once_it_is_shared(session: Session) -> None:
    walking, journey = journey_at(session, Stage.ASSESSING)
    with pytest.raises(NotReady, match="Write the strengths"):
        ask(walking, journey, walking.cast.second)
    walking.walk_to(Stage.CHECKING)

    with pytest.raises(NotAllowed, match="before it is shared"):
        ask(walking, journey, walking.cast.second)
