"""Changes in the register: a new number, a merger, a split; a coordinator says what is so."""

from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import abort

from award.actions.proposing_links import propose_links
from award.actions.renumbering import (
    ask_again,
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
from award.queries.links import (
    LinkShown,
    count_plain,
    find_link,
    held_by,
    list_links,
    list_other_parts,
)
from award.storage.authorities import Authority
from award.storage.db import db
from award.storage.links import RegisterLink
from award.storage.settings import Setting
from award.web.coordinator.blueprint import bp
from award.web.coordinator.changes_forms import LinksForm, SayForm
from award.web.coordinator.changes_joining import join_screen
from award.web.coordinator.import_previews import read_sent
from award.web.coordinator.listing import number, paging, text
from award.web.coordinator.setting_forms import PlainForm
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import day, day_short, plural
from award.web.kit.forms import Choice
from award.web.kit.journeys import stage_words
from award.web.kit.pages import Link, render

HERE: Final = "coordinator.changes"
BECAME_WORDS: Final = {
    Became.NEW_NUMBER: "A new number",
    Became.MERGED: "Several became one",
    Became.SPLIT: "One became several",
}
ANSWER_WORDS: Final = {
    LinkAnswer.PROPOSED: ("yours", "To answer"),
    LinkAnswer.EARLIER_NUMBER: ("done", "Earlier number kept"),
    LinkAnswer.NEW_NUMBER: ("done", "Goes on under the new number"),
    LinkAnswer.JOINED: ("done", "Became one setting"),
    LinkAnswer.SET_ASIDE: ("stopped", "Set aside"),
}
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
    "The earlier setting goes by another number already. If this is another part of it that goes "
    "its own way, it is a setting of its own, which you can add; set this aside."
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
        plain_words=plural(plain, "earlier number"),
        back=Link("Settings", url_for("coordinator.settings")),
    )


def _row(one: LinkShown) -> list[Any]:
    link = one.link
    tone, words = ANSWER_WORDS[link.answer]
    before = one.before if link.answer is LinkAnswer.PROPOSED else None  # it may be renamed since
    return [
        {
            "words": _called(link.after_name, one.after),
            "href": url_for("coordinator.change", link_id=link.id),
            "more": f"Number {link.after_number}",
        },
        {"words": _called(link.before_name, before), "more": f"Number {link.before_number}"},
        BECAME_WORDS[link.became],
        {"words": day_short(link.linked_on), "whole": True} if link.linked_on else "",
        _known_words(one) if link.answer is LinkAnswer.PROPOSED else {"words": words, "tone": tone},
    ]


def _name(link: RegisterLink, *, after: bool) -> str:
    return (link.after_name if after else link.before_name) or "No name is told"


def _called(told: str, place: Setting | None) -> str:
    """What the register calls it; else what it is called here, where it is a setting."""
    return told or (place.name if place else "No name is told")


def _known_words(one: LinkShown) -> str:
    if one.before and one.after:
        return "Both are settings here"
    which = "later" if one.after else "earlier"
    return f"Only the {which} one is a setting here"


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
        "Keep them",
        "The earlier numbers are kept.",
        url_for(HERE),
        told=[
            "None of them is the number of a setting here.",
            "Each is written down at the setting that came after it, with its name and last day.",
            "No journey, award or person moves.",
        ],
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
        return _answered(shown)
    open_ones = said_of(shown.link, shown.before, shown.after)
    if shown.before and shown.after and LinkAnswer.JOINED in open_ones:
        return join_screen(shown.link, shown.before, shown.after, _question(shown, "Save"))
    form, is_split = SayForm(), shown.link.became is Became.SPLIT and shown.before is not None
    said = {**SAID, **SAID_OF_PART} if is_split else SAID
    form.say.choices = [said[one] for one in open_ones]
    if is_split:
        form.say.label.text = "Which part keeps the journey and the award?"
    has_moved_on = bool(shown.before) and open_ones == (LinkAnswer.SET_ASIDE,)

    def act(held: Authority) -> None:
        by, at = actor(), clock.now()
        if form.say.data == LinkAnswer.EARLIER_NUMBER:
            keep_earlier_number(held, link_id, by=by, at=at)
        elif form.say.data == LinkAnswer.NEW_NUMBER:
            go_on_under_new_number(held, link_id, by=by, at=at)
        else:
            set_link_aside(held, link_id, words=form.words.data or "", by=by, at=at)

    question = _question(shown, "Save", *([MOVED_ON] if has_moved_on else []))
    return ask(authority(), form, act, question, may=May.LINK_SETTINGS)


def _question(shown: LinkShown, button: str, *told: str) -> Question:
    link = shown.link
    return Question(
        _heading(_called(link.before_name, shown.before), _called(link.after_name, shown.after)),
        button,
        "It is kept.",
        url_for(HERE),
        lead=f"{BECAME_WORDS[link.became]}, the register says.",
        told=told,
        facts=[
            {"key": "Before", "value": _end_words(link, shown, after=False)},
            {"key": "After", "value": _end_words(link, shown, after=True)},
            {"key": "Since", "value": day(link.linked_on) if link.linked_on else "No day is told"},
            *_other_parts(link),
        ],
    )


def _heading(before: str, after: str) -> str:
    """Who became whom; a name that stayed is said once."""
    return f"{before} has a new number" if before == after else f"{before} became {after}"


def _other_parts(link: RegisterLink) -> list[dict[str, str]]:
    """The other parts of what was split, with what was said of each."""
    if link.became is not Became.SPLIT:
        return []
    parts = [
        f"{_name(one, after=True)}, number {one.after_number}: "
        f"{ANSWER_WORDS[one.answer][1].lower()}"
        for one in list_other_parts(db.session(), actor(), link)
    ]
    return [{"key": "The other parts", "value": "; ".join(parts) or "None is told"}]


def _end_words(link: RegisterLink, shown: LinkShown, *, after: bool) -> str:
    setting = shown.after if after else shown.before
    said = link.after_number if after else link.before_number
    if setting is None:
        return f"{_name(link, after=after)}, number {said}. No setting here has it."
    held = held_by(db.session(), setting, on=clock.today())
    parts = [f"{setting.name}, number {said}"]
    parts += [f"journey: {stage_words(one)[1]}" for one in held.journeys] or ["no open journey"]
    parts += [f"award {one.number} until {day(one.valid_until)}" for one in held.awards]
    return "; ".join(parts)


def _answered(shown: LinkShown) -> ResponseReturnValue:
    """What was said of it, by whom; what was set aside can be asked again."""
    link, form = shown.link, PlainForm()
    _, words = ANSWER_WORDS[link.answer]
    said = f"{words}, by {link.answered_by_name or 'somebody'}"
    if link.answered_at:
        said += f" on {day(link.answered_at)}"
    told = (f"{said}.", *([link.words] if link.words else []))
    question = _question(shown, "Ask again", *told)
    if link.answer is not LinkAnswer.SET_ASIDE:
        return render("coordinator/change_answered.html", question=question)
    return ask(
        authority(),
        form,
        lambda held: ask_again(held, link.id, by=actor()),
        question,
        may=May.LINK_SETTINGS,
    )
