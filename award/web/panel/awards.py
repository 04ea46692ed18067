"""An award in question: what is proposed, what the setting says, the votes, and what follows."""

from typing import Any, Final

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.appealing import AGAINST_WORDS
from award.actions.awarding import make_award_move, must_be_voted_on, vote_on_award
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotFound, NotReady, Stale
from award.queries.award_ends import find_renewing, list_awards_of_panel
from award.queries.awards import find_journey_of, list_appeals
from award.queries.lists import PAGE_SIZE
from award.queries.votes import list_award_votes
from award.storage.awards import Award
from award.storage.db import db
from award.storage.decisions import AppealState
from award.web.kit.access import actor, changing, needs
from award.web.kit.award_shown import last_days
from award.web.kit.award_standing import no_reply_words, tag_of
from award.web.kit.errors import refused
from award.web.kit.filters import day, day_short
from award.web.kit.pages import Link, render
from award.web.kit.paging import asked_page, pages_of
from award.web.panel.award_rows import blockers_of, carried, moves_of
from award.web.panel.blueprint import bp
from award.web.panel.finding import find_in_question, reads_papers
from award.web.panel.forms import ExtendForm, ReasonForm, award_vote_form

STATE_WORDS: Final = {
    AwardState.IN_FORCE: "In force",
    AwardState.SUSPENSION_PROPOSED: "A suspension is proposed",
    AwardState.REVOCATION_PROPOSED: "A revocation is proposed",
    AwardState.SUSPENDED: "Suspended",
    AwardState.REVOKED: "Revoked",
    AwardState.SUPERSEDED: "Replaced by a later award",
}
# What a vote for and one against mean, in each state in which there is a vote.
CHOICES: Final = {
    AwardState.SUSPENSION_PROPOSED: ("Suspend the award", "Do not suspend it"),
    AwardState.REVOCATION_PROPOSED: ("Revoke the award", "Do not revoke it"),
    AwardState.SUSPENDED: ("End the suspension", "Revoke the award"),
}
# What a member reads before voting, and the heading over the reasons.
ASKS: Final = {
    AwardState.SUSPENSION_PROPOSED: {
        "first": "Why a suspension is proposed and what the setting says stand below. "
        "Then say what you think, and why.",
        "why": "Why a suspension is proposed",
    },
    AwardState.REVOCATION_PROPOSED: {
        "first": "Why it is proposed to take the award back and what the setting says stand "
        "below. Then say what you think, and why.",
        "why": "Why it is proposed to take the award back",
    },
    AwardState.SUSPENDED: {
        "first": "Why the award was suspended and what the setting says stand below. "
        "Then say whether the suspension ends.",
        "why": "Why the award was suspended",
    },
}
AFTERWARDS: Final = {"first": "", "why": "Why it was put in question last"}
PERMISSIONS: Final = {
    "propose_suspension": May.PROPOSE_SUSPENSION,
    "propose_revocation": May.PROPOSE_REVOCATION,
    "drop_suspension": May.PROPOSE_SUSPENSION,
    "drop_revocation": May.PROPOSE_REVOCATION,
    "suspend": May.CONFIRM_SUSPENSION,
    "reinstate": May.END_SUSPENSION,
    "revoke": May.REVOKE,
    "extend": May.EXTEND,
}
# What follows from a step, said before it is taken.
FOLLOWS: Final = {
    "propose_suspension": "The setting is told why and has ten working days to reply. "
    "Until the panel has voted, the award stays valid.",
    "propose_revocation": "The setting is told why and has ten working days to reply. "
    "Until the panel has voted, the award stands as it is.",
    "drop_suspension": "The award stays in force, and the setting is told.",
    "drop_revocation": "The award stays as it was, and the setting is told.",
    "suspend": "The setting is told, and the public reads: not currently confirmed.",
    "reinstate": "The award is in force again, and the setting is told.",
    "revoke": "The award ends today, and the setting is told. Its certificate is no longer valid.",
    "extend": "The award then lasts to the end of the last of these terms.",
}
HARD: Final = frozenset({"suspend", "revoke", "propose_suspension", "propose_revocation"})


@bp.get("/awards")
@needs(May.EXTEND)
def awards() -> ResponseReturnValue:
    """What settings hold, those that end first, to look at, extend or question."""
    search = request.args.get("search", "").strip()[:100]
    today, page = clock.today(), asked_page()
    found = list_awards_of_panel(db.session(), actor(), today, search=search, page=page)
    pages = pages_of(
        found.total,
        size=PAGE_SIZE,
        page=page,
        address=lambda n: url_for("panel.awards", search=search or None, page=n),
    )
    going = find_renewing(db.session(), found.rows)
    rows = [_row(one, renewal_open=one.setting_id in going) for one in found.rows]
    return render("panel/awards.html", rows=rows, pages=pages, search=search)


def _row(one: Award, *, renewal_open: bool) -> list[Any]:
    """One award as the cells of a table."""
    tone, words = tag_of(one, STATE_WORDS, renewal_open=renewal_open)
    href = url_for("panel.award", award_id=one.id)
    return [
        {"words": one.setting.name, "href": href, "more": one.number},
        day_short(one.valid_until),
        {"words": words, "tone": tone},
    ]


