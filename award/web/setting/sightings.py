"""Evidence kept alive between the decision and the renewal: seen again, or something newer."""

from collections.abc import Sequence
from itertools import groupby

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.giving_again import give_newer
from award.actions.sighting import SeenWords, award_kept, see_again
from award.adapters import clock
from award.domain.coverage import Piece
from award.domain.frameworks import Criterion
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.sightings import Ahead, LookedAhead, find_ahead, list_sightings, pieces_to_tick
from award.storage.awards import Award
from award.storage.db import db
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing, find, needs, setting
from award.web.kit.choice_fields import Choice
from award.web.kit.filters import day_short, day_whole, plural, unbroken
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.one_by_one import is_by_script, pieces, tell_kept, tell_refused
from award.web.kit.pages import Link, render
from award.web.setting.blueprint import bp
from award.web.setting.criterion import find_criterion
from award.web.setting.evidence_adding import evidence_form
from award.web.setting.evidence_carrying import pick_of
from award.web.setting.evidence_forms import SeenForm
from award.web.setting.evidence_giving import give_all, say_what_became
from award.web.setting.here import REFUSALS, can, refuse


def journey_kept(award: Award) -> Journey | None:
    """The decided journey whose evidence the person can keep alive now; None for who cannot."""
    if award.journey_id is None:
        return None
    journey = db.session.get(Journey, award.journey_id)
    if journey is None or award_kept(journey, at=clock.now()) is None:
        return None
    return journey if can(May.WRITE_EVIDENCE, journey) else None


def kept_link(award: Award) -> str:
    """Where evidence is kept alive; empty for who cannot, and while it cannot be."""
    journey = journey_kept(award)
    return url_for("setting.kept", journey_id=journey.id) if journey else ""


def find_kept(award: Award) -> LookedAhead | None:
    """How the evidence will stand at the renewal; None for who cannot keep it alive now."""
    journey = journey_kept(award)
    if journey is None:
        return None
    return find_ahead(db.session(), actor(), journey, award, at=clock.now())


def stale_words(award: Award) -> str:
    """What will be out of date by the renewal, and for what something can be done now."""
    found = find_kept(award)
    if found is None or not found.stale:
        return ""
    many = plural(len(found.stale), "criterion", "criteria")
    return f"By your renewal it will be out of date for {many}. {due_words(found)}"


def due_words(found: LookedAhead) -> str:
    """For how many of those that will be out of date something can be done today, and when else."""
    stale, due = len(found.stale), len(found.due(clock.today()))
    them = "it" if stale == 1 else "them"
    if due == stale:
        return f"You can do something for {them if stale == 1 else 'all of them'} now."
    if not due:
        first = min(one.counts_from for one in found.stale)
        return f"You can do something for {them} from {day_whole(first)} on."
    return f"For {due} of them you can do something now, for the others later."


