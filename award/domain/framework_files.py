"""Reads a framework from its file and says, in sentences, everything that is wrong with it."""

import tomllib
from collections.abc import Iterable, Mapping
from typing import Any

from award.domain.calendars import CalendarKind
from award.domain.checklists import ChecklistLine, ChecklistReach, Severity, Whose
from award.domain.framework_faults import list_loose_ends
from award.domain.frameworks import (
    MOST_EVIDENCE,
    SCALE,
    Conversation,
    ConversationVariant,
    Criterion,
    CriterionVariant,
    Descriptor,
    ExpectedEvidence,
    Framework,
    Guidance,
    Judged,
    Meaning,
    ScalePoint,
    SeenHeard,
    Standard,
)
from award.domain.kinds import Family, Kind, KindCriteria, Scheme
from award.domain.toml_tables import Table


class FrameworkFault(Exception):
    """The file cannot be used as it is; ``faults`` says what to mend, one sentence each."""

    def __init__(self, faults: Iterable[str]) -> None:
        self.faults: tuple[str, ...] = tuple(faults)
        super().__init__("\n".join(self.faults))


def read_framework(text: str) -> Framework:
    """The framework that a TOML text describes.

    Raises FrameworkFault with every fault found: fields missing, unknown or of the wrong sort,
    codes used twice, and names that point nowhere.
    """
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as broken:
        raise FrameworkFault([f"This is not a readable TOML file: {broken}."]) from broken
    framework, faults = look_at(values)
    if faults:
        raise FrameworkFault(faults)
    return framework


def look_at(values: Mapping[str, Any]) -> tuple[Framework, tuple[str, ...]]:
    """The framework in these tables as far as it is there, and every fault that it has.

    With a fault it is to be looked at alone: what is missing reads as empty.
    """
    faults: list[str] = []
    framework = _read(Table("", values, faults))
    return framework, (*faults, *list_loose_ends(framework))


def _read(file: Table) -> Framework:
    head = file.table("framework")
    framework = Framework(
        name=head.text("name"),
        version=head.text("version"),
        language=head.text("language"),
        intro=head.text("intro"),
        disclaimer=head.text("disclaimer"),
        judging_rule=head.text("judging_rule"),
        impact_rule=head.text("impact_rule"),
        no_case_rule=head.text("no_case_rule"),
        any_way_rule=head.text("any_way_rule"),
        data_rule=head.text("data_rule"),
        scale=head.rows("scale", _scale_point),
        words=head.rows("words", _meaning),
        conversations=file.rows("conversations", _conversation),
        standards=file.rows("standards", _standard),
        criteria=file.rows("criteria", _criterion),
        policy_checklist=file.rows("policy_checklist", _checklist_line),
        kinds=file.rows("kinds", _kind),
        guidance=file.rows("guidance", _guidance),
    )
    head.finish()
    file.finish()
    return framework


def _scale_point(row: Table) -> ScalePoint:
    return ScalePoint(row.word("point", Judged), row.text("label"), row.text("sentence"))


def _meaning(row: Table) -> Meaning:
    return Meaning(row.text("word"), row.text("means"))


def _standard(row: Table) -> Standard:
    return Standard(row.text("code"), row.text("title"), row.text("child_title"), row.text("intro"))


def _conversation(row: Table) -> Conversation:
    return Conversation(
        code=row.text("code"),
        title=row.text("title"),
        minutes=row.number("minutes", least=1),
        with_whom=row.text("with_whom"),
        opening=row.text("opening"),
        variants=tuple(_conversation_variant(family, one) for family, one in _families(row)),
    )


def _conversation_variant(family: Family, row: Table) -> ConversationVariant:
    variant = ConversationVariant(
        family=family,
        title=row.text("title") if row.has("title") else None,
        minutes=row.number("minutes", least=1) if row.has("minutes") else None,
        with_whom=row.text("with_whom") if row.has("with_whom") else None,
        opening=row.text("opening") if row.has("opening") else None,
    )
    row.finish()
    return variant


