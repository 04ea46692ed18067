"""The people of a setting: who leads, who approves, who helps; invited, let go, handed over."""

from collections.abc import Sequence

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.inviting import Invited, invite, withdraw_invitation
from award.actions.joining import end_membership
from award.actions.leading import hand_over_lead
from award.adapters import clock
from award.adapters.passwords import new_token, token_digest
from award.domain.people import SETTING_ROLES, Role
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.own_journeys import find_open_journey
from award.queries.people import list_invitations, list_people
from award.storage.accounts import Invitation, Membership
from award.storage.db import db
from award.storage.frameworks import kind_of
from award.web.kit.access import actor, candidates, changing, has, needs, setting
from award.web.kit.kind_words import role_at
from award.web.kit.pages import Link, render
from award.web.kit.signin import look_again, tell_though_signed_out
from award.web.setting.blueprint import bp
from award.web.setting.forms import InviteForm, NothingForm
from award.web.setting.here import REFUSALS, ask, refuse, tell
from award.web.setting.whom_to_ask import whom_to_ask

DOES = {
    Role.LEAD: "Sends the application, declares ready, replies to the report",
    Role.HEAD: "Reads all, and approves",
    Role.CONTRIBUTOR: "Adds evidence, says where you are, helps to plan",
}
LONGEST_NAME = 100
HAND_OVER = "Hand the lead to a colleague. Where nobody else is here yet, ask somebody to join"
AGAIN = " Sign in again to go on as a colleague."
IN_ORDER = tuple(role for role in Role if role in SETTING_ROLES)


@bp.get("/people")
@needs(May.SEE_PLAN)
def people() -> ResponseReturnValue:
    """Everybody who can come in here, and who has been asked."""
    here = sorted(list_people(db.session(), actor()), key=lambda one: IN_ORDER.index(one.role))
    return render(
        "setting/people.html",
        setting=setting(),
        here=[(one, role_words(one.role)) for one in here],
        asked=[
            (one, role_words(one.role))
            for one in list_invitations(db.session(), actor(), at=clock.now())
        ],
        manages=any(has(May.INVITE, one) for one in candidates()),
        others=who_may_lead(here),
        is_alone=len({one.user_id for one in here}) == 1,
        does=DOES,
        me=actor().user_id,
        form=NothingForm(),
        asks_whom=whom_to_ask(setting(), find_open_journey(db.session(), actor(), setting())),
    )


def role_words(role: Role) -> str:
    """What a role is called at this kind of setting, where a head may be a manager."""
    words = role_at(role, setting())
    return words[:1].upper() + words[1:]


def who_may_lead(here: Sequence[Membership]) -> list[Membership]:
    """To whom the lead may go: everybody once, who does not lead already."""
    leads = {one.user_id for one in here if one.role is Role.LEAD}
    return list({one.user_id: one for one in here if one.user_id not in leads}.values())


def back() -> Link:
    return Link("People", url_for("setting.people"))


def member(membership_id: int) -> Membership:
    """Somebody who belongs to this setting now. Raises NotFound for anybody else."""
    found = list_people(db.session(), actor())
    one = next((row for row in found if row.id == membership_id), None)
    if one is None:
        raise NotFound
    return one


def after_asking() -> Link:
    """Where somebody goes on after asking: to the plan that sent them here, else to the people."""
    journey_id = request.args.get("plan", type=int)
    if journey_id is None:
        return back()
    return Link("The plan", url_for("setting.plan", journey_id=journey_id))


@bp.route("/people/invite", methods=["GET", "POST"])
@needs(May.INVITE)
def people_invite() -> ResponseReturnValue:
    """Ask somebody to come in; an action of the plan may name who leads it, and where to go on."""
    form, after = InviteForm(), after_asking()
    form.name_approver(next(iter(kind_of(setting()).approver_titles), ""))
    if form.is_new and (name := request.args.get("name", "")):
        form["name"].data, form["role"].data = name[:LONGEST_NAME], str(Role.CONTRIBUTOR)
    if form.validate_on_submit():
        role, also = Role(form["role"].data), form["also"].data
        who = Invited(form["email"].data, form["name"].data, role, also=also)
        token = new_token()
        digest = token_digest(token)
        try:
            with changing(setting(), May.INVITE) as place:
                invite(place, who, token=token, digest=digest, by=actor(), at=clock.now())
            flash(f"An e-mail is on its way to {who.name}. Its link works for 14 days.")
            return redirect(after.href)
        except REFUSALS as refusal:
            refuse(form, refusal)
    lead = "They get an e-mail with a link, and choose their own password."
    return ask(form, heading="Ask somebody to join", button="Send the e-mail", back=after,
               lead=lead)  # fmt: skip


