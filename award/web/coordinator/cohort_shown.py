"""What the pages of a cohort show: its settings by how far they are, its workshop, its letter."""

from collections.abc import Sequence
from typing import Any

from flask import url_for

from award.actions.sending_cohort import AT_ONCE, SentOut, together
from award.actions.workshops import Workshop, workshop_of
from award.adapters import clock
from award.domain.inviting import asks_first, is_free
from award.domain.letter_texts import render_letter
from award.domain.people import INVITED_AS, Role
from award.queries.cohort_leads import Reached, list_reached
from award.queries.cohorts import CohortSize
from award.queries.settings import find_round, list_routes
from award.storage.cohorts import Cohort, CohortPlace
from award.storage.db import db
from award.storage.invitable import how_they_stand
from award.storage.sent_texts import text_sent
from award.web.coordinator.cohort_standing import in_short, in_the_way, to_look_at
from award.web.kit.access import actor, authority
from award.web.kit.filters import day, day_short, listed, moment, plural, unbroken
from award.web.kit.forms import Choice
from award.web.kit.journeys import stage_words
from award.web.kit.pages import Link, render


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


def parts_of(places: Sequence[CohortPlace]) -> dict[str, Any]:
    """The settings of a cohort by what becomes of them when it is sent."""
    waiting = [one for one in places if one.invited_at is None]
    found = how_they_stand(db.session(), [one.setting_id for one in waiting], on=clock.today())
    stands = {one.id: found[one.setting_id] for one in waiting}
    why = {one.id: in_the_way(stands[one.id]) or one.left_out for one in waiting}
    able = [one for one in waiting if not why[one.id]]
    ready = [one for one in able if one.lead_email]
    named = [one for one in ready if is_free(stands[one.id].facts)]
    return {
        "invited": [one for one in places if one.invited_at is not None],
        "named": named,
        "asked": [
            (one, in_short(stands[one.id]), to_look_at(stands[one.id]))
            for one in ready
            if asks_first(stands[one.id].facts)
        ],
        "unnamed": [one for one in able if not one.lead_email],
        "out": [(one, why[one.id]) for one in waiting if why[one.id]],
        "first": min(len(named), AT_ONCE),
        "later": max(0, len(named) - AT_ONCE),
    }


def sure_choices(parts: dict[str, Any]) -> list[Choice]:
    """The settings that are looked at first, each with what would follow."""
    return [Choice(one.id, one.setting.name, words) for one, _, words in parts["asked"]]


def sent_words(done: SentOut) -> str:
    """What sending did, in sentences."""
    invited, said = done.invited - done.told, []
    if invited or not done.told:
        said.append(f"{plural(invited, 'setting')} got an invitation.")
    if done.told:
        there = plural(done.told, "setting")
        said.append(f"At {there} the lead was here already, and was told that the journey is open.")
    if done.left_out:
        said.append(f"{plural(done.left_out, 'setting')} stayed out.")
    if done.asked:
        said.append(f"{plural(done.asked, 'setting')} that you did not tick got none.")
    if done.left:
        said.append(f"{plural(done.left, 'setting')} to go.")
    return " ".join(said)


