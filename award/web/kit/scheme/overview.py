"""The way to everything that the authority sets for itself."""

from collections.abc import Mapping, Sequence
from typing import Final

from flask import url_for
from flask.typing import ResponseReturnValue

from award.domain.permissions import May
from award.web.kit.access import authority, needs
from award.web.kit.pages import Link, render
from award.web.kit.scheme.screens import is_in_room, screens

Place = tuple[str, str, str]


@screens.get("/scheme")
@needs(May.EDIT_LOOK)
def scheme() -> ResponseReturnValue:
    """Each thing with what it is for."""
    parts = [{"words": words, "tasks": _tasks(places)} for words, places in PARTS.items()]
    owner = authority()
    back = Link(owner.name, url_for(".people")) if not is_in_room("panel_day") else None
    shown = [one for one in parts if one["tasks"]]
    named = f"The scheme of {owner.name}" if back else "Your scheme"
    return render("scheme/scheme.html", parts=shown, owner=owner, named=named, back=back)


def _tasks(places: Sequence[Place]) -> list[dict[str, str]]:
    return [
        {"words": words, "hint": hint, "href": url_for(endpoint)}
        for words, endpoint, hint in places
        if is_in_room(endpoint[1:])
    ]


# Each place by its name, its endpoint and what it is for, in parts.
PARTS: Final[Mapping[str, Sequence[Place]]] = {
    "What is asked": (
        (
            "The framework",
            ".framework",
            "The standards and criteria, and their next version.",
        ),
        ("Routes", ".routes", "What a journey asks: visits, approvals, votes, time."),
        (
            "Kinds of setting",
            ".kinds",
            "Each with its own words, days and official numbers.",
        ),
        (
            "Guidance",
            ".guidance",
            "What the framework rests on, and when you checked it.",
        ),
    ),
    "When": (
        ("Rounds", ".rounds", "Panel days, with the dates that lead to each."),
        (
            "Terms and closed days",
            ".terms",
            "Half-terms, bank holidays, and days that do not count.",
        ),
    ),
    "What is said and sent": (
        ("Letters", ".letter_texts", "What goes out by itself, in words of your own."),
        (
            "Words about visits",
            ".visit_words",
            "Who holds the checks of visitors, and whom to call about a worry.",
        ),
        ("Files", ".file_limits", "How large and how many, and whether films."),
    ),
    "How the award is seen": (
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
    ),
}
