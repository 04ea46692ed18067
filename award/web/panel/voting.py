"""A panel member's vote: given, changed, taken back, until the decision is released."""

from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.deciding import must_be_open_to_votes, vote, withdraw_vote
from award.adapters import clock
from award.domain.outcomes import suggest
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.queries.judgements import facts_for_rule, list_criteria
from award.queries.votes import list_votes
from award.storage.assessments import Judge, Report
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, needs
from award.web.kit.errors import refused
from award.web.kit.looks import OUTCOME_TONES
from award.web.kit.pages import render
from award.web.kit.reading import OUTCOME_WORDS, chapters_of
from award.web.kit.versions import VersionedForm
from award.web.panel.blueprint import bp
from award.web.panel.due import differ_words
from award.web.panel.finding import find_papers
from award.web.panel.forms import VoteForm
from award.web.panel.journey import judges_of, report_of

# What stands below a choice: whether the assessor recommends it, and whether the rule suggests it.
SAID: Final = {
    (True, True): "The assessor recommends this, and the rule suggests it too.",
    (True, False): "The assessor recommends this.",
    (False, True): "The rule suggests this.",
    (False, False): "",
}


@bp.route("/journeys/<int:journey_id>/vote", methods=["GET", "POST"], endpoint="vote")
@needs(May.VOTE)
def cast_vote(journey_id: int) -> ResponseReturnValue:
    """Vote, or change the vote until the decision is released."""
    held, _ = find_papers(journey_id)
    must_be_open_to_votes(held, by=actor(), at=clock.now())
    report = report_of(held)
    votes = {one.vote.user_id: one.vote for one in list_votes(db.session(), report)}
    mine = votes.get(actor().user_id or 0)
    kept = {"outcome": mine.outcome, "reason": mine.reason} if mine else {}
    form = VoteForm(version=mine.version if mine else 0, report=report.id, data=kept)
    if form.validate_on_submit():
        try:
            with changing(held, May.VOTE) as fresh:
                vote(
                    fresh, form.chosen(), reason=form.reason.data, version=form.version.data,
                    on_report=form.report.data, by=actor(), at=clock.now(),
                )  # fmt: skip
            flash("Your vote is given. You can change it until the decision is released.")
            return redirect(url_for("panel.journey", journey_id=journey_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return show_vote(held, report, form, mine=mine)


@bp.route("/journeys/<int:journey_id>/vote/withdraw", methods=["GET", "POST"])
@needs(May.VOTE)
def vote_withdraw(journey_id: int) -> ResponseReturnValue:
    """Take my vote back, until the decision is released."""
    held, _ = find_papers(journey_id)
    must_be_open_to_votes(held, by=actor(), at=clock.now())
    votes = {one.vote.user_id: one.vote for one in list_votes(db.session(), report_of(held))}
    mine = votes.get(actor().user_id or 0)
    form = VersionedForm(version=mine.version if mine else 0)
    if form.validate_on_submit():
        try:
            with changing(held, May.VOTE) as fresh:
                withdraw_vote(fresh, version=form.version.data, by=actor(), at=clock.now())
            flash("Your vote is taken back. You can vote again until the decision is released.")
            return redirect(url_for("panel.journey", journey_id=journey_id))
        except (NotReady, NotAllowed, Stale) as refusal:
            refused(form, refusal)
    return render("panel/vote_withdraw.html", journey=held, form=form, mine=mine)


def show_vote(held: Journey, report: Report, form: VoteForm, *, mine: Any) -> ResponseReturnValue:
    """The vote, with what the assessor recommends and what the rule suggests beside it."""
    seen = list_criteria(db.session(), held, actor())
    rule = suggest(facts_for_rule(seen), held.route.rules)
    known = report.recommendation
    for one in form.outcome.choices:
        form.offer(one.value, SAID[one.value is known, one.value is rule.outcome])
    judges = judges_of(held)
    chapters = chapters_of(held, seen, "panel.criterion", judges)
    differs = [one for each in chapters for one in each.lines if one.differs]
    words = differ_words(seen, len(differs), with_second=Judge.SECOND in judges)
    return render(
        "panel/vote.html", journey=held, form=form, mine=mine, rule=rule,
        recommendation=OUTCOME_WORDS[known] if known else "",
        rule_words=OUTCOME_WORDS[rule.outcome], rule_tone=OUTCOME_TONES[rule.outcome],
        differs=differs, differ_words=words,
    )  # fmt: skip
