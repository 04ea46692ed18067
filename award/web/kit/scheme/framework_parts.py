"""The parts of a framework's draft as forms: the whole, a standard, a criterion, its variants."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from award.actions.framing import (
    add_criterion,
    remove_criterion,
    word_criterion,
    word_draft,
    word_standard,
    word_variant,
)
from award.domain.framework_drafts import CRITERION_WORDS, HEAD, fingerprint, row_of
from award.domain.framework_fault_words import FAMILY_WORDS, criterion_meant, in_plain_words
from award.domain.framework_files import look_at
from award.domain.frameworks import SCALE
from award.domain.kinds import Family
from award.domain.permissions import May
from award.domain.refusals import NotAllowed, NotReady, Stale
from award.queries.authorities import find_framework_draft
from award.storage.authorities import Authority
from award.storage.db import db
from award.web.kit.access import actor, authority, changing, needs
from award.web.kit.errors import refused
from award.web.kit.forms import Choice, Form
from award.web.kit.pages import Link, render
from award.web.kit.scheme.framework_forms import (
    ASK,
    PIECES,
    HeadForm,
    NewCriterionForm,
    OwnForm,
    StandardForm,
    WordsForm,
    criterion_in,
    kind_choices,
    values_of,
    variant_in,
    words_form,
)
from award.web.kit.scheme.screens import screens
from award.web.kit.versions import VersionedForm

Tables = dict[str, Any]
SAVED = "Saved in the draft. Nobody else sees it before it is published."


def draft_tables() -> Tables:
    """The draft's tables. Without a draft: 404, or what was sent is shown to be kept."""
    row = find_framework_draft(db.session(), actor())
    if row is None and request.method == "POST":
        raise Stale("the draft, which was published or thrown away,")
    return (row.draft if row else None) or abort(404)


def part_of(tables: Tables, name: str, code: str) -> Tables:
    """One standard or criterion of the draft; what is gone is as if it had never been there."""
    found = row_of(tables, name, code)
    if found is None and request.method == "POST":
        raise Stale("the draft, from which this was taken out,")
    return found or abort(404)


def saved(form: Form, act: Callable[[Authority], object], now: Callable[[], object]) -> bool:
    """Whether the change was kept. What refused it is told on the form; an older page counts
    from then on for ``now``, the part as it is there.
    """
    try:
        with changing(authority(), May.EDIT_FRAMEWORK) as held:
            act(held)
    except (NotReady, NotAllowed, Stale) as refusal:
        refused(form, refusal)
        if isinstance(refusal, Stale):
            form["version"].fill(fingerprint(now()))
        return False
    return True


def there_now(form: VersionedForm, values: Mapping[str, Any]) -> list[dict[str, str]]:
    """What somebody else wrote meanwhile, where it is not what the form says."""
    said = []
    for field in form.visible_fields():
        now = values.get(field.short_name) or ""
        if isinstance(now, str) and now != (field.data or ""):
            said.append({"key": field.words, "value": now or "Nothing"})
    return said


def draft_link() -> Link:
    """The way back to the draft."""
    return Link("The draft", url_for(".framework_draft"))


