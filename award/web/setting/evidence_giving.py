"""Files, links and notes that a setting gives: bytes first, then all rows in one change."""

from collections.abc import Callable

from flask import flash

from award.actions.collecting import KeptBytes
from award.actions.giving_again import Given, give_evidence
from award.actions.linking import live_links
from award.actions.sending import EvidenceWords, Sending
from award.actions.using import Target, use_evidence
from award.adapters import clock
from award.domain.called import called_after, called_by
from award.domain.permissions import May
from award.domain.spoken import listed
from award.storage.evidence import EvidenceState
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing
from award.web.kit.one_by_one import Sent, is_by_script, sent_together, sent_token, take_each
from award.web.kit.taking_in import let_go
from award.web.setting.criterion import find_criterion
from award.web.setting.evidence_forms import GivingForm
from award.web.setting.here import REFUSALS, refuse

Keep = Callable[..., Given]


def give_all(
    journey: Journey,
    code: str,
    form: GivingForm,
    target: Target | None = None,
    *,
    keep: Keep = give_evidence,
) -> Sent | None:
    """Keep what can be taken, for a criterion or in the tray where there is none.

    With a ``target`` all of it is used for that action or visit in the same change. ``keep`` is
    the action that keeps one piece. None where nothing was kept: the form then says why.
    """
    files, refused = take_each(form["files"].data, journey.setting)
    if refused and not files:
        form.refuse(*refused, field="files")
        return None
    unused = list(files)
    try:
        with changing(journey, May.WRITE_EVIDENCE) as held:
            by_file = [give_file(held, code, form, one, len(files), keep) for one in files]
            given = list(by_file)
            if not files or (not code and form.has_words):
                given.append(give_words(held, code, form, keep))
            if target is not None:
                pairs = [(one.item.id, target) for one in given]
                use_evidence(held, pairs, by=actor(), at=clock.now())
            again = [told_again(held, code, one) for one in given if not one.is_new]
            called = [*(one.item.title for one in given), form.title_typed]
        unused = [one for one, became in zip(files, by_file, strict=True) if not became.is_new]
        return Sent(sum(one.is_new for one in given), refused, files, again, called)
    except REFUSALS as refusal:
        refuse(form, refusal)
        return None
    finally:
        let_go(unused)


def give_file(
    journey: Journey, code: str, form: GivingForm, file: KeptBytes, count: int, keep: Keep
) -> Given:
    """Give one file. Of the very same one that is here, what is new is said and it counts."""
    words = words_of(journey, code, form, file, max(count, sent_together()))
    sending, typed = Sending(token=sent_token()), form.title_typed
    return keep(journey, words, typed=typed, file=file, sending=sending, by=actor(), at=clock.now())


def give_words(journey: Journey, code: str, form: GivingForm, keep: Keep) -> Given:
    """Give a link or a few words."""
    words = words_of(journey, code, form, None, 1)
    return keep(journey, words, typed=form.title_typed, by=actor(), at=clock.now())


def told_again(journey: Journey, code: str, one: Given) -> str:
    """What became of something that was here already, in a sentence or two."""
    item = one.item
    counts = sorted(live_links(item, journey))
    if one.counts_too:
        told = f"It was here already, as “{item.title}”, and now counts for {code}, too."
    elif item.state is EvidenceState.UNSORTED:
        told = f"It is here already, as “{item.title}”, in your tray."
    elif counts:
        told = f"It is here already, as “{item.title}”, with {listed(counts)}."
    else:
        told = f"It is here already, as “{item.title}”."
    return f"{told} What you said now stands with it." if one.says_more else told


def words_of(
    journey: Journey, code: str, form: GivingForm, file: KeptBytes | None, count: int
) -> EvidenceWords:
    """What is said of one piece. An expected kind gives title and why, unless others were typed."""
    link, note = form["link_address"].data, form["note"].data
    with_words = bool(code) or file is None
    known = find_criterion(journey, code).evidence if code else ()
    expected = next((one for one in known if one.name == form.expected_kind), None)
    title = form.title_typed or (expected.name if expected else "")
    if file is not None:
        called = called_by(file.file_name)
        title = (f"{title}: {called}" if title else called) if count > 1 else title or called
    return EvidenceWords(
        title=title or called_after(note, link),
        criterion=code,
        expected=expected.name if expected else "",
        why_it_counts=form.why_typed or (expected.why_it_counts if expected else ""),
        dated_on=form.dated_on_typed,
        recognisable=form.is_recognisable,
        link_address=link if with_words else "",
        link_seen_on=form["link_seen_on"].data if with_words else None,
        note=note if with_words else "",
    )


def say_what_became(sent: Sent, kept: str) -> None:
    """Tell once, on the next page, what was kept, what not, and what to think of."""
    if is_by_script():
        return
    for words in sent.refused:
        flash(words, "attention")
    for words in sent.hints:
        flash(words, "attention")
    for words in [kept] * bool(sent.new) + [*dict.fromkeys(sent.again)]:
        flash(words)
