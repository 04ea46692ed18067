"""The way to everything that the authority sets for itself."""

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.kit.access import authority, needs
from award.web.kit.pages import Link, render
from award.web.kit.scheme.screens import is_in_room, screens


@screens.get("/scheme")
@needs(May.EDIT_LOOK)
def scheme() -> ResponseReturnValue:
    """Each thing with what it is for."""
    tasks = [
        {"words": words, "hint": hint, "href": url_for(endpoint)}
        for words, endpoint, hint in PLACES
        if is_in_room(endpoint[1:])
    ]
    back = Link(authority().name, url_for(".people")) if not is_in_room("panel_day") else None
    return render("scheme/scheme.html", tasks=tasks, owner=authority(), back=back)


PLACES = (
    ("Letters", ".letter_texts", "What goes out by itself, in words of your own."),
    ("Rounds", ".rounds", "Panel days, with the dates that lead to each."),
    ("Terms and closed days", ".terms", "Half-terms, bank holidays, and days that do not count."),
    ("Routes", ".routes", "What a journey asks: visits, approvals, votes, time."),
    ("Kinds of setting", ".kinds", "Each with its own words, days and official numbers."),
    (
        "The framework",
        ".framework",
        "The standards and criteria, and their next version.",
    ),
    ("Guidance", ".guidance", "What the framework rests on, and when it was checked."),
    (
        "Words about visits",
        ".visit_words",
        "Who holds the checks of visitors, and whom to call about a worry.",
    ),
    ("Files", ".file_limits", "How large and how many, and whether films."),
    ("How your award looks", ".look", "Name, colour and logo on your pages."),
    (
        "The certificate",
        ".certificate_design",
        "Its words, language and colour, with a picture of it as you change them.",
    ),
    ("Who signs the certificates", ".signatories", "Two names at most."),
    (
        "The public register",
        ".public_register",
        "Whether it tells of awards that have ended.",
    ),
)