@bp.route("/journeys/<int:journey_id>/kept", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def kept(journey_id: int) -> ResponseReturnValue:
    """What will be out of date by the renewal, and what was looked at again today."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    award = award_of_kept(journey)
    found = find_ahead(db.session(), actor(), journey, award, at=clock.now())
    to_tick = pieces_to_tick(found, clock.today())
    form = SeenForm(seen_on=clock.today())
    form["picks"].choices = [choice_of(found, *one) for one in to_tick]
    if form.validate_on_submit():
        try:
            with changing(journey, May.WRITE_EVIDENCE) as held:
                said = SeenWords(form["seen_on"].data, form["words"].data)
                picks = [pick_of(value) for value in form["picks"].data]
                new = see_again(held, picks, said, by=actor(), at=clock.now())
            flash(f"{plural(new, 'piece')} kept alive." if new else "Nothing was changed.")
            return redirect(url_for("setting.kept", journey_id=journey_id))
        except REFUSALS as refusal:
            refuse(form, refusal)
    return render(
        "setting/kept.html",
        journey=journey,
        award=award,
        whose=setting().name,
        standing=standing_words(found),
        form=form if to_tick or form.errors else None,
        rows=[row_of(journey, one) for one in found.due(clock.today())],
        later=later_of(journey, found.stale),
        fresh=[f"{one.criterion.code} {one.criterion.title}" for one in found.rows if one.is_fresh],
        said=[
            f"{one.criterion}: {found.titles.get(one.item_id, 'A piece')}, "
            f"{'added' if one.since else 'still true'}, {day_short(one.seen_on)}. {one.by_name}"
            for one in list_sightings(db.session(), actor(), journey)
        ],
        back=Link("Your award", url_for("setting.award", award_id=award.id)),
    )  # fmt: skip


def standing_words(found: LookedAhead) -> str:
    """How many criteria will be fresh when the award can be renewed, and what can be done now."""
    total, stale = len(found.rows), len(found.stale)
    many = f"All {total} criteria" if not stale else f"{total - stale} of {total} criteria"
    if found.on <= clock.today():
        known = f"You can renew now. {many} are fresh today"
        rest = f", and {stale} out of date"
    else:
        known = (
            f"You can renew from {day_whole(found.on)} on. As things are, {many} will be fresh then"
        )
        rest = f", and {stale} will be out of date"
    return f"{known}{rest}. {due_words(found)}" if stale else f"{known}."


def award_of_kept(journey: Journey) -> Award:
    """The award that the journey led to, while it can be renewed later. Raises NotFound."""
    award = award_kept(journey, at=clock.now())
    if award is None:
        raise NotFound
    return award


def choice_of(found: LookedAhead, criterion: Criterion, piece: Piece) -> Choice:
    """One piece to tick: what it is called, for what it counts, and of when it is."""
    return Choice(
        f"{piece.item_id}:{piece.criterion}",
        found.titles[piece.item_id],
        f"{criterion.code} {criterion.title}. Last from {unbroken(day_short(piece.dated_on))}.",
    )


def later_of(journey: Journey, stale: Sequence[Ahead]) -> list[tuple[str, list[dict[str, str]]]]:
    """What cannot be helped yet, by the day from which it can: what is older will not do."""
    waits = sorted(
        (one for one in stale if one.counts_from > clock.today()), key=lambda one: one.counts_from
    )
    return [
        (day_short(on), [row_of(journey, one) for one in rows])
        for on, rows in groupby(waits, key=lambda one: one.counts_from)
    ]


def row_of(journey: Journey, one: Ahead) -> dict[str, str]:
    """One criterion that will be out of date: what helps, and where."""
    today, hint = clock.today(), ""
    again = [each for each in one.old if each.is_possible]
    add_at = url_for("setting.kept_add", journey_id=journey.id, code=one.criterion.code)
    if one.counts_from > today:
        add_at = ""
    elif not any(each.helps_on(today) for each in again):
        hint = "A newer piece is needed" if one.old else "There is nothing yet that counts"
    return {
        "words": f"{one.criterion.code} {one.criterion.title}",
        "href": add_at,
        "hint": hint,
        "status": "Asked in any case" if one.essential else "",
    }


@bp.route("/journeys/<int:journey_id>/kept/<code>/add", methods=["GET", "POST"])
@needs(May.WRITE_EVIDENCE)
def kept_add(journey_id: int, code: str) -> ResponseReturnValue:
    """Keep something newer for one criterion, to be carried into the renewal."""
    journey = find(May.WRITE_EVIDENCE, journey_id)
    award_of_kept(journey)
    criterion = asked_of(journey, code)
    form = evidence_form(criterion, journey.authority.file_limits)
    in_words_of_kind(form, journey.setting)
    onward = Link("Keep your evidence alive", url_for("setting.kept", journey_id=journey_id))
    if form.validate_on_submit() and (sent := give_all(journey, code, form, keep=give_newer)):
        say_what_became(sent, f"{pieces(sent.new)} kept for your renewal.")
        return (
            tell_kept(sent, f"added to {code}", onward) if is_by_script() else redirect(onward.href)
        )
    if form.errors and is_by_script():
        return tell_refused(form)
    more = any(form[name].data or form[name].errors for name in ("title", "why_it_counts"))
    return render(
        "setting/kept_add.html", journey=journey, criterion=criterion, form=form, more=more,
        back=onward,
    )  # fmt: skip


def asked_of(journey: Journey, code: str) -> Criterion:
    """The criterion in the setting's words. Raises NotFound where the journey was not asked it."""
    if all(one.code != code for one in journey.asked):
        raise NotFound
    return find_criterion(journey, code)
