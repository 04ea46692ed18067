"""The people of one authority: who they are, inviting them, and letting them go."""

from collections.abc import Sequence
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.inviting import Invited, invite, withdraw_invitation
from award.actions.joining import end_membership, somebody_must_stay
from award.adapters import clock
from award.adapters.passwords import new_token, token_digest
from award.domain.people import ROLE_NAMES, Role
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady
from award.queries.in_hand import InHand, find_in_hand
from award.queries.members import A_PAGE, count_members, find_member, list_members
from award.queries.people import list_invitations
from award.storage.accounts import Invitation, Membership
from award.storage.db import db
from award.web.admin.blueprint import bp
from award.web.admin.forms import ROLE_CHOICES, InviteForm, RemoveForm
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.errors import refused
from award.web.kit.filters import day_short, listed, plural
from award.web.kit.forms import Choice
from award.web.kit.pages import render
from award.web.kit.paging import asked_page, pages_of

LONGEST_SEARCH = 100
A = "/authorities/<authority:authority>/people"


@bp.get(A)
@needs(May.INVITE)
def people() -> ResponseReturnValue:
    """Who works for the authority, and who was asked to."""
    session, who = db.session(), actor()
    search = request.args.get("search", "").strip()[:LONGEST_SEARCH]
    asked = request.args.get("role", "")
    role = asked if asked in list(Role) else ""
    pages = pages_of(
        count_members(session, who, search=search, role=role),
        size=A_PAGE,
        page=asked_page(),
        address=lambda n: url_for("admin.people", search=search or None, role=role or None, page=n),
    )
    members = list_members(session, who, search=search, role=role, page=pages.number)
    invitations = list_invitations(session, who, at=clock.now())
    return render(
        "admin/people.html",
        authority=authority(),
        rows=[row_of(one) for one in members],
        pages=pages,
        search=search,
        role=role,
        roles=[Choice("", "Anybody"), *ROLE_CHOICES],
        invited=[invited_row(one) for one in invitations],
        coordinator_at=_coordinator_at(invitations),
    )


def _coordinator_at(invitations: Sequence[Invitation]) -> str:
    """Where a coordinator is invited, while nobody is one and nobody was asked to be."""
    is_asked = any(one.role is Role.COORDINATOR for one in invitations)
    if is_asked or count_members(db.session(), actor(), search="", role=Role.COORDINATOR):
        return ""
    return url_for("admin.people_add", role=Role.COORDINATOR)


def row_of(member: Membership) -> list[Any]:
    """One person in one role as the cells of a table."""
    role = ROLE_NAMES[member.role].capitalize()
    return [
        member.user.name,
        {"words": role, "more": "from another authority" if member.is_outside else ""},
        member.user.email,
        {"words": "Remove", "href": url_for("admin.people_remove", membership_id=member.id)},
    ]


def invited_row(row: Invitation) -> list[Any]:
    """One open invitation as the cells of a table."""
    return [
        row.name,
        ROLE_NAMES[row.role].capitalize(),
        row.email,
        day_short(row.expires_at),
        {"words": "Take back", "href": url_for("admin.invitation_remove", invitation_id=row.id)},
    ]


@bp.route(f"{A}/add", methods=["GET", "POST"])
@needs(May.INVITE)
def people_add() -> ResponseReturnValue:
    """Invite somebody by a letter."""
    form = InviteForm()
    if form.is_new and request.args.get("role") == Role.COORDINATOR:
        form.role.data = str(Role.COORDINATOR)
    if form.validate_on_submit():
        who = Invited(
            form.email.data,
            form.name.data,
            Role(form.role.data),
            bool(form.is_outside.data),
            also=form.also.data,
        )
        try:
            send(who)
            flash(f"{who.name} has been sent an invitation.")
            return redirect(url_for("admin.people"))
        except (NotReady, NotAllowed) as refusal:
            refused(form, refusal)
    return render("admin/people/add.html", form=form, authority=authority())


def send(who: Invited) -> None:
    """Write the invitation."""
    token = new_token()
    with changing(authority(), May.INVITE) as held:
        invite(held, who, token=token, digest=token_digest(token), by=actor(), at=clock.now())


@bp.route(f"{A}/<int:membership_id>/remove", methods=["GET", "POST"])
@needs(May.REMOVE_PEOPLE)
def people_remove(membership_id: int) -> ResponseReturnValue:
    """Let somebody go; their sign-ins end at once."""
    member = find_member(db.session(), actor(), membership_id) or abort(404)
    form, name = RemoveForm(), member.user.name
    if form.validate_on_submit():
        try:
            with changing(authority(), May.REMOVE_PEOPLE) as held:
                fresh = db.session.get(Membership, membership_id) or abort(404)
                end_membership(held, fresh, by=actor(), at=clock.now())
            flash(f"{name} no longer has this role.")
            return redirect(url_for("admin.people"))
        except (NotReady, NotAllowed) as refusal:
            refused(form, refusal)
    return render(
        "admin/people/remove.html",
        form=form,
        name=name,
        role=ROLE_NAMES[member.role],
        must_stay=_why_they_stay(member),
        follows=_follows(find_in_hand(db.session(), member, clock.today())),
    )


def _why_they_stay(member: Membership) -> str:
    """What comes first where somebody cannot be let go; empty where they can."""
    try:
        somebody_must_stay(member)
    except NotReady as refusal:
        return str(refusal)
    return ""


def _follows(found: InHand) -> list[str]:
    """What becomes of what somebody has in hand, in sentences."""
    said = []
    if found.journeys:
        said.append(
            f"They have a part in {plural(found.journeys, 'journey')}. The coordinator is asked to "
            "name somebody else there."
        )
    if found.visits:
        said.append(
            f"{plural(found.visits, 'visit')} of theirs, booked or to be written up, is for the "
            "coordinator to hand over."
        )
    if found.stands_in_for:
        names = listed(found.stands_in_for)
        said.append(f"They stand in for {names}. That ends, and a letter says so to {names}.")
    return said


@bp.route(f"{A}/invitations/<int:invitation_id>/remove", methods=["GET", "POST"])
@needs(May.INVITE)
def invitation_remove(invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    rows = list_invitations(db.session(), actor(), at=clock.now())
    row = next((one for one in rows if one.id == invitation_id), None) or abort(404)
    form, name = RemoveForm(), row.name
    if form.validate_on_submit():
        try:
            with changing(row, May.INVITE) as held:
                withdraw_invitation(held, by=actor(), at=clock.now())
            flash(f"The invitation of {name} was taken back.")
            return redirect(url_for("admin.people"))
        except (NotReady, NotAllowed) as refusal:
            refused(form, refusal)
    return render("admin/invitation/remove.html", form=form, name=name)
