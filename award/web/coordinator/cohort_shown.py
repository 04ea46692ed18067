"""What the pages of a cohort show: its settings by how far they are, its workshop, its letter."""

from typing import Any, Final

from flask import url_for

from award.actions.sending_cohort import AT_ONCE, together
from award.actions.workshops import Workshop, workshop_of
from award.adapters import clock
from award.domain.letter_texts import render_letter
from award.domain.people import ROLE_NAMES, Role
from award.queries.cohorts import Choosable, CohortSize, list_busy, list_places
from award.queries.settings import find_round, list_routes
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.db import db
from award.storage.sent_texts import text_sent
from award.web.kit.access import actor, authority
from award.web.kit.filters import day, day_short, moment, plural
from award.web.kit.journeys import stage_words
from award.web.kit.pages import Link, render

OPEN_ALREADY: Final = "It has an open journey already"


def cohort_row(one: CohortSize) -> list[Any]:
    """One line of the list of cohorts."""
    place = one.cohort
    href = url_for("coordinator.cohort", cohort_id=place.id)
    return [
        {"words": place.name, "href": href},
        day_short(place.begun_at),
        plural(one.places, "setting"),
        f"{one.invited} invited" if one.invited else "Not sent yet",
    ]


def choosing_row(one: Choosable) -> dict[str, Any]:
    """One setting to tick; where it cannot come in, why."""
    place = one.setting
    why = "Is in this cohort" if one.is_in else (OPEN_ALREADY if one.journey else "")
    kind = place.kind.label if place.kind else ""
    return {
        "id": place.id,
        "name": place.name,
        "more": ", ".join(part for part in (kind, place.postcode) if part),
        "why": why,
    }


def parts_of(cohort: Cohort) -> dict[str, Any]:
    """The settings by what becomes of them when the cohort is sent."""
    places = list_places(db.session(), cohort)
    busy = list_busy(db.session(), [one.setting_id for one in places if one.invited_at is None])
    waiting = [one for one in places if one.invited_at is None]
    free = [one for one in waiting if one.setting_id not in busy and not one.left_out]
    named = [one for one in free if one.lead_email]
    return {
        "invited": [one for one in places if one.invited_at is not None],
        "named": named,
        "unnamed": [one for one in free if not one.lead_email],
        "out": [
            (one, one.left_out or OPEN_ALREADY)
            for one in waiting
            if one.left_out or one.setting_id in busy
        ],
        "first": min(len(named), AT_ONCE),
        "later": max(0, len(named) - AT_ONCE),
    }


def cohort_page(cohort: Cohort) -> str:
    """The page of a cohort."""
    parts = parts_of(cohort)
    workshop = workshop_of(cohort) if cohort.workshop_at else Workshop()
    return render(
        "coordinator/cohort.html",
        cohort=cohort,
        back=Link("Cohorts", url_for("coordinator.cohorts")),
        facts=_facts(cohort),
        rows=[_invited_row(one) for one in parts["invited"]],
        next=_next(cohort, parts, workshop),
        workshop=_workshop(cohort, workshop),
        **parts,
    )


def _facts(cohort: Cohort) -> list[dict[str, str]]:
    routes = {one.code: one.name for one in list_routes(db.session(), actor())}
    aim = find_round(db.session(), actor(), cohort.round_id) if cohort.round_id else None
    change = url_for("coordinator.cohort_change", cohort_id=cohort.id)
    held = f"{moment(cohort.workshop_at)}, {cohort.workshop_place}".rstrip(", ")
    return [
        {"key": "Route", "value": routes.get(cohort.route_code, cohort.route_code), "href": change},
        {"key": "Panel", "value": f"{aim.name}, {day(aim.panel_on)}" if aim else "None yet"},
        {"key": "First visit", "value": held if cohort.workshop_at else "One at each setting"},
    ]


def _invited_row(one: CohortPlace) -> list[Any]:
    journey = one.journey
    words = stage_words(journey)[1] if journey else ""
    href = url_for("coordinator.journey", journey_id=one.journey_id)
    return [
        {"words": one.setting.name, "href": href},
        {"words": one.lead_name or one.lead_email, "more": one.lead_email if one.lead_name else ""},
        words,
        day_short(one.invited_at),
    ]


Offer = tuple[bool, str, str, str]


def _next(cohort: Cohort, parts: dict[str, Any], workshop: Workshop) -> dict[str, Any] | None:
    """The one thing to do next; None when nothing waits for the coordinator."""
    for holds, title, words, endpoint in (*_gathering(parts), *_holding(cohort, workshop)):
        if holds:
            return {"title": title, "text": words, "href": url_for(endpoint, cohort_id=cohort.id)}
    return None


def _gathering(parts: dict[str, Any]) -> list[Offer]:
    """What may be left to do until everybody is invited."""
    named, unnamed = len(parts["named"]), len(parts["unnamed"])
    return [
        (
            not any(parts[name] for name in ("invited", "named", "unnamed", "out")),
            "Choose the settings",
            "Search by name or kind, or take those that never took part.",
            "coordinator.cohort_settings",
        ),
        (
            unnamed > 0,
            f"Say who leads at {plural(unnamed, 'setting')}",
            "Their invitation needs a name and an e-mail address.",
            "coordinator.cohort_leads",
        ),
        (
            named > 0,
            f"Invite {plural(named, 'setting')}",
            "You see the letter and the list before anything is sent.",
            "coordinator.cohort_send",
        ),
    ]


def _holding(cohort: Cohort, workshop: Workshop) -> list[Offer]:
    """What may be left to do about the workshop."""
    if cohort.workshop_at is None:
        return []
    begun, left = cohort.workshop_at <= clock.now(), len(workshop.to_book)
    return [
        (
            begun and bool(workshop.to_book or workshop.booked),
            "Write the workshop’s record",
            "Written once, shared with every setting that came.",
            "coordinator.workshop_record",
        ),
        (
            left > 0 and not begun,
            f"Put the workshop into {plural(left, 'diary', 'diaries')}",
            "These settings are planning now, so their first visit can be booked.",
            "coordinator.workshop_book",
        ),
    ]


def _workshop(cohort: Cohort, workshop: Workshop) -> list[dict[str, str]]:
    """How the invited settings stand towards the workshop."""
    if cohort.workshop_at is None:
        return []
    counted = {
        "Still to apply or to be accepted": len(workshop.not_there_yet),
        "Can be booked now": len(workshop.to_book),
        "Have it in their diary": len(workshop.booked),
        "Written up, or visited otherwise": len(workshop.written),
    }
    return [{"key": key, "value": str(value)} for key, value in counted.items() if value]


def letter_shown(cohort: Cohort, parts: dict[str, Any]) -> dict[str, str] | None:
    """The letter as the first setting will read it; the link is left as words."""
    if not parts["named"]:
        return None
    first: CohortPlace = parts["named"][0]
    fields = {
        "name": first.lead_name or first.lead_email,
        "authority": authority().name,
        "signed": f"{actor().name}\n{authority().name}",
        "scheme": "Positive and Peaceful Places",
        "link": "(a link that works once)",
        "setting": first.setting.name,
        "sender": actor().name,
        "role": ROLE_NAMES[Role.LEAD],
        "link_until": "14 days after it is sent",
        **together(cohort).fields,
    }
    text = text_sent(db.session(), cohort.authority_id, "cohort_invitation")
    letter = render_letter(text, fields)
    return {"subject": letter.subject, "body": letter.body}
