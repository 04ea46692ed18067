"""The framework as it is: its standards, its criteria, and each criterion in full."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from award.domain.frameworks import Framework
from award.domain.kinds import Kind
from award.domain.permissions import May
from award.queries.authorities import find_current_framework, list_kinds
from award.storage.db import db
from award.storage.frameworks import framework_of
from award.web.coordinator.blueprint import bp
from award.web.coordinator.wording import JUDGED_WORDS
from award.web.kit.access import authority, needs
from award.web.kit.pages import Link, render


def current() -> Framework:
    """The framework that new journeys begin with. Answers 404 where none is published."""
    row = find_current_framework(db.session(), authority().id) or abort(404)
    return framework_of(row)


@bp.get("/framework")
@needs(May.EDIT_FRAMEWORK)
def framework() -> ResponseReturnValue:
    """The standards with all their criteria."""
    found = current()
    standards = [
        (
            one,
            [
                {
                    "words": f"{each.code} {each.title}",
                    "hint": each.wording,
                    "status": "Essential" if each.essential else "",
                    "href": url_for("coordinator.framework_criterion", criterion=each.code),
                }
                for each in found.criteria
                if each.standard == one.code
            ],
        )
        for one in found.standards
    ]
    return render("coordinator/framework.html", framework=found, standards=standards)


@bp.get("/framework/<criterion>")
@needs(May.EDIT_FRAMEWORK)
def framework_criterion(criterion: str) -> ResponseReturnValue:
    """One criterion in full, in the words of the kind that is asked for."""
    found = current()
    codes = [one.code for one in found.criteria]
    if criterion not in codes:
        abort(404)
    kinds = list_kinds(db.session(), authority().id)
    chosen = next((one for one in kinds if one.code == request.args.get("kind")), None)
    shown = next(one for one in found.criteria if one.code == criterion)
    if chosen is not None:
        shown = shown.for_kind(Kind.from_content(chosen.content))
    talks = {one.code: one.title for one in found.conversations}
    place = codes.index(criterion)
    return render(
        "coordinator/framework_criterion.html",
        criterion=shown,
        points=[(JUDGED_WORDS[one.point], one.text) for one in shown.descriptors],
        prompts=[(talks.get(one.conversation, ""), one.prompt) for one in shown.seen_heard],
        kinds=[("", "The framework’s own words"), *((one.code, one.label) for one in kinds)],
        kind=chosen.code if chosen else "",
        onward=_link(codes[place + 1], chosen) if place + 1 < len(codes) else None,
        back=Link("The framework", url_for("coordinator.framework")),
    )


def _link(code: str, chosen: object) -> Link:
    kind = getattr(chosen, "code", None)
    return Link(
        f"Next: {code}", url_for("coordinator.framework_criterion", criterion=code, kind=kind)
    )
