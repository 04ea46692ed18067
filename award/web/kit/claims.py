"""Hours and miles: the month that is asked for, its list, its file, and the claim for one visit."""

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any, Final

from flask import Response, flash, redirect, request
from flask.typing import ResponseReturnValue

from award.actions.claiming import claim_visit
from award.adapters import clock
from award.domain.claims import Claim, miles_words, read_miles
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.queries.claims import ClaimLine, find_own_claim
from award.storage.db import db
from award.storage.visits import VisitClaim
from award.web.kit.access import actor, changing
from award.web.kit.csv_files import csv_file
from award.web.kit.errors import refused
from award.web.kit.filters import MONTHS
from award.web.kit.forms import (
    AtMost,
    Form,
    HiddenVersion,
    TextField,
    WholeNumberField,
)
from award.web.kit.pages import Link, render
from award.web.kit.visit_diary import hours_words

HEADS: Final = (
    "Who",
    "E-mail",
    "Day",
    "Setting",
    "Visit",
    "Minutes there",
    "Minutes on the way",
    "Miles",
    "Note",
)


class ClaimForm(Form):
    """What is claimed for one visit."""

    version = HiddenVersion()
    minutes = WholeNumberField("How many minutes were you there?", most=1440)
    travel_minutes = WholeNumberField(
        "How many minutes on the way, there and back? (optional)", most=1440
    )
    miles = TextField(
        "How many miles, there and back? (optional)",
        [AtMost(12)],
        hint="Such as 12 or 12.5",
        width=10,
    )
    words = TextField("A note (optional)", [AtMost(200)], hint="Such as parking, or the bus")

    def claim(self) -> Claim:
        """The claim. Raises NotReady for miles that are no number."""
        return Claim(
            self.minutes.data or 0,
            self.travel_minutes.data or 0,
            read_miles(self.miles.data),
            self.words.data,
        )


def asked_month(today: date) -> date:
    """The first day of the month that the address asks for: month=2026-03; else this month."""
    try:
        asked = date.fromisoformat(f"{request.args.get('month', '')}-01")
    except ValueError:
        return today.replace(day=1)
    return asked if 2000 <= asked.year < 2200 else today.replace(day=1)


def claims_page(
    month: date,
    lines: Sequence[ClaimLine],
    *,
    address: Callable[[date], str],
    claim_address: Callable[[ClaimLine], str] | None,
) -> dict[str, Any]:
    """What the page of a month shows."""
    before = (month - timedelta(days=1)).replace(day=1)
    after = (month + timedelta(days=32)).replace(day=1)
    return {
        "month": f"{MONTHS[month.month - 1]} {month.year}",
        "before": Link("Month before", address(before)),
        "after": Link("Month after", address(after)),
        "lines": [(one, _cells(one, claim_address)) for one in lines],
        "total": total_words(lines),
        "left": sum(one.claim is None for one in lines),
    }


def _cells(line: ClaimLine, claim_address: Callable[[ClaimLine], str] | None) -> dict[str, Any]:
    claim = line.claim
    return {
        "day": f"{line.day:%a} {line.day.day}",
        "claimed": claimed_words(claim) if claim else "",
        "href": claim_address(line) if claim_address else "",
        "deed": "Change" if claim else "Claim",
    }


def claimed_words(claim: VisitClaim) -> str:
    """1 hour and 30 minutes there, 20 minutes on the way, 6.5 miles"""
    parts = [f"{hours_words(claim.minutes)} there"] if claim.minutes else []
    if claim.travel_minutes:
        parts.append(f"{hours_words(claim.travel_minutes)} on the way")
    if claim.tenths_of_mile:
        parts.append(f"{miles_words(claim.tenths_of_mile)} miles")
    return ", ".join(parts)


def total_words(lines: Sequence[ClaimLine]) -> str:
    """What is claimed in all: 5 hours and 20 minutes, 34.5 miles."""
    claims = [one.claim for one in lines if one.claim is not None]
    minutes = sum(one.minutes + one.travel_minutes for one in claims)
    tenths = sum(one.tenths_of_mile for one in claims)
    if not claims:
        return "Nothing is claimed for this month so far."
    return f"{hours_words(minutes) or 'No time'} and {miles_words(tenths)} miles are claimed."


def claims_csv(month: date, lines: Sequence[ClaimLine]) -> Response:
    """The claims of a month as a file; a setting that is kept private is not named in it."""
    rows = (
        (
            one.visitor,
            one.email,
            one.day,
            one.place_on_paper,
            one.name,
            one.claim.minutes,
            one.claim.travel_minutes,
            miles_words(one.claim.tenths_of_mile),
            one.claim.words,
        )
        for one in lines
        if one.claim is not None
    )
    return csv_file(f"claims-{month:%Y-%m}", HEADS, rows)


def claim_screen(visit_id: int, back: Callable[[date], Link]) -> ResponseReturnValue:
    """Claim for one visit of one's own; a visit of anybody else is not there."""
    line = find_own_claim(db.session(), actor(), visit_id, at=clock.now())
    if line is None:
        raise NotFound
    form, here = _form(line), back(line.day)
    if form.validate_on_submit():
        try:
            claim = form.claim()
            with changing(line.visit, May.CLAIM_VISIT) as visit:
                version = form.version.data or 0
                claim_visit(visit, claim, version=version, by=actor(), at=clock.now())
            flash("Your claim is kept.")
            return redirect(here.href)
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render("visits/claim.html", form=form, line=line, back=here)


def _form(line: ClaimLine) -> ClaimForm:
    claim = line.claim
    if claim is None:
        return ClaimForm(version=0, minutes=line.visit.minutes)
    return ClaimForm(
        version=claim.version,
        minutes=claim.minutes,
        travel_minutes=claim.travel_minutes,
        miles=miles_words(claim.tenths_of_mile) if claim.tenths_of_mile else "",
        words=claim.words,
    )