@bp.post("/people/invitations/<int:invitation_id>/withdraw")
@needs(May.INVITE)
def invitation_withdraw(invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back."""
    row = db.session().get(Invitation, invitation_id)
    if row is None or row.setting_id != setting().id:
        raise NotFound
    try:
        with changing(row, May.INVITE) as held:
            withdraw_invitation(held, by=actor(), at=clock.now())
        flash("The link in that letter works no longer.")
    except REFUSALS as refusal:
        tell(refusal)
    return redirect(back().href)


def approves_alone(one: Membership) -> bool:
    """Whether nobody but this person approves here."""
    approve = {row.user_id for row in list_people(db.session(), actor()) if row.role is Role.HEAD}
    return approve == {one.user_id}


def leads_alone(one: Membership) -> bool:
    """Whether nobody but this person leads here."""
    led = {row.user_id for row in list_people(db.session(), actor()) if row.role is Role.LEAD}
    return one.role is Role.LEAD and led == {one.user_id}


@bp.route("/people/<int:membership_id>/remove", methods=["GET", "POST"])
@needs(May.REMOVE_PEOPLE)
def people_remove(membership_id: int) -> ResponseReturnValue:
    """End somebody’s access, once the person has read what that means."""
    one, form = member(membership_id), NothingForm()
    name, is_me = one.user.name, one.user_id == actor().user_id
    if form.validate_on_submit():
        try:
            with changing(setting(), May.REMOVE_PEOPLE) as place:
                end_membership(place, member(membership_id), by=actor(), at=clock.now())
            if is_me:
                tell_though_signed_out("You have left, and were signed out.")
                return redirect(url_for("accounts.where_to"))
            flash(f"{name} cannot come in here any more.")
            return redirect(back().href)
        except REFUSALS as refusal:
            refuse(form, refusal)
    heading = f"Leave {setting().name}" if is_me else f"End access for {name}"
    if leads_alone(one):
        then = "you can leave" if is_me else "their access can end"
        return ask(
            form, heading=heading, button="", back=back(),
            blockers=[{"words": HAND_OVER, "href": back().href}],
            lead=f"There has to be somebody who leads. Hand over first, then {then}.",
        )  # fmt: skip
    if is_me:
        button = "Leave"
        lead = "You cannot come in here any more, and get an e-mail. What you added stays."
    else:
        button = "End their access"
        lead = (
            f"{name} is signed out at once and gets an e-mail. Links that they were sent work no "
            "longer. What they added stays."
        )
        if one.role is Role.HEAD and approves_alone(one):
            lead += " Nobody is left here who approves: invite somebody first, or soon."
    return ask(form, heading=heading, button=button, back=back(), lead=lead, kind="warning")


@bp.route("/people/<int:membership_id>/hand-over", methods=["GET", "POST"])
@needs(May.REMOVE_PEOPLE)
def people_hand_over(membership_id: int) -> ResponseReturnValue:
    """Make somebody the lead. Who led before goes on as a colleague."""
    one, form = member(membership_id), NothingForm()
    name = one.user.name
    if form.validate_on_submit():
        try:
            with changing(setting(), May.REMOVE_PEOPLE) as place:
                hand_over_lead(place, member(membership_id), by=actor(), at=clock.now())
            tell_though_signed_out(f"{name} leads from now on.{'' if look_again() else AGAIN}")
            return redirect(url_for("accounts.where_to"))
        except REFUSALS as refusal:
            refuse(form, refusal)
    led = [row.user_id for row in list_people(db.session(), actor()) if row.role is Role.LEAD]
    if led == [actor().user_id]:
        lead = f"{name} leads from now on. You go on as a colleague. You both sign in again."
    else:
        lead = (
            f"{name} leads from now on. Whoever leads now becomes a colleague and signs in again."
        )
    if one.role is Role.HEAD:
        lead += f" {name} stays the head, too."
        if not kind_of(setting()).lead_may_approve:
            lead += " Ask somebody else to join then, to approve what they send."
    return ask(form, heading=f"Hand the lead to {name}", button="Hand it over", back=back(),
               lead=lead)  # fmt: skip