@bp.get("/awards/<int:award_id>")
@needs(May.CONFIRM_SUSPENSION)
def award(award_id: int) -> ResponseReturnValue:
    """What is proposed and why, the setting's reply, the votes, and the steps from here."""
    found = find_in_question(award_id)
    choices = CHOICES.get(found.state)
    votes = [
        {
            "who": one.name,
            "tone": "done" if one.vote.in_favour else "attention",
            "outcome": choices[0 if one.vote.in_favour else 1] if choices else "",
            "words": one.vote.reason,
            "when": one.vote.at,
            "mine": one.vote.user_id == actor().user_id,
        }
        for one in list_award_votes(db.session(), found)
    ]
    going = found.setting_id in find_renewing(db.session(), [found])
    tone, state = tag_of(found, STATE_WORDS, renewal_open=going)
    return render(
        "panel/award.html",
        award=found,
        tone=tone,
        state=state,
        votes=votes,
        asks=ASKS.get(found.state, AFTERWARDS),
        may_vote=choices is not None,
        no_reply=no_reply_words(found),
        appealed=_appealed(found),
        voted=any(one["mine"] for one in votes),
        ready=carried(found),
        moves=[(row, blockers_of(found, row)) for row in moves_of(found)],
    )


def _appealed(found: Award) -> tuple[str, Link | None] | None:
    """That an appeal against what was done with the award waits, and where it is heard.

    None where none waits; no link for whom its papers are closed to.
    """
    journey = find_journey_of(db.session(), actor(), found)
    newest = next(iter(list_appeals(db.session(), actor(), journey)), None) if journey else None
    if newest is None or newest.state not in (AppealState.LODGED, AppealState.RECEIVED):
        return None
    against = AGAINST_WORDS[newest.against]
    said = f"The setting appealed on {day(newest.lodged_at)} against {against}. It is to be heard."
    href = url_for("panel.appeal", journey_id=newest.journey_id)
    return said, Link("Read the appeal", href) if journey and reads_papers(journey) else None


def must_match(award: Award, version: int | None) -> None:
    """Refuse what was written about an older state of the award. Raises Stale."""
    if award.version != version:
        raise Stale("this award")


@bp.route("/awards/<int:award_id>/vote", methods=["GET", "POST"])
@needs(May.CONFIRM_SUSPENSION)
def award_vote(award_id: int) -> ResponseReturnValue:
    """Vote on what is proposed, or on how a suspension ends."""
    found = find_in_question(award_id)
    must_be_voted_on(found, by=actor())
    words = CHOICES.get(found.state, ("Yes", "No"))
    votes = {one.vote.user_id: one.vote for one in list_award_votes(db.session(), found)}
    mine = votes.get(actor().user_id or 0)
    kept: dict[str, Any] = {}
    if mine is not None:
        kept = {"choice": "yes" if mine.in_favour else "no", "reason": mine.reason}
    form = award_vote_form(words, found.version, kept)
    if form.validate_on_submit():
        in_favour, reason = form["choice"].data == "yes", form["reason"].data
        try:
            with changing(found, May.CONFIRM_SUSPENSION) as fresh:
                must_match(fresh, form["version"].data)
                vote_on_award(fresh, in_favour=in_favour, reason=reason, by=actor(), at=clock.now())
            flash("Your vote is given.")
            return redirect(url_for("panel.award", award_id=award_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    asks = ASKS.get(found.state, AFTERWARDS)
    state = STATE_WORDS[found.state]
    return render("panel/award_vote.html", award=found, form=form, state=state, asks=asks)


@bp.route("/awards/<int:award_id>/moves/<name>", methods=["GET", "POST"])
@needs(May.CONFIRM_SUSPENSION)
def award_move(award_id: int, name: str) -> ResponseReturnValue:
    """Propose, drop, suspend, reinstate, revoke or extend."""
    found = find_in_question(award_id)
    row = next((one for one in moves_of(found) if one.name == name), None)
    if name not in PERMISSIONS:
        raise NotFound
    form = (ExtendForm if name == "extend" else ReasonForm)(version=found.version)
    if form.validate_on_submit():
        terms = form.terms.data or 0 if isinstance(form, ExtendForm) else 0
        try:
            with changing(found, PERMISSIONS[name]) as fresh:
                must_match(fresh, form.version.data)
                words = form.reason.data
                make_award_move(fresh, name, words=words, terms=terms, by=actor(), at=clock.now())
            flash(f"{row.past}." if row else "Done.")
            return redirect(url_for("panel.award", award_id=award_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render(
        "panel/award_move.html", award=found, form=form,
        name=row.label if row else "This step is over",
        blockers=blockers_of(found, row) if row else (), gone=row is None,
        follows=[FOLLOWS[name], *([last_days(found)] if name == "extend" else ())],
        kind="warning" if name in HARD else "primary",
    )  # fmt: skip
