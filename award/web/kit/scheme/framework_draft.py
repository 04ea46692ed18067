"""The next version of the framework: begun, looked over, previewed, published or thrown away."""

from typing import Any, Final

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from award.actions.framing import SUBJECT, begin_draft, discard_draft, publish_draft
from award.adapters import clock
from award.domain.framework_drafts import CHECKLIST, draft_changes, fingerprint, row_of
from award.domain.framework_fault_words import (
    criterion_meant,
    in_plain_words,
    point_meant,
    standard_meant,
)
from award.domain.framework_files import look_at
from award.domain.permissions import May
from award.queries.authorities import count_journeys_by_version, find_current_framework
from award.storage.db import db
from award.storage.frameworks import tables_of
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.branding import lines_of
from award.web.kit.filters import number_word, plural
from award.web.kit.pages import Link, render
from award.web.kit.scheme.framework import show_criterion, show_framework
from award.web.kit.scheme.framework_parts import draft_link, draft_tables, saved
from award.web.kit.scheme.screens import screens
from award.web.kit.versions import VersionedForm

MOST_FAULTS: Final = 12


@screens.post("/framework/draft/begin")
@needs(May.EDIT_FRAMEWORK)
def framework_draft_begin() -> ResponseReturnValue:
    """Begin the next version, or go on with the one that was begun."""
    with changing(authority(), May.EDIT_FRAMEWORK) as held:
        begin_draft(held, by=actor(), at=clock.now())
    return redirect(url_for(".framework_draft"))


@screens.get("/framework/draft")
@needs(May.EDIT_FRAMEWORK)
def framework_draft() -> ResponseReturnValue:
    """What is different, what is still missing, and every part to work on."""
    tables = draft_tables()
    framework, faults = look_at(tables)
    before = _before()
    changes = draft_changes(before, tables)
    return render(
        "scheme/framework_draft.html",
        framework=framework,
        card=_card(tables, faults, changes),
        faults=[_fault(one, tables) for one in faults[:MOST_FAULTS]],
        more_faults=max(0, len(faults) - MOST_FAULTS),
        changes=changes,
        standards=[
            (
                one,
                url_for(".framework_draft_standard", code=one.code),
                url_for(".framework_draft_criterion_add", standard=one.code),
                [
                    _criterion(each, before, faults)
                    for each in tables["criteria"]
                    if each["standard"] == one.code
                ],
            )
            for one in framework.standards
        ],
        points=[_point(one, before) for one in tables.get(CHECKLIST, [])],
        lines=lines_of(authority(), SUBJECT),
        back=Link("The framework", url_for(".framework")),
    )


def _before() -> dict[str, Any]:
    row = find_current_framework(db.session(), authority().id, with_text=True)
    return tables_of(row) if row else {"framework": {}, "standards": [], "criteria": []}


def _card(
    tables: dict[str, Any], faults: tuple[str, ...], changes: tuple[str, ...]
) -> dict[str, Any]:
    """The next thing to do with the draft."""
    if faults:
        first = _fault(faults[0], tables)
        left = number_word(len(faults)).capitalize()
        return {
            "why": f"{left} {'thing is' if len(faults) == 1 else 'things are'} to be put right",
            "title": "Fill in what is missing",
            "text": first["words"],
            "button": "Put it right",
            "href": first["href"],
        }
    if not changes:
        return {
            "why": "It reads like the version before it",
            "title": "Choose what to change",
            "text": "Open a criterion or a standard below. Save as often as you like: a draft is "
            "yours and your colleagues’ alone.",
        }
    return {
        "why": plural(len(changes), "part is", "parts are") + " different",
        "title": f"Publish version {tables['framework']['version']}",
        "text": "Look at the preview first. Journeys that begin from then on follow it; those "
        "under way keep theirs.",
        "button": "Look over and publish",
        "href": url_for(".framework_draft_publish"),
    }


