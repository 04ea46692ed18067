"""Who looks at a group: invited, taken back, removed."""

from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.inviting_viewers import (
    Viewer,
    end_viewer,
    invite_viewer,
    take_viewer_back,
)
from award.adapters import clock
from award.adapters.passwords import new_token, token_digest
from award.domain.permissions import May
from award.queries.group_keeping import list_asked_to_look, list_viewers
from award.storage.authorities import Authority
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.groups import back_to_group, the_group
from award.web.coordinator.setting_forms import PlainForm
from award.web.kit.access import actor, authority, needs
from award.web.kit.asking import Question, ask
from award.web.kit.forms import AtMost, EmailField, Form, Required, TextField


class ViewerForm(Form):
    """Who is asked to look."""

    name = TextField("Their name", [Required("Write their name"), AtMost(100)])
    email = EmailField(
        "Their e-mail address", [Required("Enter their e-mail address"), AtMost(255)]
    )


@bp.route("/groups/<int:trust>/people/invite", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def group_invite(trust: int) -> ResponseReturnValue:
    """Invite somebody of the group by a letter."""
    found, form = the_group(trust), ViewerForm()
    question = Question(
        f"Invite somebody from {found.name}",
        "Send the invitation",
        "The invitation is on its way.",
        back_to_group(found),
        told=[
            "They see where your settings of the group stand, and outcomes once released.",
            "They read no texts and no evidence, and see no settings of other councils.",
        ],
    )

    def act(held: Authority) -> None:
        token = new_token()
        who, digest = Viewer(form.email.data, form.name.data), token_digest(token)
        invite_viewer(held, trust, who, token=token, digest=digest, by=actor(), at=clock.now())

    return ask(authority(), form, act, question, may=May.LINK_SETTINGS)


@bp.route("/groups/<int:trust>/people/<int:membership_id>/remove", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def group_person_remove(trust: int, membership_id: int) -> ResponseReturnValue:
    """Let somebody go who looked at the group."""
    found = the_group(trust)
    people = {one.id: one for one in list_viewers(db.session(), actor(), found)}
    one = people.get(membership_id) or abort(404)
    question = Question(
        f"Remove {one.user.name}",
        "Remove",
        f"{one.user.name} is removed, and is told.",
        back_to_group(found),
        found.name,
        kind="warning",
        told=["They are signed out at once, and no longer see your settings of this group."],
    )
    return ask(
        authority(),
        PlainForm(),
        lambda held: end_viewer(held, trust, membership_id, by=actor(), at=clock.now()),
        question,
        may=May.LINK_SETTINGS,
    )


@bp.route(
    "/groups/<int:trust>/people/invitations/<int:invitation_id>/withdraw", methods=["GET", "POST"]
)
@needs(May.LINK_SETTINGS)
def group_invitation_withdraw(trust: int, invitation_id: int) -> ResponseReturnValue:
    """Take an invitation back before it is accepted."""
    found = the_group(trust)
    asked = list_asked_to_look(db.session(), actor(), found, at=clock.now())
    one = next((one for one in asked if one.id == invitation_id), None) or abort(404)
    question = Question(
        "Take the invitation back",
        "Take it back",
        "The invitation works no longer.",
        back_to_group(found),
        f"{one.name}, {found.name}",
    )
    return ask(
        authority(),
        PlainForm(),
        lambda held: take_viewer_back(held, trust, invitation_id, by=actor(), at=clock.now()),
        question,
        may=May.LINK_SETTINGS,
    )