def _criterion(row: Table) -> Criterion:
    return Criterion(
        code=row.text("code"),
        standard=row.text("standard"),
        essential=row.yes_no("essential"),
        title=row.text("title"),
        wording=row.text("wording"),
        why=row.text("why"),
        tips=row.texts("tips"),
        club=row.yes_no("club"),
        not_applicable_for=row.texts("not_applicable_for"),
        descriptors=_descriptors(row),
        evidence=_evidence(row),
        seen_heard=row.rows("seen_heard", _seen_heard),
        variants=tuple(_criterion_variant(family, one) for family, one in _families(row)),
    )


def _criterion_variant(family: Family, row: Table) -> CriterionVariant:
    variant = CriterionVariant(
        family=family,
        title=row.text("title") if row.has("title") else None,
        wording=row.text("wording") if row.has("wording") else None,
        why=row.text("why") if row.has("why") else None,
        tips=row.texts("tips") if row.has("tips") else None,
        descriptors=_descriptors(row) if row.has("descriptors") else None,
        evidence=_evidence(row) if row.has("evidence") else None,
        seen_heard=row.rows("seen_heard", _seen_heard) if row.has("seen_heard") else None,
    )
    row.finish()
    return variant


def _families(row: Table) -> tuple[tuple[Family, Table], ...]:
    found = []
    for variant in row.named("variants"):
        family = variant.name.rpartition(", ")[2]
        if family in list(Family):
            found.append((Family(family), variant))
        else:
            listed = ", ".join(Family)
            row.fault(f"“{family}” is no family of settings; it needs one of: {listed}.")
    return tuple(found)


def _descriptors(row: Table) -> tuple[Descriptor, ...]:
    table = row.table("descriptors")
    found = tuple(Descriptor(point, table.text(point)) for point in SCALE)
    table.finish()
    return found


def _evidence(row: Table) -> tuple[ExpectedEvidence, ...]:
    found = row.rows("evidence", _expected)
    if not 1 <= len(found) <= MOST_EVIDENCE:
        row.fault(f"it asks for {len(found)} pieces of evidence; ask for 1 to {MOST_EVIDENCE}.")
    return found


def _expected(row: Table) -> ExpectedEvidence:
    return ExpectedEvidence(
        name=row.text("name"),
        why_it_counts=row.text("why_it_counts"),
        fresh_months=row.number("fresh_months"),
        fresh_terms=row.number("fresh_terms", least=1) if row.has("fresh_terms") else None,
    )


def _seen_heard(row: Table) -> SeenHeard:
    return SeenHeard(row.text("conversation"), row.text("prompt"))


def _checklist_line(row: Table) -> ChecklistLine:
    return ChecklistLine(
        code=row.text("code"),
        text=row.text("text"),
        criterion=row.text("criterion"),
        applies_to=row.word("applies_to", ChecklistReach),
        severity=row.word("severity", Severity),
        looks_like=row.text("looks_like") if row.has("looks_like") else "",
        whose=row.word("whose", Whose) if row.has("whose") else Whose.GROUP,
    )


def _kind(row: Table) -> Kind:
    return Kind(
        code=row.text("code"),
        label=row.text("label"),
        family=row.word("family", Family),
        approver_titles=row.texts("approver_titles"),
        governing_bodies=row.texts("governing_bodies"),
        people=row.text("people"),
        person=row.text("person"),
        size_word=row.text("size_word"),
        calendar=row.word("calendar", CalendarKind),
        identifier_schemes=row.words("identifier_schemes", Scheme),
        lead_may_approve=row.yes_no("lead_may_approve"),
        hidden_by_default=row.yes_no("hidden_by_default"),
        criteria=row.word("criteria", KindCriteria),
    )


def _guidance(row: Table) -> Guidance:
    return Guidance(
        code=row.text("code"),
        name=row.text("name"),
        body=row.text("body"),
        used_for=row.text("used_for"),
        applies_to=row.texts("applies_to"),
        checked_on=row.text("checked_on", may_be_empty=True),
        note=row.text("note", may_be_empty=True),
    )
