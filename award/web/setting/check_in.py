"""The yearly check-in: how it goes, what has changed, and what the coordinator answered."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.checking_in import CheckInWords, asked_now, find_check_in, say_how_it_goes
from award.adapters import clock
from award.domain.check_ins import Changed
from award.domain.permissions import May
from award.domain.refusals import NotFound
from award.queries.check_ins import list_check_ins
from award.storage.awards import Award
from award.storage.check_ins import CheckIn
from award.storage.db import db
from award.web.kit.access import actor, changing, needs, setting
from award.web.kit.choice_fields import Choice
from award.web.kit.filters import day, day_whole
from award.web.kit.kind_words import changed_at
from award.web.kit.pages import Link, render
from award.web.setting.awards import award_of
from award.web.setting.blueprint import bp
from award.web.setting.conditions_forms import CheckInForm
from award.web.setting.here import REFUSALS, refuse
from award.web.setting.sightings import find_kept, kept_link, stale_words


def said_this_year(award: Award) -> CheckIn | None:
    """What the setting said this year already."""
    asked_on = asked_now(award, at=clock.now())
    return find_check_in(award, asked_on) if asked_on else None


def is_asked(award: Award) -> bool:
    """Whether the setting is asked now and has not said anything yet."""
    return asked_now(award, at=clock.now()) is not None and said_this_year(award) is None


@bp.route("/awards/<int:award_id>/check-in", methods=["GET", "POST"])
@needs(May.CHECK_IN)
def check_in(award_id: int) -> ResponseReturnValue:
    """Say how it goes; it can be changed until the coordinator has answered."""
    found = award_of(award_id)
    asked_on = asked_now(found, at=clock.now())
    said = said_this_year(found)
    form = _form(said)
    open_now = asked_on is not None and (said is None or said.answered_at is None)
    if form.validate_on_submit():
        try:
            with changing(found, May.CHECK_IN) as held:
                version = form["version"].data
                say_how_it_goes(held, _words(form), version=version, by=actor(), at=clock.now())
            flash("Thank you. Your coordinator reads it and answers.")
            kept = find_kept(found)
            onward = kept_link(found) if kept and kept.due(clock.today()) else ""
            return redirect(onward or url_for("setting.home"))
        except REFUSALS as refusal:
            now = said_this_year(found)
            there = _there(now) if now else {}
            refuse(form, refusal, now.version if now else 0, **there)
    return render(
        "setting/check_in.html",
        award=found,
        form=form if open_now or form.errors else None,
        asked=day(asked_on),
        sent=sent_words(said) if said else "",
        setting=setting(),
        earlier=[(one, changed_words(one)) for one in list_check_ins(db.session(), actor(), found)
                 if not (open_now and one is said)],
        stale=stale_words(found),
        kept_at=kept_link(found),
        back=Link("Your award", url_for("setting.award", award_id=award_id)),
    )  # fmt: skip


def sent_words(said: CheckIn) -> str:
    """Who sent what stands in the form, and when, in a sentence."""
    when = day_whole(said.said_at)
    if said.by_id == actor().user_id:
        return f"You sent this on {when}."
    if said.on_behalf:
        return f"{said.by_name} wrote this down for you on {when}."
    return f"{said.by_name} sent this on {when}."


def changed_words(one: CheckIn) -> list[str]:
    """What was ticked, in words."""
    return [changed_at(Changed(code), setting()) for code in one.changed]


def _there(now: CheckIn) -> dict[str, object]:
    """All that stands there now, to be shown beside what somebody slower wrote."""
    return {
        "going": now.going,
        "words": now.words,
        "changed": ". ".join(changed_words(now)),
        "help_wanted": now.help_wanted,
    }


def _form(said: CheckIn | None) -> CheckInForm:
    form = CheckInForm(version=0) if said is None else CheckInForm(
        version=said.version, going=said.going, changed=said.changed, words=said.words,
        help_wanted=said.help_wanted,
    )  # fmt: skip
    form.changed.choices = [Choice(one, changed_at(one, setting())) for one in Changed]
    return form


def _words(form: CheckInForm) -> CheckInWords:
    if form["version"].data is None:
        raise NotFound
    return CheckInWords(
        form["going"].data, form["changed"].data, form["words"].data, form["help_wanted"].data
    )
