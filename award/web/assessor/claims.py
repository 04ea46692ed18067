"""My hours and miles: month by month, as a file, and visit by visit."""

from datetime import date

from flask import url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.queries.claims import ClaimLine, list_own_claims
from award.storage.db import db
from award.web.assessor.blueprint import bp
from award.web.kit.access import actor, needs
from award.web.kit.claims import asked_month, claim_screen, claims_csv, claims_page
from award.web.kit.pages import Link, render


@bp.get("/claims")
@needs(May.CLAIM_VISIT)
def claims() -> ResponseReturnValue:
    """The visits that I made in a month, with what I claim for each."""
    now, month = clock.now(), asked_month(clock.today())
    lines = list_own_claims(db.session(), actor(), month, at=now)
    page = claims_page(month, lines, address=_address, claim_address=_claim_address)
    file = url_for("assessor.claims_file", month=f"{month:%Y-%m}")
    return render(
        "visits/claims.html",
        **page,
        own=True,
        people=[],
        file=file if page["left"] < len(lines) else "",
        back=Link("Diary", url_for("assessor.diary")),
    )


@bp.get("/claims.csv")
@needs(May.CLAIM_VISIT)
def claims_file() -> ResponseReturnValue:
    """The same month as a file."""
    month = asked_month(clock.today())
    return claims_csv(month, list_own_claims(db.session(), actor(), month, at=clock.now()))


@bp.route("/claims/<int:visit_id>", methods=["GET", "POST"])
@needs(May.CLAIM_VISIT)
def claim(visit_id: int) -> ResponseReturnValue:
    """Claim for one visit of mine."""
    return claim_screen(visit_id, lambda day: Link("Hours and miles", _address(day)))


def _address(month: date) -> str:
    return url_for("assessor.claims", month=f"{month:%Y-%m}")


def _claim_address(line: ClaimLine) -> str:
    return url_for("assessor.claim", visit_id=line.visit.id)
