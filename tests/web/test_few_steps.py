"""What those who look on and those who administer do most often, counted from their first page."""

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters import clock
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.groups import Shown
from award.storage.accounts import Invitation, Membership, User
from award.storage.authorities import Cover
from award.storage.db import writing
from award.storage.settings import Group, Setting
from tests.making import journey_at, make_group, make_member, make_user
from tests.pages import PageClient
from tests.steps import Steps

SignIn = Callable[[User], PageClient]


@pytest.fixture
def walker(rows: Session) -> Iterator[Walker]:
    """A setting of a trust that holds the award, an hour after it was told."""
    found, _ = journey_at(rows, Stage.AWARDED)
    group = make_group(rows)
    with writing(rows) as session:
        session.get_one(Setting, found.setting.id).group_id = group.id
    with clock.frozen_at(found.pass_time(hours=1)):
        yield found


@pytest.fixture
def steering(walker: Walker, rows: Session, signed_in_as: SignIn) -> Steps:
    user = make_user(rows, "Dilys Parry")
    make_member(rows, user, Role.STEERING, walker.setting.authority)
    return Steps(signed_in_as(user), "/leicester/steering")


@pytest.fixture
def viewer(walker: Walker, rows: Session, signed_in_as: SignIn) -> Steps:
    user, group = make_user(rows, "Verity Lamb"), walker.setting.group_id
    assert group is not None
    make_member(rows, user, Role.GROUP_VIEWER, rows.get_one(Group, group))
    return Steps(signed_in_as(user), f"/group/{group}")


@pytest.fixture
def auditor(walker: Walker, rows: Session, signed_in_as: SignIn) -> Steps:
    user = make_user(rows, "Marek Nowak")
    make_member(rows, user, Role.AUDITOR, walker.setting.authority)
    return Steps(signed_in_as(user), "/leicester/audit")


@pytest.fixture
def administrator(walker: Walker, rows: Session, signed_in_as: SignIn) -> Steps:
    user = make_user(rows, "Wren Abbott")
    make_member(rows, user, Role.ADMINISTRATOR, walker.setting.authority)
    return Steps(signed_in_as(user), "/admin")


def test_the_steering_group_reads_how_it_goes_without_a_step(steering: Steps) -> None:
    for words in (
        "Of 1 setting, 1 holds the award today",  # reach
        "What was decided",
        "To ask about",
        "How far it reaches",
    ):
        assert steering.reads(words)
    assert steering.count == 0


def test_the_steering_group_has_the_outcomes_to_ratify_in_one_step(steering: Steps) -> None:
    steering.follows("Every outcome that was released")

    assert steering.reads("Willow Lane Primary")
    assert steering.count == 1


def test_the_steering_group_finds_an_outcome_in_two_steps(steering: Steps) -> None:
    steering.follows("Every outcome that was released").finds(search="willow")

    assert steering.reads("Willow Lane Primary")
    assert steering.count == 2


def test_the_steering_group_finds_what_was_turned_down_in_three_steps(steering: Steps) -> None:
    steering.follows("Every outcome that was released").finds(
        ticks=1, outcome=str(Outcome.TURN_DOWN)
    )

    assert steering.reads("Nothing found")
    assert steering.count == 3


def test_the_steering_group_sees_what_the_public_sees_in_one_step(steering: Steps) -> None:
    steering.follows("What the public sees")

    assert steering.reads("Willow Lane Primary")
    assert steering.count == 1


def test_a_trust_sees_where_all_stand_and_what_they_hold_without_a_step(viewer: Steps) -> None:
    for words in ("1 holds the award", "Willow Lane Primary", "Awarded", "Policy check"):
        assert viewer.reads(words)
    assert viewer.count == 0


def test_a_trust_finds_one_setting_in_one_step(viewer: Steps) -> None:
    viewer.finds(search="willow")

    assert viewer.reads("Willow Lane Primary")
    assert viewer.count == 1


@pytest.mark.parametrize(
    ("shown", "is_there"), [(Shown.HOLD, True), (Shown.UNDER_WAY, False), (Shown.NOT_BEGUN, False)]
)
def test_a_trust_picks_out_who_holds_is_under_way_or_has_not_begun_in_two_steps(
    viewer: Steps, shown: Shown, is_there: bool
) -> None:
    viewer.finds(ticks=1, shown=str(shown))

    assert viewer.reads("Willow Lane Primary") is is_there
    assert viewer.count == 2


def test_an_auditor_finds_a_journey_in_one_step(auditor: Steps) -> None:
    auditor.finds(search="willow")

    assert auditor.reads("Willow Lane Primary")
    assert auditor.count == 1


def test_an_auditor_reads_what_was_decided_and_who_did_what_in_one_step(auditor: Steps) -> None:
    auditor.follows("Willow Lane Primary")

    for words in ("Children feel safe here and say why.", "Application sent", "The assessor"):
        assert auditor.reads(words)
    assert auditor.count == 1


def test_an_auditor_sees_which_files_were_before_the_panel_in_two_steps(auditor: Steps) -> None:
    auditor.follows("Willow Lane Primary").follows("What the panel looked at")

    assert auditor.count == 2


def test_an_auditor_sees_who_opened_evidence_in_one_step(auditor: Steps) -> None:
    auditor.follows("Who opened evidence")

    assert auditor.count == 1


def test_an_administrator_sees_what_is_stuck_in_one_step(administrator: Steps) -> None:
    administrator.follows("Health")

    assert administrator.reads("Work that failed too often")
    assert administrator.count == 1


def test_an_administrator_invites_somebody_in_four_steps(
    administrator: Steps, rows: Session
) -> None:
    administrator.follows("Leicester").follows("Invite somebody")
    administrator.sends(ticks=1, name="Ida Bell", email="ida@example.org", role="coordinator")

    rows.rollback()
    assert rows.scalars(select(Invitation.name)).one() == "Ida Bell"
    assert administrator.count == 4


def test_an_administrator_lets_somebody_go_in_four_steps(
    administrator: Steps, rows: Session
) -> None:
    administrator.follows("Leicester").finds(search="Oduya").follows("Remove").sends()

    rows.rollback()
    gone = select(User.name).join(Membership).where(Membership.ended_at.is_not(None))
    assert rows.scalars(gone).all() == ["Grace Oduya"]
    assert administrator.count == 4


def test_an_administrator_founds_an_authority_in_two_steps(administrator: Steps) -> None:
    administrator.follows("Add an authority")
    administrator.sends(name="Fenwick Vale", code="fenwick-vale", number_prefix="FEN")

    assert administrator.reads("Fenwick Vale is added.")
    assert administrator.count == 2


def test_an_administrator_names_who_stands_in_in_five_steps(
    administrator: Steps, walker: Walker, rows: Session
) -> None:
    other = make_user(rows, "Ida Bell")
    make_member(rows, other, Role.COORDINATOR, walker.setting.authority)
    administrator.follows("Stand-ins").follows("Name who stands in")

    day = clock.today()
    on = [str(day.day), str(day.month), str(day.year)]
    who = {"user_id": str(walker.cast.coordinator.id), "cover_user_id": str(other.id)}

    administrator.sends(ticks=2, **who, from_on=on, until_on=on)

    rows.rollback()
    assert rows.scalars(select(Cover.cover_user_id)).all() == [other.id]
    assert administrator.count == 5


def test_an_administrator_is_two_steps_from_what_an_authority_sets(administrator: Steps) -> None:
    for words in ("Its scheme", "Name, colour and logo", "Who signs"):
        there = Steps(administrator.browser, "/admin").follows("Leicester").follows(words)

        assert there.count == 2
