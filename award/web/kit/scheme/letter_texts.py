"""Every letter in the authority's words: read, changed, tried, and put back."""

from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.rewording import restore_letter, reword_letter, send_test
from award.adapters import clock
from award.adapters.letters import LetterPage
from award.domain.letter_pages import OPEN_IT, why_told
from award.domain.letter_samples import ADDRESSEE_WORDS, SAMPLES, samples_for
from award.domain.letter_texts import LINK, check_text, parts_of, render_letter, text_of
from award.domain.letter_texts import Letter as LetterWords
from award.domain.letters import SENT, Addressee, Letter, find_letter
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.queries.scheme import find_letter_text, list_earlier_letters, list_own_letters
from award.storage.days import day_of
from award.storage.db import db
from award.storage.scheme import LetterText
from award.storage.sent_texts import usual_text
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.asking import Question, ask
from award.web.kit.branding import lines_of
from award.web.kit.errors import refused
from award.web.kit.filters import day, listed
from award.web.kit.forms import AtMost, Form, LongField, Required, TextField
from award.web.kit.pages import Link, render
from award.web.kit.scheme.screens import screens
from award.web.kit.versions import VersionedForm, other_than_typed

LONGEST_SEARCH = 200
WHERE = {
    Addressee.LEAD: ("To a setting", "/setting/1"),
    Addressee.HEAD: ("To a setting", "/setting/1"),
    Addressee.COORDINATOR: ("To coordinators", "/a/coordinator"),
    Addressee.COVER: ("To coordinators", "/a/coordinator"),
    Addressee.ADVISER: ("To advisers and assessors", "/a/assessor"),
    Addressee.ASSESSOR: ("To advisers and assessors", "/a/assessor"),
    Addressee.SECOND: ("To advisers and assessors", "/a/assessor"),
    Addressee.VISITOR: ("To advisers and assessors", "/a/assessor"),
    Addressee.PANEL: ("To the panel and the steering group", "/a/panel"),
    Addressee.STEERING: ("To the panel and the steering group", "/a/steering"),
    Addressee.PERSON: ("To one person", ""),
}
# Who stands in is an administrator where a letter goes to nobody else of those.
TO_ADMINISTRATORS = dict.fromkeys(
    ("administrator_asked", "enquiry_uncoordinated"), ("To administrators", "/admin")
)
# Two letters for one moment have the same title: one of them says when it goes instead.
TOLD_APART = {
    "journey_opened_together": ", when begun together",
    "cohort_invitation": ", when begun together",
    "assessment_begun_visited": ", when already visited",
    "assessment_to_do_visited": ", when already visited",
}


class LetterForm(VersionedForm):
    """A letter in its three pieces."""

    subject = TextField("Subject", [Required("Write a subject"), AtMost(150)])
    body = LongField(
        "The letter",
        [Required("Write the letter"), AtMost(4000)],
        hint="Leave an empty line between paragraphs. "
        "Where ((link)) stands, keep it at the end of a sentence.",
        rows=14,
    )
    button = TextField(
        "Words on the button",
        [AtMost(40)],
        hint="Two to four words. The button stands below the paragraph that holds ((link)).",
        width=20,
    )

    def text(self) -> str:
        """The letter as one text."""
        return text_of(LetterWords(self.subject.data, self.body.data, self.button.data))


@screens.get("/letter-texts")
@needs(May.EDIT_LETTERS)
def letter_texts() -> ResponseReturnValue:
    """Every letter that goes out by itself, by whom it is for."""
    wanted = request.args.get("search", "")[:LONGEST_SEARCH].strip()
    own = list_own_letters(db.session(), authority().id)
    groups: dict[str, list[dict[str, str]]] = {
        title: [] for title, _ in (*WHERE.values(), *TO_ADMINISTRATORS.values())
    }
    for one in SENT:
        text = own[one.code].text if one.code in own else usual_text(one.code)
        line = _line(one, is_own=one.code in own)
        if wanted.lower() in f"{line['words']} {text}".lower():
            groups[_where(one)[0]].append(line)
    return render(
        "scheme/letter_texts.html",
        groups=[one for one in groups.items() if one[1]],
        search=wanted,
        count=len(SENT),
    )


def _where(letter: Letter) -> tuple[str, str]:
    """To whom it goes, and an address such as the one that it leads to."""
    return TO_ADMINISTRATORS.get(letter.code) or WHERE[letter.to[0]]


def _sent(code: str) -> Letter:
    """The letter, where something sends it. Answers 404 otherwise."""
    found = find_letter(code)
    return found if found in SENT else abort(404)


def _line(letter: Letter, *, is_own: bool) -> dict[str, str]:
    """A letter by its usual title, whatever its subject is now."""
    words = render_letter(usual_text(letter.code), samples_for(letter, authority="")).subject
    title = words.removesuffix(SAMPLES["setting"]).rstrip(": ")
    line = {
        "words": title + TOLD_APART.get(letter.code, ""),
        "hint": f"To {listed(ADDRESSEE_WORDS[one] for one in letter.to)}",
        "href": url_for(".letter_text", letter=letter.code),
    }
    return line | ({"tone": "others", "status": "Your words"} if is_own else {})


