"""A setting's page: its award, its journey, its people, what was said, and who is tied to it."""

from datetime import datetime
from typing import Any

from flask import url_for
from flask.typing import ResponseReturnValue

from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.permissions import May
from award.domain.spoken import listed
from award.domain.ties import TIE_WORDS
from award.queries.cohorts import list_earlier_awards
from award.queries.finding import names_at
from award.queries.histories import list_notes
from award.queries.links import find_successor
from award.queries.settings import (
    list_awards_of,
    list_former_names,
    list_invited_to,
    list_journeys_of,
    list_people_of,
    list_ties,
)
from award.queries.waiting_since import since_of
from award.storage.accounts import Membership
from award.storage.awards import Award
from award.storage.db import db
from award.storage.frameworks import kind_of
from award.storage.journeys import Journey
from award.storage.settings import Setting, SettingState
from award.web.coordinator.blueprint import bp
from award.web.coordinator.history import line_of
from award.web.coordinator.listing import number, paging
from award.web.coordinator.rows import turn_cell, waiting_cell
from award.web.coordinator.setting_closing import awards_held
from award.web.coordinator.settings import HERE, STATE_WORDS, award_standing, the_setting
from award.web.kit.access import actor, needs
from award.web.kit.contact_notes import NoteForm
from award.web.kit.filters import day_short, unbroken
from award.web.kit.journeys import stage_words
from award.web.kit.kind_words import role_at
from award.web.kit.looks import tone_of
from award.web.kit.pages import Link, render


@bp.get("/settings/<int:place_id>")
@needs(May.SEE_APPLICATION)
def setting(place_id: int) -> ResponseReturnValue:
    """The story of a setting, and what can be done about it at once."""
    place, session = the_setting(place_id), db.session()
    found = list_journeys_of(session, place)
    since = since_of(session, found, at=clock.now())
    journeys = [_journey(one, since[one.id]) for one in found]
    going = next((one for one in journeys if one["is_open"]), None)
    invited = list_invited_to(session, place, at=clock.now())
    ties = list_ties(session, place.id)
    awards = list_awards_of(session, place)
    notes = list_notes(session, actor(), place.id, page=number("page", 1) or 1)
    is_closed = place.state is SettingState.CLOSED
    return render(
        "coordinator/setting.html",
        place=place,
        lead=_about(place),
        is_closed=is_closed,
        goes_on=find_successor(session, place) if is_closed else None,
        going=going,
        earlier=[one for one in journeys if not one["is_open"]],
        awards=[_award(one, going=going is not None) for one in awards],
        holds=bool(held := awards_held(awards)),
        stays=_award(held[0], going=False) if is_closed and held else None,
        earlier_awards=list_earlier_awards(session, actor(), place),
        people=_people(place, list(list_people_of(session, place))),
        invited=[(one, role_at(one.role, place)) for one in invited],
        ties=[(user.name, TIE_WORDS[one.kind], one.words) for one, user in ties],
        notes=[line_of(one, place) for one in notes.rows],
        paging=paging(notes, "coordinator.setting"),
        facts=_facts(place),
        form=NoteForm(None),
        names=names_at(place),
        back=Link("Settings", url_for(HERE)),
    )


def _about(place: Setting) -> str:
    parts = []
    if place.kind is not None:
        kind = kind_of(place)
        parts.append(f"{kind.label}, {place.size:,} {kind.people}" if place.size else kind.label)
    parts += [place.group.name] if place.group else []
    parts += ["Closed"] if place.state is SettingState.CLOSED else []
    return ". ".join(parts) + "." if parts else ""


def _journey(one: Journey, since: datetime) -> dict[str, Any]:
    return {
        "words": f"{one.route.name} route",
        "opened": one.opened_at,
        "ended": one.ended_at,
        "stage": stage_words(one),
        "turn": turn_cell(one),
        "waiting": waiting_cell(one, since, clock.now()),
        "href": url_for("coordinator.journey", journey_id=one.id),
        "pause": url_for("coordinator.pause", journey_id=one.id),
        "write": url_for("coordinator.nudge", journey_id=one.id),
        "is_paused": one.paused_until is not None,
        "is_open": one.ended_at is None,
    }


def _award(one: Award, *, going: bool) -> dict[str, Any]:
    return {
        "words": one.number or "Earlier award",
        "href": url_for("coordinator.award", award_id=one.id),
        "from": unbroken(day_short(one.valid_from)),
        "until": unbroken(day_short(one.valid_until)),
        "standing": award_standing(one, renewal_open=going),
        "tone": tone_of(one.state) if one.state is not AwardState.IN_FORCE else "stopped",
    }


def _people(place: Setting, rows: list[Membership]) -> list[dict[str, Any]]:
    """Each person once, with every role that they hold here."""
    held: dict[int, list[Membership]] = {}
    for one in rows:
        held.setdefault(one.user_id, []).append(one)
    return [
        {
            "name": mine[0].user.name,
            "email": mine[0].user.email,
            "lost": day_short(mine[0].user.bounced_at),
            "anew": url_for("coordinator.person_invite", place_id=place.id, anew=mine[0].user_id),
            "roles": listed([role_at(one.role, place) for one in mine]),
            "ends": [
                Link(
                    "Remove" if len(mine) == 1 else f"Remove as {role_at(one.role, place)}",
                    url_for("coordinator.person_remove", place_id=place.id, membership_id=one.id),
                )
                for one in mine
            ],
        }
        for mine in held.values()
    ]


def _facts(place: Setting) -> list[dict[str, str]]:
    former = list_former_names(db.session(), place)
    ages = f"{place.low_age} to {place.high_age}" if place.low_age is not None else ""
    known = {
        "Kind": place.kind.label if place.kind else "Not known",
        "State": STATE_WORDS[place.state]
        + (f". {place.state_reason}" if place.state_reason else ""),
        "Address": ", ".join(
            (*(place.address or "").splitlines(), *filter(None, [place.postcode]))
        ),
        "Ward": place.ward or "",
        "Ages": ages,
        "How many come": f"{place.size:,}" if place.size is not None else "Not known",
        "Trust or group": place.group.name if place.group else "",
        "Telephone": place.telephone or "",
        "Website": place.website or "",
        "Name on the certificate": place.certificate_name or "",
        "Called before": ", ".join(
            f"{one.name} (until {day_short(one.until_on)})" for one in former
        ),
    }
    rows = [{"key": key, "value": value} for key, value in known.items() if value]
    names = {one.code: one.name for one in place.authority.numbers.values()}
    for one in place.identifiers:
        until = f" (until {day_short(one.until_on)})" if one.until_on else ""
        rows.append(
            {
                "key": names.get(one.scheme, one.scheme),
                "value": one.value + until,
            }
        )
    return rows
