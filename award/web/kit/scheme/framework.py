"""The framework as it is: its standards, its criteria, and each criterion in full."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from award.domain.frameworks import Framework
from award.domain.kinds import Kind
from award.domain.permissions import May
from award.queries.authorities import find_current_framework, find_framework_draft, list_kinds
from award.storage.db import db
from award.storage.frameworks import framework_of
from award.web.kit.access import actor, authority, needs
from award.web.kit.pages import Link, render
from award.web.kit.scheme.judged_words import JUDGED_WORDS
from award.web.kit.scheme.screens import screens


def current() -> Framework:
    """The framework that new journeys begin with. Answers 404 where none is published."""
    row = find_current_framework(db.session(), authority().id) or abort(404)
    return framework_of(row)


@screens.get("/framework")
@needs(May.EDIT_FRAMEWORK)
def framework() -> ResponseReturnValue:
    """The standards with all their criteria, and the way to the next version."""
    draft = find_framework_draft(db.session(), actor())
    return show_framework(
        current(),
        ".framework_criterion",
        back=Link("Scheme", url_for(".scheme")),
        begin=url_for(".framework_draft_begin"),
        draft=Link(f"Go on with version {draft.version}", url_for(".framework_draft"))
        if draft
        else None,
    )


@screens.get("/framework/<criterion>")
@needs(May.EDIT_FRAMEWORK)
def framework_criterion(criterion: str) -> ResponseReturnValue:
    """One criterion in full, in the words of the kind that is asked for."""
    back = Link("The framework", url_for(".framework"))
    return show_criterion(current(), criterion, ".framework_criterion", back=back)


def show_framework(
    found: Framework, endpoint: str, *, back: Link, begin: str = "", draft: Link | None = None
) -> ResponseReturnValue:
    """A version as it reads; ``endpoint`` shows one of its criteria.

    ``begin`` is given where it holds: the next version begins there, or ``draft`` leads to it.
    """
    standards = [
        (
            one,
            [
                {
                    "words": f"{each.code} {each.title}",
                    "hint": each.wording,
                    "status": "Essential" if each.essential else "",
                    "href": url_for(endpoint, criterion=each.code),
                }
                for each in found.criteria
                if each.standard == one.code
            ],
        )
        for one in found.standards
    ]
    return render(
        "scheme/framework.html",
        framework=found,
        standards=standards,
        back=back,
        begin=begin,
        draft=draft,
    )


def show_criterion(
    found: Framework, criterion: str, endpoint: str, *, back: Link
) -> ResponseReturnValue:
    """One criterion of a version, in the words of the kind that the address asks for."""
    codes = [one.code for one in found.criteria]
    if criterion not in codes:
        abort(404)
    kinds = list_kinds(db.session(), authority().id)
    chosen = next((one for one in kinds if one.code == request.args.get("kind")), None)
    shown = next(one for one in found.criteria if one.code == criterion)
    following = list(found.criteria[codes.index(criterion) + 1 :][:1])
    if chosen is not None:
        kind = Kind.from_content(chosen.content)
        shown, following = shown.for_kind(kind), [one.for_kind(kind) for one in following]
    talks = {one.code: one.title for one in found.conversations}
    return render(
        "scheme/framework_criterion.html",
        criterion=shown,
        points=[(JUDGED_WORDS[one.point], one.text) for one in shown.descriptors],
        prompts=[(talks.get(one.conversation, ""), one.prompt) for one in shown.seen_heard],
        kinds=[("", "The framework’s own words"), *((one.code, one.label) for one in kinds)],
        kind=chosen.code if chosen else "",
        onward=[
            Link(
                f"Next: {one.code} {one.title}",
                url_for(endpoint, criterion=one.code, kind=chosen.code if chosen else None),
            )
            for one in following
        ],
        back=back,
    )
