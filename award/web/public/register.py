"""The public register: as a page, as CSV and as JSON."""

import csv
import io
from typing import Any, Final

from flask import Response, g, jsonify, request, url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.queries.register import A_PAGE, Holder, count_register, list_register
from award.storage.db import db
from award.web.kit import access
from award.web.kit.access import open_to_all
from award.web.kit.pages import render
from award.web.kit.paging import asked_page, pages_of
from award.web.public.blueprint import bp

STARTS_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
HEADS: Final = ("name", "kind", "number", "from", "until", "state")
LONGEST_SEARCH: Final = 100


@bp.get("/<authority:authority>/register")
@open_to_all
def register() -> ResponseReturnValue:
    """Who holds the award now."""
    owner, today = access.authority(), clock.today()
    g.is_public = True
    search = request.args.get("search", "").strip()[:LONGEST_SEARCH]
    total = count_register(db.session(), owner.id, today=today, search=search)
    pages = pages_of(
        total,
        size=A_PAGE,
        page=asked_page(),
        address=lambda n: url_for("public.register", search=search or None, page=n),
    )
    holders = list_register(db.session(), owner.id, today=today, search=search, page=pages.number)
    return render(
        "public/register.html", authority=owner, holders=holders, pages=pages, search=search
    )


@bp.get("/<authority:authority>/register.csv")
@open_to_all
def register_csv() -> ResponseReturnValue:
    """The whole register for a spreadsheet, in which no name can become a formula."""
    owner = access.authority()
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(HEADS)
    for holder in list_register(db.session(), owner.id, today=clock.today(), size=None):
        writer.writerow([harmless(str(value)) for value in as_row(holder).values()])
    return Response(
        out.getvalue().encode("utf-8-sig"),
        mimetype="text/csv",
        headers={"Content-Disposition": f'attachment; filename="{owner.code}-register.csv"'},
    )


@bp.get("/<authority:authority>/register.json")
@open_to_all
def register_json() -> ResponseReturnValue:
    """The whole register for other programs."""
    owner = access.authority()
    holders = list_register(db.session(), owner.id, today=clock.today(), size=None)
    return jsonify(authority=owner.name, holders=[as_row(one) for one in holders])


def as_row(holder: Holder) -> dict[str, Any]:
    """One line, its days in the order that sorts."""
    values = (
        holder.name,
        holder.kind,
        holder.number,
        holder.valid_from.isoformat(),
        holder.valid_until.isoformat(),
        str(holder.words),
    )
    return dict(zip(HEADS, values, strict=True))


def harmless(value: str) -> str:
    """The same words, which a spreadsheet takes as words."""
    return f"'{value}" if value.lstrip().startswith(STARTS_FORMULA) else value
