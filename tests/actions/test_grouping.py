"""Groups made by hand: filled, emptied, looked at; each within its authority's walls."""

from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.grouping import begin_group, drop_group, put_in, rename_group, take_out
from award.actions.inviting import accept_invitation
from award.actions.inviting_viewers import Viewer, end_viewer, invite_viewer, take_viewer_back
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.stages import Stage
from award.queries.groups import list_settings
from award.queries.journeys import find_journey
from award.storage.accounts import Invitation, Membership, User
from award.storage.authorities import Authority
from award.storage.db import transaction
from award.storage.journeys import History
from award.storage.scheme import SchemeChange
from award.storage.settings import Group, Setting
from tests.making import actor, at, journey_at, make_authority, make_group, make_setting, make_user

TODAY = at(10).date()


@dataclass
class Desk:
    """An authority with a coordinator who keeps its groups."""

    rows: Session
    owner: Authority
    colm: User

    def do(self, act: Any, *given: Any, role: Role = Role.COORDINATOR, **more: Any) -> Any:
        by = actor(self.colm, role, self.owner)
        with transaction(lock=self.owner) as held:
            return act(held, *given, by=by, at=at(10), **more)

    def make(self, name: str = "Riverside Trust", *places: Setting) -> int:
        made = self.do(begin_group, name).id
        assert isinstance(made, int)
        if places:
            self.do(put_in, made, [one.id for one in places])
        return made

    def invite(self, group_id: int, email: str = "verity@example.org") -> Invitation:
        who = Viewer(email, "Verity Lamb")
        number = self.rows.query(Invitation).count()
        found = self.do(invite_viewer, group_id, who, token="t", digest=f"d{number}")
        assert isinstance(found, Invitation)
        return found

    def accept(self, row: Invitation, user: User | None = None) -> User:
        with transaction(lock=row) as held:
            return accept_invitation(
                held, user=user, name="Verity Lamb", password_hash="x", at=at(10)
            )


def desk_at(session: Session, code: str = "leicester", name: str = "Colm Brady") -> Desk:
    return Desk(session, make_authority(session, code), make_user(session, name))


@pytest.fixture
def desk(session: Session) -> Desk:
    return desk_at(session)


def seen(session: Session, user: User, group_id: int) -> list[str]:
    who = Actor(Role.GROUP_VIEWER, user.id, user.name, group_id=group_id)
    return [one.name for one in list_settings(session, who, today=TODAY)]


def test_a_group_is_made_filled_and_emptied_with_a_line_for_each(desk: Desk) -> None:
    place = make_setting(desk.rows, desk.owner)

    made = desk.make("  Riverside   Trust ", place)
    assert (place.group_id, desk.do(put_in, made, [place.id])) == (made, [])
    desk.do(rename_group, made, "Riverside Schools")
    ended = desk.do(take_out, made, place.id)

    lines = desk.rows.scalars(select(SchemeChange.words).order_by(SchemeChange.id)).all()
    assert (ended, place.group_id) == (0, None)
    assert list(lines) == [
        "Riverside Trust was made.",
        "Willow Lane Primary came in.",
        "Riverside Trust is called Riverside Schools now.",
        "Willow Lane Primary was taken out.",
    ]


@pytest.mark.parametrize("name", [" ", "x" * 121, "riverside trust"])
def test_a_name_that_does_not_do_is_refused(desk: Desk, name: str) -> None:
    desk.make()

    with pytest.raises(NotReady):
        desk.do(begin_group, name)


def test_a_setting_in_another_group_is_taken_out_there_first(desk: Desk) -> None:
    place = make_setting(desk.rows, desk.owner)
    desk.make("Riverside Trust", place)
    other = desk.make("Hillside Trust")

    with pytest.raises(NotReady, match="Take it out there first"):
        desk.do(put_in, other, [place.id])
    with pytest.raises(NotFound):
        desk.do(take_out, other, place.id)


def test_only_an_empty_group_that_was_made_here_is_removed(desk: Desk) -> None:
    place = make_setting(desk.rows, desk.owner)
    made = desk.make("Riverside Trust", place)
    invited = desk.invite(made)

    with pytest.raises(NotReady) as refused:
        desk.do(drop_group, made)
    assert refused.value.blockers == (
        "Take its settings out first",
        "Take its invitations back first",
    )
    desk.do(take_out, made, place.id)
    desk.do(take_viewer_back, made, invited.id)
    desk.do(drop_group, made)

    with pytest.raises(NotFound):
        desk.do(rename_group, made, "Again")


