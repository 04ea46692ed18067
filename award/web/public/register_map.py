"""The public register on a plain map: our own drawing of dots, with the list of areas beside it."""

from itertools import groupby

from flask import g, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.award_moves import PublicWords
from award.domain.dot_maps import draw_map
from award.queries.holders import Holder, Wanted, list_areas, list_holders
from award.storage.db import db
from award.web.kit import access
from award.web.kit.access import open_to_all
from award.web.kit.filters import plural
from award.web.kit.pages import Link, render
from award.web.public.blueprint import bp
from award.web.public.register import asked_for, narrowing, query_of

MOST_NAMED = 200
"""Beyond so many holders the list beside the map counts them, and leads to their names."""

NO_AREA = "Area not known"


@bp.get("/<authority:authority>/register/map")
@open_to_all
def register_map() -> ResponseReturnValue:
    """Where those who hold the award are. Every dot's name stands in the list, too."""
    owner, wanted = access.authority(), asked_for()
    g.is_public = True
    holders = list_holders(db.session(), owner.id, today=clock.today(), wanted=wanted, size=None)
    spots = [spot for one in holders if (spot := one.spot)]
    drawn = draw_map(spots, list_areas(db.session(), owner.id))
    missing = len(holders) - len(spots)
    return render(
        "public/register_map.html",
        authority=owner,
        drawn=drawn,
        said=f"Map of {plural(len(spots), 'setting')} that hold the award. "
        "Their names stand in the list by area.",
        missing=f"{plural(missing, 'setting')} not on the map: where they are is not known to us."
        if missing and drawn
        else "",
        areas=_by_area(holders, wanted),
        total=len(holders),
        **narrowing(owner, wanted, "public.register_map"),
    )


def _by_area(
    holders: list[Holder], wanted: Wanted
) -> list[tuple[str, str, Link | None, list[tuple[str, str]]]]:
    """Each area with how many hold the award in it, a link to the list, and their names.

    Beside a name stands how the award is, where that is not simply valid.
    """
    ordered = sorted(holders, key=lambda one: (not one.area, one.area))
    found = []
    for area, group in groupby(ordered, key=lambda one: one.area):
        names = [(one.name, _how(one)) for one in group]
        query = {**query_of(wanted), "area": area}
        link = Link("See them in the list", url_for("public.register", **query)) if area else None
        shown = names if len(holders) <= MOST_NAMED else []
        found.append((area or NO_AREA, plural(len(names), "setting"), link, shown))
    return found


def _how(one: Holder) -> str:
    return "" if one.words is PublicWords.VALID else one.words.value
