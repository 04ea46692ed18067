"""An award as the authority reads of it: how it stands, what happened to it, its certificates."""

from collections.abc import Sequence
from typing import Any, Final

from flask import Response, url_for

from award.actions.announcing import as_announced
from award.actions.awarding import PROPOSED
from award.actions.extending import preview_extension
from award.adapters import clock
from award.domain.award_moves import AWARD_MOVES, LIVE, AwardState
from award.domain.checking_codes import grouped
from award.domain.refusals import NotFound
from award.domain.validity import MOST_TERMS_EXTENDED
from award.queries.awards import find_journey_of, list_award_history, list_conditions
from award.queries.own_journeys import find_open_journey
from award.queries.settings import find_certificate
from award.storage.awards import Award, AwardHistory, is_renewal_open
from award.storage.db import db
from award.web.kit.access import actor
from award.web.kit.award_standing import AWARD_WORDS, no_reply_words, tag_of
from award.web.kit.conditions import counted_words, ended_of
from award.web.kit.filters import day, day_short, plural
from award.web.kit.handing_out import hand_out
from award.web.kit.history_words import who_words
from award.web.kit.timelines import Line

# What the award's own moves are called afterwards, and what else is told of an award.
TOLD: Final = {one.name: one.past for one in AWARD_MOVES} | {
    "extend": "Extended",
    "reissue": "Certificate made anew",
    "release": "Awarded",
    "reply_to_suspension": "The setting replied",
    "announce": "Day of announcement changed",
}
# Who made a move may change what it is called: only the clock drops for want of a vote.
TOLD_BY: Final = {(one.name, role): one.past for one in AWARD_MOVES for role in one.by}
NOT_MOVES: Final = frozenset({"reply_to_suspension", "announce"})
DEEDS: Final = {
    AwardState.SUSPENSION_PROPOSED: "suspend",
    AwardState.REVOCATION_PROPOSED: "revoke",
}


def story_of(award: Award) -> Sequence[AwardHistory]:
    """The award's history without the votes, which only the panel sees; the newest first."""
    return list_award_history(db.session(), actor(), award, of=TOLD)


def lines_of(award: Award, story: Sequence[AwardHistory]) -> list[Line]:
    """The history as a timeline."""
    return [
        Line(
            one.at,
            TOLD_BY.get((one.what, one.role), TOLD[one.what]),
            one.words,
            who_words(one.by_name, one.role, award.setting, begins=True),
            one.what not in NOT_MOVES,
        )
        for one in story
    ]


def stands(award: Award) -> tuple[str, str]:
    """The tone and the words for how it stands today."""
    going = find_open_journey(db.session(), actor(), award.setting) is not None
    return tag_of(award, AWARD_WORDS, renewal_open=going)


def certificates_of(award: Award, endpoint: str) -> list[dict[str, str]]:
    """Its certificates in words, with where each is handed out once it is made."""
    return [
        {
            "words": f"Certificate {one.number}, {one.name} (PDF)"
            if one.key
            else f"Certificate {one.number} is being made. Look again in a few minutes.",
            "href": url_for(endpoint, certificate_id=one.id) if one.key else "",
            "more": "Replaced by a later one." if one.replaced_at else "",
        }
        for one in award.certificates
    ]


def hand_out_certificate(certificate_id: int) -> Response:
    """A certificate of the actor's authority as a file. Raises NotFound for any other."""
    found = find_certificate(db.session(), actor(), certificate_id)
    if found is None or found.key is None:
        raise NotFound
    name = f"Certificate {found.name}.pdf"
    return hand_out(found.key, name, "application/pdf", size=found.size, sha256=found.sha256)


def meaning_of(award: Award, story: Sequence[AwardHistory]) -> str:
    """What its state means now, and who acts next; empty where it is simply in force."""
    since = next((day_short(one.at) for one in story if one.went_to is award.state), "")
    if award.state in PROPOSED:
        waits = "" if award.reply else f" {no_reply_words(award)}"
        return f"It stays in force until the panel has decided.{waits}"
    return {
        AwardState.SUSPENDED: (
            f"Suspended since {since}. Who checks its certificate reads “not currently "
            "confirmed”. The panel ends the suspension, or revokes the award."
        ),
        AwardState.REVOKED: (
            f"Revoked on {since}. Who checks its certificate reads “This award was taken back”, "
            "and the register does not name it."
        ),
        AwardState.SUPERSEDED: f"Replaced by a later award on {since}.",
    }.get(award.state, "")


def proposal_of(award: Award) -> dict[str, str] | None:
    """What is proposed and not decided yet: its title, the words, and where the reply stands."""
    if award.state not in PROPOSED:
        return None
    return {
        "title": f"Why it is proposed to {DEEDS[award.state]} it",
        "reason": award.proposed_reason,
        "reply": award.reply,
    }


def facts_of(award: Award, *, announce_at: str = "") -> list[dict[str, Any]]:
    """The rows that say what it is; what no longer counts is left out once it has ended.

    ``announce_at`` is where the day of its announcement may be changed, while it may be.
    """
    lives = award.state in LIVE
    until = "Until" if lives else "Would have lasted until"
    rows: list[dict[str, Any]] = [
        {"key": "From", "value": day(award.valid_from)},
        {"key": until, "value": day(award.valid_until)},
    ]
    in_grace = award.valid_until < clock.today() <= award.grace_until
    if lives and in_grace and is_renewal_open(db.session(), award):
        rows.append({"key": "Term of grace until", "value": day(award.grace_until)})
    if lives:
        announced = {"key": "Announced", "value": _announced(award)}
        settled = award.setting.is_hidden or as_announced(award).is_old_news(clock.today())
        rows.append(announced | {"href": announce_at} if announce_at and not settled else announced)
    rows.append({"key": "Checking code", "value": grouped(award.code)})
    if award.with_conditions:
        rows.append({"key": "Conditions", "value": _conditions(award)})
    if award.terms_extended:
        rows.append({"key": "Extended", "value": plural(award.terms_extended, "term")})
    return rows


def last_days(award: Award) -> str:
    """Until when an award runs now, and would after one term more or two, in sentences."""
    seen = [
        preview_extension(award, terms, by=actor(), at=clock.now()).becomes
        for terms in range(1, MOST_TERMS_EXTENDED + 1)
    ]
    then = [day(one) for one in seen if one is not None]
    now = f"It runs until {day(award.valid_until)} now."
    if len(then) < MOST_TERMS_EXTENDED:
        return now
    return f"{now} With one term it would last until {then[0]}, with two until {then[1]}."


def _conditions(award: Award) -> str:
    """How its conditions stand, in words."""
    session, here = db.session(), actor()
    journey = find_journey_of(session, here, award)
    asked = list_conditions(session, here, journey) if journey else []
    return counted_words(asked, ended_of(journey)) if journey and asked else "Yes"


def _announced(award: Award) -> str:
    """Since or from when everybody may know, in words."""
    if award.setting.is_hidden:
        return "Never: the setting is kept out of everything public"
    if award.announce_on is None:
        return "Everybody may know"
    if award.announce_on > clock.today():
        return f"On {day_short(award.announce_on)}; it is not public until then"
    return f"Everybody may know, since {day_short(award.announce_on)}"