@screens.route("/framework/draft/words", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def framework_draft_words() -> ResponseReturnValue:
    """What is said of the award as a whole."""
    head = draft_tables()[HEAD]
    form = HeadForm(**{**head, "version": fingerprint(head)}, version_name=head["version"])
    if form.validate_on_submit() and saved(
        form,
        lambda held: word_draft(
            held, form.version_name.data, form.given(), shown=form.version.data, by=actor()
        ),
        lambda: draft_tables()[HEAD],
    ):
        flash(SAVED)
        return redirect(url_for(".framework_draft"))
    return _part("The award as a whole", form, draft_tables()[HEAD])


@screens.route("/framework/draft/standards/<code>", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def framework_draft_standard(code: str) -> ResponseReturnValue:
    """The words of one standard."""
    row = part_of(draft_tables(), "standards", code)
    form = StandardForm(version=fingerprint(row), **row)
    if form.validate_on_submit() and saved(
        form,
        lambda held: word_standard(held, code, form.given(), shown=form.version.data, by=actor()),
        lambda: row_of(draft_tables(), "standards", code),
    ):
        flash(SAVED)
        return redirect(url_for(".framework_draft"))
    return _part(
        f"Standard {code}: {row['title']}", form, part_of(draft_tables(), "standards", code)
    )


def _part(heading: str, form: VersionedForm, values: Mapping[str, Any]) -> ResponseReturnValue:
    return render(
        "scheme/framework_part.html",
        heading=heading,
        form=form,
        there_now=there_now(form, values) if form.form_errors else [],
        back=draft_link(),
    )


@screens.route("/framework/draft/criteria/add", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def framework_draft_criterion_add() -> ResponseReturnValue:
    """A new criterion: where it belongs and its title; the rest follows."""
    tables = draft_tables()
    form = NewCriterionForm(standard=request.args.get("standard"))
    form.standard.choices = [
        Choice(one["code"], f"{one['code']} {one['title']}") for one in tables["standards"]
    ]
    if form.validate_on_submit():
        with changing(authority(), May.EDIT_FRAMEWORK) as held:
            code = add_criterion(held, form.standard.data, form.title.data, by=actor())
        flash(f"Criterion {code} is in the draft. Fill it in now, or later.")
        return redirect(url_for(".framework_draft_criterion", criterion=code))
    return render("scheme/framework_criterion_add.html", form=form, back=draft_link())


@screens.route("/framework/draft/criteria/<criterion>", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def framework_draft_criterion(criterion: str) -> ResponseReturnValue:
    """Everything that one criterion says."""
    tables = draft_tables()
    row = part_of(tables, "criteria", criterion)
    form = words_form(OwnForm, row, tables["conversations"])(
        version=fingerprint(row), **values_of(row)
    )
    form["not_applicable_for"].choices = kind_choices(tables)
    if form.validate_on_submit() and saved(
        form,
        lambda held: word_criterion(
            held, criterion, criterion_in(form), shown=form.version.data, by=actor()
        ),
        lambda: row_of(draft_tables(), "criteria", criterion),
    ):
        flash(SAVED)
        return redirect(url_for(".framework_draft"))
    return _criterion_page(criterion, form)


@screens.route("/framework/draft/criteria/<criterion>/for/<family>", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def framework_draft_variant(criterion: str, family: str) -> ResponseReturnValue:
    """What one family of settings reads in place of the criterion's own words."""
    tables = draft_tables()
    row = part_of(tables, "criteria", criterion)
    if family not in list(Family):
        abort(404)
    own, chosen = row.get("variants", {}).get(family, {}), Family(family)
    form = words_form(WordsForm, own, tables["conversations"])(
        version=fingerprint(row), **values_of(own)
    )
    for name, usual in values_of(row).items():
        if isinstance(usual, str) and usual and name in form:
            form[name].hint = f"Empty, it reads: {usual}"
    if form.validate_on_submit() and saved(
        form,
        lambda held: word_variant(
            held, criterion, chosen, variant_in(form), shown=form.version.data, by=actor()
        ),
        lambda: row_of(draft_tables(), "criteria", criterion),
    ):
        flash(SAVED)
        return redirect(url_for(".framework_draft_criterion", criterion=criterion))
    return _criterion_page(criterion, form, family=chosen)


def _criterion_page(
    code: str, form: WordsForm, *, family: Family | None = None
) -> ResponseReturnValue:
    tables = draft_tables()
    row = part_of(tables, "criteria", code)
    shown = row.get("variants", {}).get(str(family), {}) if family else row
    asked = [field for field in form.visible_fields() if field.short_name.startswith(ASK)]
    return render(
        "scheme/framework_criterion_edit.html",
        form=form,
        criterion=row,
        family=FAMILY_WORDS[family] if family else "",
        points=[form[str(point)] for point in SCALE],
        pieces=[
            [form[f"{name}_{n}"] for name in ("name", "counts", "months", "terms")] for n in PIECES
        ],
        asked=asked,
        there_now=there_now(form, values_of(shown)) if form.form_errors else [],
        faults=[in_plain_words(one) for one in look_at(tables)[1] if criterion_meant(one) == code],
        variants=[
            {
                "words": f"In other words for {words}",
                "hint": _given_words(row.get("variants", {}).get(str(one), {})),
                "href": url_for(".framework_draft_variant", criterion=code, family=str(one)),
            }
            for one, words in FAMILY_WORDS.items()
        ],
        back=draft_link()
        if family is None
        else Link(f"Criterion {code}", url_for(".framework_draft_criterion", criterion=code)),
    )


def _given_words(variant: Mapping[str, Any]) -> str:
    """Which fields a family reads in other words."""
    named = [words for name, words in CRITERION_WORDS.items() if variant.get(name)]
    return "; ".join(named) if named else "They read the criterion’s own words."


@screens.route("/framework/draft/criteria/<criterion>/remove", methods=["GET", "POST"])
@needs(May.EDIT_FRAMEWORK)
def framework_draft_criterion_remove(criterion: str) -> ResponseReturnValue:
    """Take a criterion out of the draft."""
    row = part_of(draft_tables(), "criteria", criterion)
    form = VersionedForm(version=fingerprint(row))
    if form.validate_on_submit() and saved(
        form,
        lambda held: remove_criterion(held, criterion, shown=form.version.data, by=actor()),
        lambda: row_of(draft_tables(), "criteria", criterion),
    ):
        flash(f"Criterion {criterion} is out of the draft. Versions that were published keep it.")
        return redirect(url_for(".framework_draft"))
    return render(
        "scheme/framework_criterion_remove.html", form=form, criterion=row, back=draft_link()
    )
