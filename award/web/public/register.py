"""The public register: as a page, on a map, as CSV and as JSON, with what each field means."""

from typing import Any, Final

from flask import Response, abort, g, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.directions import name_apart
from award.queries.holders import (
    A_PAGE,
    Choices,
    Holder,
    Wanted,
    count_holders,
    count_past,
    list_choices,
    list_holders,
    list_past,
)
from award.storage.authorities import Authority
from award.storage.db import db
from award.web.kit import access
from award.web.kit.access import open_to_all
from award.web.kit.csv_files import csv_file
from award.web.kit.filters import day_short, whole
from award.web.kit.looks import tone_of
from award.web.kit.pages import Link, render
from award.web.kit.paging import asked_page, pages_of
from award.web.public.blueprint import bp
from award.web.public.register_fields import FIELDS, as_row, schema

LONGEST: Final = 100


@bp.get("/<authority:authority>/register")
@open_to_all
def register() -> ResponseReturnValue:
    """Who holds the award now."""
    owner, today, wanted = access.authority(), clock.today(), asked_for()
    g.is_public = True
    total = count_holders(db.session(), owner.id, today=today, wanted=wanted)
    pages = pages_of(
        total,
        size=A_PAGE,
        page=asked_page(),
        address=lambda n: url_for("public.register", **query_of(wanted), page=n),
    )
    holders = list_holders(db.session(), owner.id, today=today, wanted=wanted, page=pages.number)
    return render(
        "public/register.html",
        authority=owner,
        rows=[[*cells_of(one), _today_cell(one)] for one in holders],
        pages=pages,
        files=files_of(wanted),
        **narrowing(owner, wanted, "public.register"),
    )


@bp.get("/<authority:authority>/register/past")
@open_to_all
def register_past() -> ResponseReturnValue:
    """Awards of before, where the authority shows them; else there is no such page."""
    owner, today = access.authority(), clock.today()
    if not owner.shows_past_awards:
        abort(404)
    g.is_public = True
    total = count_past(db.session(), owner.id, today=today)
    pages = pages_of(
        total,
        size=A_PAGE,
        page=asked_page(),
        address=lambda n: url_for("public.register_past", page=n),
    )
    held = list_past(db.session(), owner.id, today=today, page=pages.number)
    return render(
        "public/register_past.html",
        authority=owner,
        rows=[cells_of(one) for one in held],
        pages=pages,
        tabs_shown=tabs_of(owner, Wanted(), "public.register_past"),
    )


@bp.get("/<authority:authority>/register.csv")
@open_to_all
def register_csv() -> ResponseReturnValue:
    """The register for a spreadsheet, in which no name can become a formula."""
    owner = access.authority()
    found = list_holders(db.session(), owner.id, today=clock.today(), wanted=asked_for(), size=None)
    rows = [list(as_row(one).values()) for one in found]
    return _described(csv_file(f"{owner.code}-register", [one.name for one in FIELDS], rows))


@bp.get("/<authority:authority>/register.json")
@open_to_all
def register_json() -> ResponseReturnValue:
    """The register for other programs; `schema` says what each field means."""
    owner, today = access.authority(), clock.today()
    found = list_holders(db.session(), owner.id, today=today, wanted=asked_for(), size=None)
    return _described(
        jsonify(
            schema=url_for("public.register_schema", _external=True),
            authority=owner.name,
            as_of=today.isoformat(),
            holders=[as_row(one) for one in found],
        )
    )


@bp.get("/<authority:authority>/register.schema.json")
@open_to_all
def register_schema() -> ResponseReturnValue:
    """What register.json holds, as JSON Schema."""
    access.authority()
    answer = jsonify(schema(url_for("public.register_schema", _external=True)))
    answer.mimetype = "application/schema+json"
    return answer


@bp.get("/<authority:authority>/register/fields")
@open_to_all
def register_fields() -> ResponseReturnValue:
    """What each field of the files means, in words."""
    owner = access.authority()
    g.is_public = True
    return render(
        "public/register_fields.html",
        authority=owner,
        fields=FIELDS,
        example=url_for("public.register_json", _external=True),
        files=files_of(Wanted()),
        back=Link("Who holds the award", url_for("public.register")),
    )


def cells_of(one: Holder) -> list[Any]:
    """One award as cells: the setting with its number, what and where it is, from and until."""
    days = whole(day_short(one.valid_from)) + " to " + whole(day_short(one.valid_until))
    what = {"words": one.kind, "more": one.area}
    more = f"{one.number}. Now called {one.now}" if one.now else one.number
    return [{"words": name_apart(one.name), "more": more}, what, days]


def _today_cell(one: Holder) -> dict[str, str]:
    return {"words": str(one.words).capitalize(), "tone": tone_of(one.words)}


def asked_for() -> Wanted:
    """What the address looks for. Words beyond a hundred letters are let fall."""
    words, kind, area = (
        request.args.get(name, "").strip()[:LONGEST] for name in ("search", "kind", "area")
    )
    return Wanted(words, kind, area)


def query_of(wanted: Wanted) -> dict[str, Any]:
    """The same as it stands in an address; what is not looked for is left out."""
    return {
        "search": wanted.words or None,
        "kind": wanted.kind or None,
        "area": wanted.area or None,
    }


def narrowing(owner: Authority, wanted: Wanted, endpoint: str) -> dict[str, Any]:
    """The search, its lists and the tabs above it, as both views of the register show them."""
    choices = list_choices(db.session(), owner.id, today=clock.today())
    return {
        "search": {"name": "search", "label": "Find a setting", "value": wanted.words},
        "selects": selects_of(choices, wanted),
        "action": url_for(endpoint),
        "clear": url_for(endpoint) if wanted.narrows else None,
        "tabs_shown": tabs_of(owner, wanted, endpoint),
    }


def selects_of(choices: Choices, wanted: Wanted) -> list[dict[str, Any]]:
    """The lists to narrow by; one that could not narrow anything is left out."""
    kinds = [{"value": code, "words": words} for code, words in choices.kinds]
    areas = [{"value": one, "words": one} for one in choices.areas]
    both = (
        ("kind", "Kind", "Every kind", wanted.kind, kinds),
        ("area", "Area", "Every area", wanted.area, areas),
    )
    return [
        {
            "name": name,
            "label": label,
            "value": value,
            "choices": [{"value": "", "words": every}, *found],
        }
        for name, label, every, value, found in both
        if len(found) > 1 or value
    ]


def tabs_of(owner: Authority, wanted: Wanted, endpoint: str) -> list[Link]:
    """The views of the register; awards of before only where the authority shows them."""
    query = query_of(wanted)
    views = [
        ("List", "public.register", query),
        ("Map", "public.register_map", query),
    ]
    if owner.shows_past_awards:
        views.append(("Earlier holders", "public.register_past", {}))
    return [Link(words, url_for(name, **more), name == endpoint) for words, name, more in views]


def files_of(wanted: Wanted) -> dict[str, str]:
    """Where the same list is as files, and where their fields are explained."""
    query = query_of(wanted)
    return {
        "csv": url_for("public.register_csv", **query),
        "json": url_for("public.register_json", **query),
        "fields": url_for("public.register_fields"),
    }


def _described(answer: Response) -> Response:
    """The file, with a link to what its fields mean."""
    schema_at = url_for("public.register_schema", _external=True)
    answer.headers["Link"] = f'<{schema_at}>; rel="describedby"'
    return answer
