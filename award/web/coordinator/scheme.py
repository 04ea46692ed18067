"""The way to everything that the authority sets for itself."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.coordinator.blueprint import bp
from award.web.kit.access import authority, needs
from award.web.kit.pages import render


@bp.get("/scheme")
@needs(May.EDIT_LOOK)
def scheme() -> ResponseReturnValue:
    """Each thing with what it is for."""
    tasks = [
        {"words": words, "hint": hint, "href": url_for(endpoint)}
        for words, endpoint, hint in PLACES
    ]
    return render("coordinator/scheme.html", tasks=tasks, owner=authority())


PLACES = (
    ("Letters", "coordinator.letter_texts", "What goes out by itself, in words of your own."),
    ("Routes", "coordinator.routes", "What a journey asks: visits, approvals, votes, time."),
    ("Kinds of setting", "coordinator.kinds", "The words that each kind uses."),
    (
        "The framework",
        "coordinator.framework",
        "The standards and criteria, and their next version.",
    ),
    ("Guidance", "coordinator.guidance", "What the framework rests on, and when it was checked."),
    (
        "Words about visits",
        "coordinator.visit_words",
        "Who holds the checks of visitors, and whom to call about a worry.",
    ),
    ("Files", "coordinator.file_limits", "How large and how many, and whether films."),
    ("How your award looks", "coordinator.look", "Name, colour and logo on your pages."),
    ("Who signs the certificates", "coordinator.signatories", "Two names at most."),
    (
        "The public register",
        "coordinator.public_register",
        "Whether it tells of awards that have ended.",
    ),
)
