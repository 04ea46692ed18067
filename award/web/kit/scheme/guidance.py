"""The guidance that the framework rests on, and when somebody last looked whether it is current."""

from collections import Counter
from datetime import timedelta
from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.checking_guidance import check_guidance
from award.adapters import clock
from award.domain.frameworks import Guidance
from award.domain.permissions import May
from award.queries.scheme import list_guidance_checks
from award.storage.db import db
from award.storage.scheme import GuidanceCheck
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.filters import day_short
from award.web.kit.pages import render
from award.web.kit.scheme.framework import current
from award.web.kit.scheme.screens import screens

A_YEAR = timedelta(days=365)


@screens.get("/guidance")
@needs(May.EDIT_FRAMEWORK)
def guidance() -> ResponseReturnValue:
    """Each piece, those first at which nobody looked for the longest time."""
    checks = list_guidance_checks(db.session(), authority().id)
    pieces = sorted(
        current().guidance,
        key=lambda one: checks[one.code].checked_on.isoformat() if one.code in checks else "",
    )
    lines = [_line(one, checks.get(one.code)) for one in pieces]
    left = sum(1 for one in lines if one["is_old"])
    (usual, count), *_ = Counter(one["said"] for one in lines).most_common(1) or [("", 0)]
    shared = next((one for one in lines if one["said"] == usual), None) if count > 1 else None
    return render(
        "scheme/guidance.html", lines=lines, left=left, shared=shared, is_all=count == len(lines)
    )


def _line(piece: Guidance, check: GuidanceCheck | None) -> dict[str, Any]:
    is_old = check is None or clock.today() - check.checked_on > A_YEAR
    said = "Nobody has checked it here yet"
    if check is not None:
        said = f"Checked on {day_short(check.checked_on)} by {check.by_name}"
    return {
        "piece": piece,
        "said": said,
        "is_old": is_old,
        "kind": "sign" if is_old else "tick",
        "href": url_for(".guidance_checked", guidance=piece.code),
    }


@screens.post("/guidance/<guidance>/checked")
@needs(May.EDIT_FRAMEWORK)
def guidance_checked(guidance: str) -> ResponseReturnValue:
    """Somebody looked at it today."""
    with changing(authority(), May.EDIT_FRAMEWORK) as held:
        check_guidance(held, guidance, by=actor(), at=clock.now())
    flash("Noted, with today’s date and your name.")
    return redirect(url_for(".guidance"))