def cohort_page(cohort: Cohort) -> str:
    """The page of a cohort."""
    found = list_reached(db.session(), cohort)
    parts = parts_of([one for one, _ in found])
    workshop = workshop_of(cohort) if cohort.workshop_at else Workshop()
    return render(
        "coordinator/cohort.html",
        cohort=cohort,
        back=Link("Cohorts", url_for("coordinator.cohorts")),
        facts=_facts(cohort),
        rows=[_invited_row(one, lead) for one, lead in found if one.invited_at is not None],
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


def _invited_row(one: CohortPlace, lead: Reached | None) -> list[Any]:
    journey = one.journey
    words = stage_words(journey)[1] if journey else ""
    href = url_for("coordinator.journey", journey_id=one.journey_id)
    return [
        {"words": one.setting.name, "href": href},
        {"words": one.lead_name or one.lead_email, "more": one.lead_email if one.lead_name else ""},
        words,
        {"words": day_short(one.invited_at), "whole": True},
        _answer_cell(lead) if journey and journey.ended_at is None else "",
    ]


def _answer_cell(lead: Reached | None) -> Any:
    """Whether the lead can be reached, and has come; empty where all is well."""
    if lead is None:
        return {"words": "Nobody leads it now", "trouble": True}
    if lead.bounced_at is not None:
        said = f"Since {unbroken(day_short(lead.bounced_at))}"
        return {"words": "Letters come back", "more": said, "trouble": True}
    if lead.link_until is None:
        return ""
    until = unbroken(day_short(lead.link_until))
    if lead.link_until < clock.now():
        return {"words": "The link has run out", "more": f"On {until}", "trouble": True}
    return {"words": "Has not come yet", "more": f"The link works until {until}"}


Offer = tuple[bool, str, str, str]


def _next(cohort: Cohort, parts: dict[str, Any], workshop: Workshop) -> dict[str, Any] | None:
    """The one thing to do next; None when nothing waits for the coordinator."""
    offers = [one for one in (*_gathering(parts), *_holding(cohort, workshop)) if one[0]]
    if not offers:
        return None
    (_, title, words, endpoint), *others = offers
    return {
        "title": title,
        "text": words,
        "href": url_for(endpoint, cohort_id=cohort.id),
        "others": [Link(said, url_for(at, cohort_id=cohort.id)) for _, said, _, at in others],
    }


def _gathering(parts: dict[str, Any]) -> list[Offer]:
    """What may be left to do until everybody is invited."""
    named, unnamed, asked = (len(parts[name]) for name in ("named", "unnamed", "asked"))
    whom = "it" if asked == 1 else "them"
    return [
        (
            not any(parts[name] for name in ("invited", "named", "asked", "unnamed", "out")),
            "Choose settings",
            "Search by name or kind, take those that never took part, or paste a list of names.",
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
            "You see who is invited before anything is sent.",
            "coordinator.cohort_send",
        ),
        (
            asked > 0,
            f"Look at {plural(asked, 'setting')} before you invite {whom}",
            "The award is held there, or appealed about. You read what would follow.",
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
    names = listed([one.setting.name for one in workshop.to_share])
    counted = {
        "Still to apply or to be accepted": len(workshop.not_there_yet),
        "Can be booked now": len(workshop.to_book),
        "Have it in their diary": len(workshop.booked),
        "Did not come": len(workshop.missed),
        "Written up, or visited otherwise": len(workshop.written),
    }
    rows = [{"key": key, "value": str(value)} for key, value in counted.items() if value]
    return [
        *rows,
        *([{"key": "Record to put right, or to share", "value": names}] if names else []),
    ]


def send_parts(cohort: Cohort) -> dict[str, Any]:
    """The settings for the page that sends, with those who lead already, and the letter."""
    found = list_reached(db.session(), cohort)
    parts = parts_of([one for one, _ in found])
    ready = [*parts["named"], *(one for one, *_ in parts["asked"])]
    known = frozenset(one.id for one, lead in found if lead is not None and lead.leads_already)
    letter = _letter_shown(cohort, [one for one in ready if one.id not in known])
    first = [one.id in known for one in parts["named"][: parts["first"]]]
    return {**parts, "known": known, "letter": letter, "sends": _sends(first)}


def _sends(leads_already: Sequence[bool]) -> str:
    """What the button does: for each setting that goes now, whether its lead is here already."""
    told = sum(leads_already)
    letters = plural(len(leads_already) - told, "invitation")
    if not told:
        return f"Send {letters}"
    opened = f"{plural(told, 'journey')} and tell {'its lead' if told == 1 else 'their leads'}"
    return f"Open {opened}" if told == len(leads_already) else f"Send {letters}, open {opened}"


def _letter_shown(cohort: Cohort, ready: Sequence[CohortPlace]) -> dict[str, str] | None:
    """The letter as the first who gets one will read it; the link is left as words."""
    if not ready:
        return None
    first, council = ready[0], authority().name
    fields = {
        "name": first.lead_name or first.lead_email,
        "authority": council,
        "signed": f"{actor().name}\n{council}",
        "scheme": "Positive and Peaceful Places",
        "link": "(a link that works once)",
        "setting": first.setting.name,
        "sender": actor().name,
        "role": INVITED_AS[Role.LEAD],
        "link_until": "14 days after it is sent",
        **together(cohort).fields,
    }
    text = text_sent(db.session(), cohort.authority_id, "cohort_invitation")
    letter = render_letter(text, fields)
    return {"to": fields["name"], "subject": letter.subject, "body": letter.body}
