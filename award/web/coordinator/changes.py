"""Changes in the register: a new number, a merger, a split; a coordinator says what is so."""

from dataclasses import replace
from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.proposing_links import propose_links
from award.actions.renumbering import (
    go_on_under_new_number,
    keep_all_earlier_numbers,
    keep_earlier_number,
    said_of,
    set_link_aside,
)
from award.adapters import clock
from award.adapters.registers import NotARegister, read_links
from award.domain.permissions import May
from award.domain.register_links import Became, LinkAnswer
from award.queries.links import LinkShown, count_plain, find_link, list_links
from award.storage.authorities import Authority
from award.storage.db import db
from award.web.coordinator.blueprint import bp
from award.web.coordinator.changes_answered import answered_screen
from award.web.coordinator.changes_forms import AsideForm, LinksForm, SayForm
from award.web.coordinator.changes_joining import join_screen
from award.web.coordinator.changes_shown import (
    ANSWER_WORDS,
    BECAME_WORDS,
    HERE,
    known_words,
    name_of,
    number_of,
    question_of,
)
from award.web.coordinator.import_previews import read_sent
from award.web.coordinator.listing import number, paging, text
from award.web.coordinator.setting_forms import PlainForm
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day_short, plural
from award.web.kit.forms import Choice
from award.web.kit.pages import Link, render

SAID: Final = {
    LinkAnswer.EARLIER_NUMBER: Choice(
        "earlier_number",
        "It is the same place: keep the earlier number and name as history",
        "Lists and letters that still use them are then understood.",
    ),
    LinkAnswer.NEW_NUMBER: Choice(
        "new_number",
        "It is the same place: it goes on under the new number and name",
        "Its journey, awards, evidence and people stay; the old number and name are kept. A "
        "certificate shows the old name until you reissue it.",
    ),
    LinkAnswer.SET_ASIDE: Choice("set_aside", "It means nothing here: set it aside"),
}

# Of what was split, one part keeps what there was.
SAID_OF_PART: Final = {
    LinkAnswer.NEW_NUMBER: Choice(
        "new_number",
        "This part keeps them: the setting goes on under its number and name",
        "The journey, awards, evidence and people stay with it. The other parts begin without.",
    ),
    LinkAnswer.SET_ASIDE: Choice(
        "set_aside", "Another part keeps them, or this one is no setting here: set it aside"
    ),
}

MOVED_ON: Final = (
    "The earlier setting goes by another number already. If this part is a place of its own, add "
    "it as a setting. Then set this aside: it is answered."
)

PART_HERE: Final = (
    "The earlier setting goes by another number already. This part is a setting of its own here. "
    "Nothing is left to do: set this aside."
)

BOTH_OURS: Final = (
    "Both numbers are those of one setting here. Nothing is left to do: set this aside."
)

KEPT: Final = (
    "None of them is the number of a setting here.",
    "Each is written down at the setting that came after it, with its name and last day.",
    "No journey, award or person moves.",
)
KEPT_ONE: Final = (
    "It is the number of no setting here.",
    "It is written down at the setting that came after it, with its name and last day.",
    "No journey, award or person moves.",
)


@bp.get("/settings/changes")
@needs(May.LINK_SETTINGS)
def changes() -> ResponseReturnValue:
    """What the register says went before what, and waits for an answer; or has one."""
    answered = text("show") == "answered"
    page = list_links(db.session(), actor(), answered=answered, page=number("page", 1) or 1)
    plain = 0 if answered else count_plain(db.session(), actor())
    return render(
        "coordinator/changes.html",
        rows=[_row(one) for one in page.rows],
        paging=paging(page, HERE),
        answered=answered,
        plain=plain,
        back=Link("Settings", url_for("coordinator.settings")),
    )


def _row(one: LinkShown) -> list[Any]:
    link = one.link
    tone, words = ANSWER_WORDS[link.answer]
    return [
        {
            **_named(one, after=True),
            "href": url_for("coordinator.change", link_id=link.id),
        },
        _named(one, after=False),
        BECAME_WORDS[link.became],
        {"words": day_short(link.linked_on), "whole": True} if link.linked_on else "",
        known_words(one) if link.answer is LinkAnswer.PROPOSED else {"words": words, "tone": tone},
    ]


def _named(one: LinkShown, *, after: bool) -> dict[str, str]:
    """One end in the list: its name above its number, or the number alone."""
    words, number = name_of(one, after=after), f"Number {number_of(one.link, after=after)}"
    return {"words": words} if words == number else {"words": words, "more": number}