def test_the_registers_groups_keep_their_names(desk: Desk) -> None:
    place = make_setting(desk.rows, desk.owner)
    group = make_group(desk.rows)
    place.group_id = group.id
    desk.rows.commit()

    with pytest.raises(NotAllowed):
        desk.do(rename_group, group.id, "Mine")


def test_others_and_other_authorities_keep_no_groups_here(desk: Desk) -> None:
    far = desk_at(desk.rows, "fenwick-vale", "Sol Abara")
    theirs = make_setting(desk.rows, far.owner, "Far Away")
    made = desk.make()

    for role in (Role.PANEL, Role.ADMINISTRATOR, Role.AUDITOR):
        with pytest.raises(NotAllowed):
            desk.do(begin_group, "Another", role=role)
    with pytest.raises(NotFound):
        desk.do(put_in, made, [theirs.id])
    with pytest.raises(NotFound):
        far.do(put_in, made, [theirs.id])
    with pytest.raises(NotFound):
        far.invite(made)


def test_a_viewer_sees_the_settings_of_the_authority_that_let_them_and_no_others(
    both: Session,
) -> None:
    desk = desk_at(both)
    far = desk_at(desk.rows, "fenwick-vale", "Sol Abara")
    group = make_group(desk.rows)
    for owner, name in ((desk.owner, "Near"), (far.owner, "Far")):
        make_setting(desk.rows, owner, name).group_id = group.id
        desk.rows.commit()

    verity = desk.accept(desk.invite(group.id))
    assert seen(desk.rows, verity, group.id) == ["Near"]
    with pytest.raises(NotReady, match="already"):
        desk.invite(group.id)
    far.accept(far.invite(group.id), verity)
    assert seen(desk.rows, verity, group.id) == ["Far", "Near"]

    mine = desk.rows.scalars(
        select(Membership).where(Membership.authority_id == desk.owner.id)
    ).one()
    with pytest.raises(NotFound):
        far.do(end_viewer, group.id, mine.id)
    desk.do(end_viewer, group.id, mine.id)
    assert seen(desk.rows, verity, group.id) == ["Far"]


def test_an_invitation_to_another_address_of_theirs_ends_with_a_viewer(desk: Desk) -> None:
    made = desk.make()
    verity = desk.accept(desk.invite(made))
    other, elsewhere = desk.invite(made, "lamb@example.org"), desk.invite(desk.make("Other Trust"))
    verity.email = "lamb@example.org"
    desk.rows.commit()

    member = desk.rows.scalars(select(Membership).where(Membership.group_id == made)).one()
    desk.do(end_viewer, made, member.id)

    desk.rows.expire_all()
    assert other.withdrawn_at == at(10)
    assert elsewhere.withdrawn_at is None


def test_an_earlier_invitation_ends_with_a_new_one_and_is_taken_back_once(desk: Desk) -> None:
    made = desk.make()
    first, second = desk.invite(made), desk.invite(made)

    assert (first.withdrawn_at, second.withdrawn_at) == (at(10), None)
    with pytest.raises(NotFound):
        desk.do(take_viewer_back, made, first.id)


def test_an_open_journey_says_that_its_setting_came_and_a_viewer_finds_it(
    session: Session,
) -> None:
    walker, journey = journey_at(session, Stage.GATHERING)
    desk = Desk(session, journey.setting.authority, walker.cast.coordinator)
    made = desk.make("Riverside Trust", journey.setting)
    verity = desk.accept(desk.invite(made))
    who = Actor(Role.GROUP_VIEWER, verity.id, verity.name, group_id=made)

    lines = session.scalars(select(History.words).where(History.what == "change_group")).all()
    assert list(lines) == ["Willow Lane Primary came into Riverside Trust."]
    assert find_journey(session, who, journey.id) is not None
    desk.do(take_out, made, journey.setting_id)
    assert find_journey(session, who, journey.id) is None
    assert session.scalars(select(Group)).one().version == 3
