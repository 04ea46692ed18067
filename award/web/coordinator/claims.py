"""Hours and miles of everybody who visits, by month and person; and the coordinator's own."""

from datetime import date

from flask import url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.permissions import May
from award.queries.claims import ClaimLine, list_claims, list_own_claims
from award.queries.visit_diary import list_visitors
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.listing import number
from award.web.kit.access import actor, needs
from award.web.kit.claims import asked_month, claim_screen, claims_csv, claims_page
from award.web.kit.pages import Link, render


@bp.get("/claims")
@needs(May.SEE_CLAIMS)
def claims() -> ResponseReturnValue:
    """What is claimed in a month, of everybody or of one person; my own visits to claim for."""
    now, month, who = clock.now(), asked_month(clock.today()), _who()
    own = who == actor().user_id
    lines = (
        list_own_claims(db.session(), actor(), month, at=now)
        if own
        else list_claims(db.session(), actor(), month, at=now, visitor_id=who)
    )
    page = claims_page(
        month,
        lines,
        address=lambda day: _address(day, who),
        claim_address=_claim_address if own else None,
    )
    file = url_for("coordinator.claims_file", month=f"{month:%Y-%m}", who=who)
    return render(
        "visits/claims.html",
        **page,
        own=own,
        people=_people(month, who),
        file=file if page["left"] < len(lines) else "",
        back=Link("Diary", url_for("coordinator.diary")),
    )


@bp.get("/claims.csv")
@needs(May.SEE_CLAIMS)
def claims_file() -> ResponseReturnValue:
    """The same month as a file."""
    month = asked_month(clock.today())
    lines = list_claims(db.session(), actor(), month, at=clock.now(), visitor_id=_who())
    return claims_csv(month, lines)


@bp.route("/claims/<int:visit_id>", methods=["GET", "POST"])
@needs(May.CLAIM_VISIT)
def claim(visit_id: int) -> ResponseReturnValue:
    """Claim for one visit of mine."""
    me = actor().user_id
    return claim_screen(visit_id, lambda day: Link("Hours and miles", _address(day, me)))


def _who() -> int | None:
    who = number("who")
    known = {user_id for user_id, _ in list_visitors(db.session(), actor())}
    return who if who in known else None


def _people(month: date, who: int | None) -> list[Link]:
    people = [
        (user_id, "Your own" if user_id == actor().user_id else name)
        for user_id, name in list_visitors(db.session(), actor())
    ]
    everybody = Link("Everybody", _address(month, None), who is None)
    return [everybody, *(Link(name, _address(month, one), one == who) for one, name in people)]


def _address(month: date, who: int | None) -> str:
    return url_for("coordinator.claims", month=f"{month:%Y-%m}", who=who)


def _claim_address(line: ClaimLine) -> str:
    return url_for("coordinator.claim", visit_id=line.visit.id)