@bp.route("/settings/changes/bring-in", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def changes_bring_in() -> ResponseReturnValue:
    """Take the register's file of links; it only proposes."""
    form = LinksForm()
    if form.validate_on_submit() and (words := _propose(form)) is not None:
        flash(words)
        return redirect(url_for(HERE))
    return render(
        "coordinator/changes_bring_in.html",
        form=form,
        back=Link("Changes in the register", url_for(HERE)),
    )


def _propose(form: LinksForm) -> str | None:
    reading = read_sent(form, read_links, refuses=(NotARegister,))
    if reading is None:
        return None
    with changing(authority(), May.LINK_SETTINGS) as held:
        plan = propose_links(db.session(), held, reading, by=actor(), at=clock.now())
    return _told_of(len(plan.new), plan.known, plan.elsewhere, len(reading.refused))


def _told_of(new: int, known: int, elsewhere: int, unread: int) -> str:
    """What a file of links brought, in sentences; what it did not bring is not counted."""
    said = [f"{plural(new, 'change')} to answer" if new else "Nothing new to answer"]
    if known:
        said.append(f"{plural(known, 'was', 'were')} known before")
    if elsewhere:
        said.append(f"{plural(elsewhere, 'is', 'are')} about other places")
    if unread:
        said.append(f"{plural(unread, 'line')} could not be read")
    return f"{'. '.join(said)}."


@bp.route("/settings/changes/keep-all", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def changes_keep_all() -> ResponseReturnValue:
    """Keep every earlier number that leaves nothing to decide, at once."""
    plain = count_plain(db.session(), actor())
    question = Question(
        f"Keep {plural(plain, 'earlier number')}",
        "Keep it" if plain == 1 else "Keep them",
        "The earlier number is kept." if plain == 1 else "The earlier numbers are kept.",
        url_for(HERE),
        told=KEPT_ONE if plain == 1 else KEPT,
    )
    return ask(
        authority(),
        PlainForm(),
        lambda held: keep_all_earlier_numbers(held, by=actor(), at=clock.now()),
        question,
        may=May.LINK_SETTINGS,
    )


@bp.route("/settings/changes/<int:link_id>", methods=["GET", "POST"])
@needs(May.LINK_SETTINGS)
def change(link_id: int) -> ResponseReturnValue:
    """One change: what is known of both ends, and what a coordinator says of it."""
    shown = find_link(db.session(), actor(), link_id) or abort(404)
    if shown.link.answer is not LinkAnswer.PROPOSED:
        return answered_screen(shown)
    open_ones = said_of(shown.link, shown.before, shown.after)
    if shown.before and shown.after and LinkAnswer.JOINED in open_ones:
        return join_screen(shown.link, shown.before, shown.after, question_of(shown, "Go on"))
    if open_ones == (LinkAnswer.SET_ASIDE,):
        return _aside_alone(shown)
    form, is_split = SayForm(), shown.link.became is Became.SPLIT and shown.before is not None
    said = {**SAID, **SAID_OF_PART} if is_split else SAID
    form.say.choices = [said[one] for one in open_ones]
    if is_split:
        form.say.label.text = "Which part keeps the journey and the award?"

    def act(held: Authority) -> None:
        by, at = actor(), clock.now()
        if form.say.data == LinkAnswer.EARLIER_NUMBER:
            keep_earlier_number(held, link_id, by=by, at=at)
        elif form.say.data == LinkAnswer.NEW_NUMBER:
            go_on_under_new_number(held, link_id, by=by, at=at)
        else:
            set_link_aside(held, link_id, words=form.words.data or "", by=by, at=at)

    return ask(authority(), form, act, question_of(shown, "Save"), may=May.LINK_SETTINGS)


def _aside_alone(shown: LinkShown) -> ResponseReturnValue:
    """Nothing is left to choose: what goes its own way is added by hand, and this is set aside."""
    form, question = AsideForm(), question_of(shown, "Set it aside")
    if shown.before is not None and shown.before is shown.after:
        question = replace(question, told=[BOTH_OURS])
    elif shown.before is not None and shown.after is not None:
        question = replace(question, told=[PART_HERE])
    elif shown.before is not None:
        before, after, *rest = question.facts
        add = {"href": url_for("coordinator.setting_add"), "change": "Add it as a setting"}
        question = replace(question, told=[MOVED_ON], facts=[before, {**after, **add}, *rest])

    def act(held: Authority) -> None:
        words = form.words.data or ""
        set_link_aside(held, shown.link.id, words=words, by=actor(), at=clock.now())

    return ask(authority(), form, act, question, may=May.LINK_SETTINGS)