@screens.route("/letter-texts/<letter>", methods=["GET", "POST"])
@needs(May.EDIT_LETTERS)
def letter_text(letter: str) -> ResponseReturnValue:
    """One letter: change it, see how it reads, send a test to oneself."""
    found = _sent(letter)
    kept = find_letter_text(db.session(), authority().id, letter)
    earlier = list_earlier_letters(db.session(), authority().id, letter)
    taken = next((one for one in earlier if str(one.version) == request.args.get("version")), None)
    text = taken.text if taken else (kept.text if kept else "") or usual_text(letter)
    form = LetterForm(version=kept.version if kept else 0, **parts_of(text)._asdict())
    if form.validate_on_submit() and _did(found, form):
        return redirect(url_for(".letter_text", letter=letter))
    return render(
        "scheme/letter_text.html",
        form=form,
        sheet=_sheet(found, form.text() if request.method == "POST" else text),
        title=_line(found, is_own=False),
        fields=sorted(samples_for(found, authority=authority().name).items()),
        is_own=bool(kept and kept.text),
        taken=_words_of(taken) if taken and request.method == "GET" else "",
        restore=url_for(".letter_text_restore", letter=letter),
        earlier=[
            Link(_words_of(one), url_for(".letter_text", letter=letter, version=one.version))
            for one in earlier
        ],
        changes=lines_of(authority(), f"letter:{letter}"),
        back=Link("All letters", url_for(".letter_texts")),
    )


def _words_of(one: LetterText) -> str:
    return f"Version {one.version}, {day(day_of(one.written_at))}"


def _did(letter: Letter, form: LetterForm) -> bool:
    """Do what the pressed button says; False where the form is to be shown again."""
    asked, text = request.form.get("do"), form.text()
    try:
        if asked == "show":
            _refuse_faults(letter, text)
            return False
        with changing(authority(), May.PUBLISH_LETTERS) as held:
            if asked == "test":
                sent = send_test(held, letter.code, text, by=actor(), at=clock.now())
            else:
                reword_letter(
                    held,
                    letter.code,
                    text,
                    shown=form.version.data or 0,
                    by=actor(),
                    at=clock.now(),
                )
    except NotReady as refusal:
        _say_where(letter, form, refusal)
        return False
    except (NotAllowed, Stale) as refusal:
        refused(form, refusal)
        if isinstance(refusal, Stale):
            row = find_letter_text(db.session(), authority().id, letter.code)
            now = parts_of((row.text if row else "") or usual_text(letter.code))
            form.show_both(row.version if row else 0, other_than_typed(form, now._asdict()))
        return False
    if asked == "test":
        said = "A test is on its way to you." if sent else "A test went to you a moment ago."
        flash(f"{said} Nothing is saved yet: press Save to keep your words.")
        return False
    flash("Saved. Letters written from now on use these words.")
    return True


def _refuse_faults(letter: Letter, text: str) -> None:
    if faults := check_text(text, letter.fields):
        raise NotReady(*faults)


def _say_where(letter: Letter, form: LetterForm, refusal: NotReady) -> None:
    """Each fault at the piece of the letter that has it; what speaks of none stands at the head."""
    whole = LetterWords("Subject", LINK, "")
    pieces = {
        "subject": whole._replace(subject=form.subject.data),
        "button": whole._replace(button=form.button.data),
        "body": LetterWords("Subject", form.body.data, "Button" if form.button.data else ""),
    }
    found = {name: check_text(text_of(one), letter.fields) for name, one in pieces.items()}
    for words in refusal.blockers:
        form.refuse(words, field=next((name for name in found if words in found[name]), None))


def _sheet(letter: Letter, text: str) -> dict[str, Any] | None:
    """The letter as it would be read; None while it cannot be sent."""
    if check_text(text, letter.fields):
        return None
    owner = authority()
    words = render_letter(text, samples_for(letter, authority=owner.name))
    page = LetterPage(subject=words.subject, body=words.body, place=SAMPLES["setting"])
    return {
        "authority": owner.name,
        "subject": words.subject,
        "heading": page.heading,
        "paragraphs": page.paragraphs,
        "button": words.button or OPEN_IT,
        "why": why_told(letter.code, _where(letter)[1], owner.name),
    }


class RestoreForm(Form):
    """Nothing to fill in: the sentence says what will happen."""


@screens.route("/letter-texts/<letter>/restore", methods=["GET", "POST"])
@needs(May.EDIT_LETTERS)
def letter_text_restore(letter: str) -> ResponseReturnValue:
    """Put the usual words back."""
    _sent(letter)
    kept = find_letter_text(db.session(), authority().id, letter)
    if kept is None or not kept.text:
        return redirect(url_for(".letter_text", letter=letter))
    question = Question(
        "Put the usual words back?",
        "Put them back",
        "The usual words are back.",
        url_for(".letter_text", letter=letter),
        told=[
            "Your own words stay among the earlier ones, to be used again.",
            "Letters that have gone stay as they went.",
        ],
    )
    return ask(
        authority(),
        RestoreForm(),
        lambda held: restore_letter(held, letter, shown=kept.version, by=actor(), at=clock.now()),
        question,
        may=May.PUBLISH_LETTERS,
    )
