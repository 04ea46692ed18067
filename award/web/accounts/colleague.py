"""A colleague adds something for one criterion by a link, without an account."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.collecting import KeptBytes
from award.actions.contributing import (
    SENT_BY_LINK,
    SENT_FROM_ADDRESS,
    Piece,
    contribute,
    is_open,
    pieces_left,
)
from award.actions.sending import EvidenceWords
from award.adapters import clock
from award.adapters.passwords import token_digest
from award.domain.called import called_after
from award.domain.frameworks import Criterion
from award.domain.refusals import NotAllowed, NotReady
from award.domain.stages import GIVING
from award.queries.contributions import find_ask_by_link, find_journey_of, list_came
from award.storage.contributions import ColleagueAsk
from award.storage.db import db, transaction
from award.storage.frameworks import criteria_of
from award.storage.journeys import Journey
from award.web.accounts.blueprint import bp
from award.web.accounts.colleague_forms import ContributeForm, few_left, words_left
from award.web.kit.access import open_to_all, open_to_links
from award.web.kit.errors import refused
from award.web.kit.hints import say_hints
from award.web.kit.kind_fields import in_words_of_kind
from award.web.kit.limiting import here, must_be_within
from award.web.kit.one_by_one import (
    Sent,
    is_by_script,
    sent_token,
    take_each,
    tell_kept,
    tell_of_names,
    tell_refused,
)
from award.web.kit.pages import render
from award.web.kit.taking_in import let_go

Opened = tuple[ColleagueAsk, Journey, Criterion]


def is_good(token: str) -> bool:
    """Whether files may come by this link now."""
    return open_link(token) is not None


@bp.route("/colleague/<token>", methods=["GET", "POST"])
@open_to_links(is_good)
def colleague(token: str) -> ResponseReturnValue:
    """The one criterion that is asked, to read, and a form to add something for it."""
    opened = open_link(token)
    if opened is None:
        return render("accounts/colleague_over.html"), 404
    ask, journey, criterion = opened
    left, name = pieces_left(ask), ask.answered_name or ask.name
    form = ContributeForm(journey.authority.file_limits, left=left, name=name)
    in_words_of_kind(form, journey.setting)
    if request.method == "POST":
        # Each file counts, taken or not: looking at it is what costs.
        for _ in form["files"].data or [None]:
            must_be_within((SENT_BY_LINK, ask.digest), (SENT_FROM_ADDRESS, here()))
    if form.validate_on_submit() and (sent := add_all(ask, journey, form)) is not None:
        if is_by_script():
            where = f"sent to {journey.setting.name}"
            return tell_kept(sent, where, None, more=became_of_it(ask))
        say_of(sent, ask)
        return redirect(url_for("accounts.colleague_thanks", token=token))
    if form.errors and is_by_script():
        return tell_refused(form)
    return render(
        "accounts/colleague.html",
        ask=ask, setting=journey.setting, criterion=criterion, form=form, left=pieces_left(ask),
        names_at=url_for("accounts.colleague_names", token=token),
        came=list_came(db.session(), ask),
    )  # fmt: skip


@bp.post("/colleague/<token>/names")
@open_to_all
def colleague_names(token: str) -> ResponseReturnValue:
    """Look over the names of files that are about to be sent; nothing is kept."""
    opened = open_link(token)
    if opened is None:
        return render("accounts/colleague_over.html"), 404
    return tell_of_names(opened[1].authority.file_limits)


@bp.get("/colleague/<token>/thanks")
@open_to_all
def colleague_thanks(token: str) -> ResponseReturnValue:
    """It is there; they may add more as long as the link works."""
    opened = open_link(token)
    if opened is None:
        return render("accounts/colleague_over.html"), 404
    ask, journey, criterion = opened
    return render(
        "accounts/colleague_thanks.html",
        setting=journey.setting, criterion=criterion, became=became_of_it(ask),
        left=pieces_left(ask), few_left=few_left(journey.authority.file_limits, pieces_left(ask)),
        came=list_came(db.session(), ask), again=url_for("accounts.colleague", token=token),
    )  # fmt: skip


def say_of(sent: Sent, ask: ColleagueAsk) -> None:
    """Tell on the next page what was not taken, and what to think of."""
    for words in sent.refused:
        flash(words, "attention")
    more = f"{ask.asked_by_name} can change it here: tell them."
    say_hints(*sent.called, *(one.file_name for one in sent.files), more=more)


def became_of_it(ask: ColleagueAsk) -> str:
    """What a colleague reads of what they sent."""
    return f"{ask.asked_by_name} can see it now. There is nothing more for you to do."


def open_link(token: str) -> Opened | None:
    """What the link opens; None for one that is unknown, over, taken back, or too late."""
    ask = find_ask_by_link(db.session(), token_digest(token))
    if ask is None or not is_open(ask, at=clock.now()):
        return None
    journey = find_journey_of(db.session(), ask)
    criterion = next((one for one in criteria_of(journey) if one.code == ask.criterion), None)
    if journey.stage not in GIVING or criterion is None:
        return None
    return ask, journey, criterion


def add_all(ask: ColleagueAsk, journey: Journey, form: ContributeForm) -> Sent | None:
    """Bytes first, then all rows in one change; None where nothing was kept."""
    ask_id = ask.id
    if len(form["files"].data) > pieces_left(ask):
        form.refuse(words_left(pieces_left(ask)), field="files")
        return None
    files, refused_files = take_each(form["files"].data, journey.setting)
    if refused_files and not files:
        form.refuse(*refused_files, field="files")
        return None
    unused = list(files)
    try:
        with transaction(lock=journey) as held:
            pieces = pieces_in(form, files)
            new = contribute(held, ask_id, pieces, name=form["name"].data, at=clock.now())
            kept = {one.key for item in new for one in item.versions}
            called = [*(item.title for item in new), called_after(form["note"].data)]
        unused = [one for one in files if one.key not in kept]
        return Sent(len(new), refused_files, files, called=called)
    except (NotAllowed, NotReady) as refusal:
        refused(form, refusal)
        return None
    finally:
        let_go(unused)


def pieces_in(form: ContributeForm, files: list[KeptBytes]) -> list[Piece]:
    """What was sent: each file with the few words, and a link, or the words by themselves."""
    link, note = form["link_address"].data, form["note"].data
    seen, token = form.is_recognisable, sent_token()
    pieces = [
        Piece(EvidenceWords(title=one.file_name, shows=note, recognisable=seen), one, token)
        for one in files
    ]
    if link or (note and not files):
        words = EvidenceWords(title=called_after(note, link), link_address=link, note=note)
        pieces.append(Piece(words))
    return pieces
