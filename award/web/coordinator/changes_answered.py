"""A change in the register that has its answer: who gave it, and what is there now."""

from flask import request, url_for
from flask.typing import ResponseReturnValue

from award.actions.renumbering import ask_again
from award.domain.permissions import May
from award.domain.register_links import LinkAnswer
from award.queries.links import LinkShown
from award.storage.links import RegisterLink
from award.web.coordinator.changes_forms import AgainForm
from award.web.coordinator.changes_shown import ANSWER_WORDS, question_of
from award.web.kit.access import actor, authority
from award.web.kit.asking import ask
from award.web.kit.filters import day
from award.web.kit.pages import render

MEANWHILE = "This was answered before you sent yours. What you sent has changed nothing."


def answered_screen(shown: LinkShown) -> ResponseReturnValue:
    """What was said of it, by whom; what was set aside can be asked again from this page alone.

    An answer that comes from an older page finds this one instead, and is told so.
    """
    link, form = shown.link, AgainForm(again="yes")
    is_aside = link.answer is LinkAnswer.SET_ASIDE
    is_late = request.method == "POST" and not (is_aside and request.form.get("again"))
    told = [*([MEANWHILE] if is_late else []), _said(link), *([link.words] if link.words else [])]
    question = question_of(shown, "Ask again", *told)
    if is_aside and not is_late:
        again = link.id
        return ask(
            authority(),
            form,
            lambda held: ask_again(held, again, by=actor()),
            question,
            may=May.LINK_SETTINGS,
        )
    return render("coordinator/change_answered.html", question=question, place=_now(shown))


def _said(link: RegisterLink) -> str:
    _, words = ANSWER_WORDS[link.answer]
    said = f"{words}, by {link.answered_by_name or 'somebody'}"
    return f"{said} on {day(link.answered_at)}." if link.answered_at else f"{said}."


def _now(shown: LinkShown) -> dict[str, str] | None:
    """The setting that this is about now, where there is one."""
    place = shown.after or shown.before
    if place is None:
        return None
    return {"words": place.name, "href": url_for("coordinator.setting", place_id=place.id)}
