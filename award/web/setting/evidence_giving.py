"""Files, links and notes that a setting gives: bytes first, then all rows in one change."""

from collections.abc import Callable
from pathlib import PurePosixPath

from flask import flash

from award.actions.collecting import KeptBytes, add_evidence
from award.actions.sending import EvidenceWords, Sending
from award.actions.using import Target, use_evidence
from award.adapters import clock
from award.domain.permissions import May
from award.domain.title_hints import hint_for
from award.queries.evidence import is_given_already, is_in_tray, is_sent_already
from award.storage.db import db
from award.storage.evidence import EvidenceItem
from award.storage.journeys import Journey
from award.web.kit.access import actor, changing
from award.web.kit.evidence_words import called_after
from award.web.kit.one_by_one import Sent, is_by_script, sent_together, sent_token, take_each
from award.web.kit.taking_in import let_go
from award.web.setting.criterion import find_criterion
from award.web.setting.evidence_forms import GivingForm
from award.web.setting.here import REFUSALS, refuse

Keep = Callable[..., EvidenceItem]


def give_all(
    journey: Journey,
    code: str,
    form: GivingForm,
    target: Target | None = None,
    *,
    keep: Keep = add_evidence,
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
            given = [(one, give_file(held, code, form, one, len(files), keep)) for one in files]
            items = [item for _, item in given if item is not None]
            if not files or (not code and form.has_words):
                items += give_words(held, code, form, keep)
            if target is not None:
                pairs = [(one.id, target) for one in items]
                use_evidence(held, pairs, by=actor(), at=clock.now())
        unused = [one for one, item in given if item is None]
        return Sent(len(items), refused, files)
    except REFUSALS as refusal:
        refuse(form, refusal)
        return None
    finally:
        let_go(unused)


def give_file(
    journey: Journey, code: str, form: GivingForm, file: KeptBytes, count: int, keep: Keep
) -> EvidenceItem | None:
    """Add one file; None where the very same was given already, as by a form sent twice."""
    token = sent_token()
    if is_sent_already(db.session(), journey, token):
        return None
    if code and is_given_already(db.session(), journey, code, sha256=file.sha256):
        return None
    if not code and is_in_tray(db.session(), journey, sha256=file.sha256):
        return None
    words = words_of(journey, code, form, file, max(count, sent_together()))
    sending = Sending(token=token)
    return keep(journey, words, file=file, sending=sending, by=actor(), at=clock.now())


def give_words(journey: Journey, code: str, form: GivingForm, keep: Keep) -> list[EvidenceItem]:
    """Add a link or a few words, where there are any; the piece, if it was new."""
    link, note = form["link_address"].data, form["note"].data
    if code and (link or note):
        if is_given_already(db.session(), journey, code, link_address=link, note=note):
            return []
    elif (link or note) and is_in_tray(db.session(), journey, link=link, note=note):
        return []
    words = words_of(journey, code, form, None, 1)
    return [keep(journey, words, by=actor(), at=clock.now())]


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


def called_by(file_name: str) -> str:
    """What a piece is called after its file, until somebody says it better."""
    return PurePosixPath(file_name).stem.replace("_", " ").strip() or file_name


def say_what_became(sent: Sent, kept: str, same: str) -> None:
    """Tell once, on the next page, what was kept, what not, and what to think of."""
    if is_by_script():
        return
    for words in sent.refused:
        flash(words, "attention")
    for hint in dict.fromkeys(hint_for(one.file_name) for one in sent.files):
        if hint:
            flash(hint, "attention")
    flash(kept if sent.new else same)
