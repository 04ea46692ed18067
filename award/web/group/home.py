"""The settings of a trust or group: where each stands, and what it holds."""

from typing import Any, Final

from flask import request, url_for
from flask.typing import ResponseReturnValue
from markupsafe import Markup

from award.adapters import clock
from award.domain.award_moves import public_words
from award.domain.permissions import May
from award.domain.policy_checks import next_check_on
from award.domain.refusals import NotFound
from award.domain.stages import OPEN, Stage
from award.domain.validity import Validity
from award.queries.groups import (
    A_PAGE,
    SettingLine,
    Shown,
    Tally,
    count_group,
    count_settings,
    find_certificate,
    list_settings,
)
from award.storage.days import day_of
from award.storage.db import db
from award.web.group.blueprint import bp
from award.web.kit import access
from award.web.kit.access import actor, needs
from award.web.kit.filters import day_short, plural, unbroken
from award.web.kit.first_steps import FirstStep, first_steps_for, first_steps_screen
from award.web.kit.handing_out import hand_out
from award.web.kit.journeys import PAST
from award.web.kit.looks import as_read, tone_of
from award.web.kit.pages import render, room_nav
from award.web.kit.paging import asked_page, pages_of
from award.web.kit.stage_names import name_of_stage

LONGEST_SEARCH = 100
DECIDED: Final = (Stage.AWARDED, Stage.NOT_YET)  # an outcome says as much and more
KEPT = Markup("{}<br>Tell nobody outside before {}")
PAPER = Markup(
    '{}<br><a class="govuk-link" href="{}">Certificate'
    '<span class="govuk-visually-hidden"> of {}</span> (PDF)</a>'
)
CHOICES = (
    {"value": "", "words": "All"},
    {"value": Shown.HOLD, "words": "Hold the award"},
    {"value": Shown.UNDER_WAY, "words": "Are under way"},
    {"value": Shown.NOT_BEGUN, "words": "Have not begun"},
)
first_steps_screen(bp, may=May.SEE_DECISION)
room_nav("group", ("Our settings", "group.home"))


@bp.get("")
@needs(May.SEE_DECISION)
def home() -> ResponseReturnValue:
    """Stage, outcome once released, and the award's dates; no texts and no files."""
    session, who, today = db.session(), actor(), clock.today()
    search = request.args.get("search", "").strip()[:LONGEST_SEARCH]
    asked = request.args.get("shown", "")
    shown = Shown(asked) if asked in list(Shown) else None
    pages = pages_of(
        count_settings(session, who, today=today, search=search, shown=shown),
        size=A_PAGE,
        page=asked_page(),
        address=lambda n: url_for("group.home", search=search or None, shown=shown, page=n),
    )
    lines = list_settings(session, who, today=today, search=search, shown=shown, page=pages.number)
    return render(
        "group/home.html",
        first=first_steps_for(_begin(), at=clock.now()),
        group=access.group(),
        told=told(count_group(session, who, today=today)),
        rows=[row_of(one) for one in lines],
        pages=pages,
        search=search,
        shown=shown or "",
        choices=CHOICES,
    )


def _begin() -> list[FirstStep]:
    """What somebody of a trust begins with."""
    return [
        FirstStep(
            "Find your settings below",
            "Each row says where a setting stands, and what it holds and until when.",
        ),
        FirstStep(
            "See who has not begun",
            "A word from you is often what starts a setting.",
            url_for("group.home", shown=Shown.NOT_BEGUN),
        ),
        FirstStep(
            "What a setting writes stays with it",
            "What it writes and shows is between it and the council. You see an outcome once it is "
            "released.",
        ),
    ]


def told(tally: Tally) -> str:
    """The group in a sentence."""
    hold = "holds" if tally.holders == 1 else "hold"
    are = "is" if tally.under_way == 1 else "are"
    known = plural(tally.settings, "setting")
    held = f"{tally.holders} {hold} the award"
    return f"Of your {known}, {held} and {tally.under_way} {are} under way."


def row_of(line: SettingLine) -> list[Any]:
    """One setting as the cells of a table."""
    return [
        {"words": line.name, "more": line.authority},
        standing_cell(line),
        award_cell(line),
        policy_cell(line),
    ]


def standing_cell(line: SettingLine) -> Any:
    """Where the last journey stands; and what was decided, where its stage does not say that."""
    if line.stage is None:
        before = "Awarded before" if line.award_state else ""
        return {"words": "Not begun", "more": before}
    decided = PAST[line.outcome] if line.outcome else ""
    if line.paused_until is not None:
        return {"words": "Paused", "tone": "stopped", "more": decided}
    tone = as_read(tone_of(line.stage))
    if decided and line.stage in DECIDED:
        return {"words": decided, "tone": tone}
    return {"words": name_of_stage(line.stage, line.end_reason_code), "tone": tone, "more": decided}


def policy_cell(line: SettingLine) -> Any:
    """When the setting last finished its policy check; what it found stays with it."""
    if line.policy_checked_at is None:
        return "Under way" if line.policy_is_begun else "Not yet"
    on = day_of(line.policy_checked_at)
    is_due = next_check_on(on) <= clock.today()
    again = "Under way again" if line.policy_is_begun else "To check again" if is_due else ""
    return {"words": day_short(on), "more": again}


def award_cell(line: SettingLine) -> Any:
    """What the setting holds, and from when to when."""
    if not (line.award_state and line.valid_from and line.valid_until and line.grace_until):
        return "None"
    validity = Validity(line.valid_from, line.valid_until, line.grace_until)
    standing = validity.standing(clock.today(), renewal_open=line.stage in OPEN)
    words = public_words(line.award_state, standing)
    began, ends = day_short(line.valid_from), day_short(line.valid_until)
    more = f"{unbroken(began)} to {unbroken(ends)}"
    if line.announce_on and line.announce_on > clock.today():
        more = KEPT.format(more, unbroken(day_short(line.announce_on)))
    if line.certificate_id is not None:
        there = url_for("group.certificate", certificate_id=line.certificate_id)
        more = PAPER.format(more, there, line.name)
    return {"words": words.capitalize(), "more": more}


@bp.get("/certificates/<int:certificate_id>")
@needs(May.DOWNLOAD_CERTIFICATE)
def certificate(certificate_id: int) -> ResponseReturnValue:
    """The certificate of one of the group's settings, as it was signed."""
    found = find_certificate(db.session(), actor(), certificate_id, today=clock.today())
    if found is None:
        raise NotFound
    paper, held = found
    name = f"certificate-{held.number}.pdf"
    key = paper.key or ""
    return hand_out(key, name, "application/pdf", size=paper.size, sha256=paper.sha256)
