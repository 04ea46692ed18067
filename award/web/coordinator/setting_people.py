"""A setting's people: listed, invited, removed."""

from itertools import groupby
from typing import Any, Final

from flask import url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.inviting import Invited, invite, withdraw_invitation
from award.actions.joining import end_membership, somebody_must_stay
from award.adapters import clock
from award.adapters.passwords import new_token, token_digest
from award.domain.people import ROLE_NAMES, Role
from award.domain.permissions import May
from award.domain.spoken import listed as spoken
from award.queries.enquiries import find_asker
from award.queries.leads import find_named_lead
from award.queries.members import list_administrators, list_people_of_settings
from award.queries.settings import list_invited_to, list_people_of
from award.storage.accounts import Invitation, Membership, User
from award.storage.db import db
from award.storage.settings import Setting
from award.web.coordinator.blueprint import bp
from award.web.coordinator.listing import number, paging, text, word
from award.web.coordinator.setting_forms import InviteForm, PlainForm
from award.web.coordinator.settings import back_to, the_setting
from award.web.kit.access import actor, needs
from award.web.kit.asking import Question, ask
from award.web.kit.forms import Choice
from award.web.kit.kind_words import role_at
from award.web.kit.pages import render

PARTS: Final = (Role.LEAD, Role.HEAD, Role.CONTRIBUTOR)


@bp.get("/people")
@needs(May.INVITE)
def people() -> ResponseReturnValue:
    """Everybody who has a role at one of the settings, each person once a setting."""
    search, role = text("search"), word("role", Role)
    page = list_people_of_settings(
        db.session(), actor(), search=search, role=role, page=number("page", 1) or 1
    )
    lost = any(user.bounced_at for _, user, _ in page.rows)
    rows = [
        [
            {"words": user.name, "more": user.email},
            spoken([role_at(one.role, place) for one, *_ in parts]).capitalize(),
            {"words": place.name, "href": url_for("coordinator.setting", place_id=place.id)},
            *([_trouble(user)] if lost else []),
        ]
        for (user, place), parts in groupby(page.rows, lambda row: (row[1], row[2]))
    ]
    return render(
        "coordinator/people.html",
        heads=["Who", "Part", "Setting", *(["Trouble"] if lost else [])],
        rows=rows,
        paging=paging(page, "coordinator.people"),
        search={"name": "search", "label": "Person, address or setting", "value": search},
        selects=[_parts(role)],
        clear=url_for("coordinator.people") if search or role else None,
        inviters=spoken([one.name for one in list_administrators(db.session(), actor())], "or"),
    )


def _parts(chosen: Role | None) -> dict[str, Any]:
    """The parts that people play at settings, to choose one from."""
    named = [{"value": str(one), "words": ROLE_NAMES[one].capitalize()} for one in PARTS]
    choices = [{"value": "", "words": "Any part"}, *named]
    return {"name": "role", "label": "Part", "value": str(chosen or ""), "choices": choices}


def _trouble(user: User) -> Any:
    return {"words": "Letters come back", "trouble": True} if user.bounced_at else ""


@bp.route("/settings/<int:place_id>/people/invite", methods=["GET", "POST"])
@needs(May.INVITE)
def person_invite(place_id: int) -> ResponseReturnValue:
    """Invite the lead, the head or a colleague."""
    place = the_setting(place_id)
    name, email = _likely_lead(place)
    anew = _to_invite_anew(place)
    form = InviteForm(
        name=anew.user.name if anew else name,
        email="" if anew else email,
        role=anew.role if anew else Role.LEAD,
    )
    form.role.choices = [Choice(one, role_at(one, place).capitalize()) for one in PARTS]
    question = Question(
        "Invite somebody",
        "Send the invitation",
        "The invitation is on its way.",
        back_to(place),
        place.name,
        told=["They get an e-mail with a link that works once, for 14 days."],
    )

    def act(held: Setting) -> None:
        token = new_token()
        role, also = Role(form.role.data), form.also.data
        who = Invited(form.email.data, form.name.data, role, also=also)
        digest = token_digest(token)
        invite(held, who, token=token, digest=digest, by=actor(), at=clock.now())

    return ask(place, form, act, question, may=May.INVITE)


def _to_invite_anew(place: Setting) -> Membership | None:
    """Who is here with an address from which letters come back, where the page is about them."""
    people = list_people_of(db.session(), place)
    return next((one for one in people if one.user_id == number("anew", 0)), None)


def _likely_lead(place: Setting) -> tuple[str, str]:
    """Whom the application names as lead, or else who asked to take part for this setting.

    Neither where they are there or invited already.
    """
    session = db.session()
    asked = find_asker(session, actor(), place.id)
    asker = (asked.person, asked.email) if asked else ("", "")
    named = find_named_lead(session, place.id)
    known = {one.user.email for one in list_people_of(session, place)}
    known |= {one.email for one in list_invited_to(session, place, at=clock.now())}
    found = (one for one in (named, asker) if one[1] and one[1].strip().lower() not in known)
    return next(found, ("", ""))


@bp.route("/settings/<int:place_id>/people/<int:membership_id>/remove", methods=["GET", "POST"])
@needs(May.REMOVE_PEOPLE)
def person_remove(place_id: int, membership_id: int) -> ResponseReturnValue:
    """Let somebody go from a setting."""
    place = the_setting(place_id)
    people = {one.id: one for one in list_people_of(db.session(), place)}
    one = people.get(membership_id) or abort(404)
    somebody_must_stay(one)
    question = Question(
        f"Remove {one.user.name}",
        "Remove",
        f"{one.user.name} is removed, and is told.",
        back_to(place),
        f"{role_at(one.role, place).capitalize()}, {place.name}",
        kind="warning",
        told=[
            "They are signed out at once. What they wrote stays.",
            "Links that they were sent work no longer.",
        ],
    )

    def act(held: Setting) -> None:
        fresh: Any = db.session().get(Membership, membership_id) or abort(404)
        end_membership(held, fresh, by=actor(), at=clock.now())

    return ask(place, PlainForm(), act, question, may=May.REMOVE_PEOPLE)


@bp.route(
    "/settings/<int:place_id>/invitations/<int:invitation_id>/withdraw", methods=["GET", "POST"]
)
@needs(May.INVITE)
def invitation_withdraw(place_id: int, invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back before it is accepted."""
    place = the_setting(place_id)
    open_ones = {one.id: one for one in list_invited_to(db.session(), place, at=clock.now())}
    one: Invitation = open_ones.get(invitation_id) or abort(404)
    question = Question(
        "Take the invitation back",
        "Take it back",
        "The invitation works no longer.",
        back_to(place),
        f"{one.name}, {place.name}",
    )
    return ask(
        one,
        PlainForm(),
        lambda held: withdraw_invitation(held, by=actor(), at=clock.now()),
        question,
        may=May.INVITE,
    )