def _fault(fault: str, tables: dict[str, Any]) -> dict[str, str]:
    """One thing to put right, with the form on which it is."""
    criterion, standard = criterion_meant(fault), standard_meant(fault)
    point = point_meant(fault)
    href = url_for(".framework_draft_words")
    if criterion and row_of(tables, "criteria", criterion):
        href = url_for(".framework_draft_criterion", criterion=criterion)
    elif point and row_of(tables, CHECKLIST, point):
        href = url_for(".framework_draft_point", point=point)
    elif standard:
        href = url_for(".framework_draft_standard", code=standard)
    return {"words": in_plain_words(fault), "href": href}


def _criterion(
    row: dict[str, Any], before: dict[str, Any], faults: tuple[str, ...]
) -> dict[str, str]:
    """One criterion as a task: whether it is new, changed or still wants something."""
    left = sum(criterion_meant(one) == row["code"] for one in faults)
    old = row_of(before, "criteria", row["code"])
    tone, status = "", ""
    if left:
        tone, status = "attention", f"{plural(left, 'thing')} missing"
    elif old is None:
        tone, status = "done", "New"
    elif old != row:
        tone, status = "done", "Changed"
    return {
        "words": f"{row['code']} {row['title']}",
        "hint": row["wording"],
        "href": url_for(".framework_draft_criterion", criterion=row["code"]),
        "tone": tone,
        "status": status,
    }


def _point(row: dict[str, Any], before: dict[str, Any]) -> dict[str, str]:
    """One point of the policy checklist as a task: whether it is new or changed."""
    old = row_of(before, CHECKLIST, row["code"])
    return {
        "words": row["text"],
        "hint": f"Criterion {row['criterion']}",
        "href": url_for(".framework_draft_point", point=row["code"]),
        "tone": "" if old == row else "done",
        "status": "New" if old is None else "Changed" if old != row else "",
    }


@screens.get("/framework/draft/preview")
@needs(May.EDIT_FRAMEWORK)
def framework_draft_preview() -> ResponseReturnValue:
    """The draft as it would be read."""
    found, _ = look_at(draft_tables())
    return show_framework(found, ".framework_draft_preview_criterion", back=draft_link())


@screens.get("/framework/draft/preview/<criterion>")
@needs(May.EDIT_FRAMEWORK)
def framework_draft_preview_criterion(criterion: str) -> ResponseReturnValue:
    """One criterion of the draft as it would be read, in the words of a kind."""
    found, _ = look_at(draft_tables())
    back = Link("The draft as it reads", url_for(".framework_draft_preview"))
    return show_criterion(found, criterion, ".framework_draft_preview_criterion", back=back)


@screens.route("/framework/draft/publish", methods=["GET", "POST"])
@needs(May.PUBLISH_FRAMEWORK)
def framework_draft_publish() -> ResponseReturnValue:
    """Say once more what changes, and publish."""
    tables = draft_tables()
    framework, faults = look_at(tables)
    form = VersionedForm(version=fingerprint(tables))
    if form.validate_on_submit() and saved(
        form,
        lambda held: publish_draft(held, shown=form.version.data, by=actor(), at=clock.now()),
        draft_tables,
    ):
        flash(f"Version {framework.version} is published. New journeys begin with it.")
        return redirect(url_for(".framework"))
    return render(
        "scheme/framework_publish.html",
        form=form,
        framework=framework,
        faults=[_fault(one, tables) for one in faults],
        changes=draft_changes(_before(), tables),
        followed=[
            f"{plural(number, 'open journey')} on version {version}"
            for version, number in count_journeys_by_version(db.session(), actor())
            if number
        ],
        back=draft_link(),
    )


@screens.route("/framework/draft/discard", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def framework_draft_discard() -> ResponseReturnValue:
    """Throw the draft away."""
    tables = draft_tables()
    form = VersionedForm(version=fingerprint(tables))
    if form.validate_on_submit() and saved(
        form,
        lambda held: discard_draft(held, shown=form.version.data, by=actor(), at=clock.now()),
        draft_tables,
    ):
        flash("The draft is gone. The framework stays as it was published.")
        return redirect(url_for(".framework"))
    return render(
        "scheme/framework_discard.html",
        form=form,
        changes=draft_changes(_before(), tables),
        version=tables["framework"]["version"],
        back=draft_link(),
    )
