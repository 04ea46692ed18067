"""Finds what does not fit together in a framework: codes used twice, names that point nowhere."""

from collections import Counter
from collections.abc import Iterable

from award.domain.frameworks import SCALE, Framework, SeenHeard
from award.domain.kinds import Family, KindCriteria


def list_loose_ends(framework: Framework) -> list[str]:
    """Every fault between the parts of a framework, one sentence each; none when it is sound."""
    return [
        *_repeated(framework),
        *_scale(framework),
        *_criteria(framework),
        *_checklist(framework),
        *_kinds(framework),
        *_guidance(framework),
    ]


def _repeated(framework: Framework) -> Iterable[str]:
    lists = {
        "word": [one.word for one in framework.words],
        "conversation": [one.code for one in framework.conversations],
        "standard": [one.code for one in framework.standards],
        "criterion": [one.code for one in framework.criteria],
        "checklist line": [one.code for one in framework.policy_checklist],
        "kind of setting": [one.code for one in framework.kinds],
        "guidance": [one.code for one in framework.guidance],
    }
    for what, codes in lists.items():
        for code, times in Counter(codes).items():
            if code and times > 1:
                yield f"The {what} “{code}” is there {times} times. Give each its own code."


def _scale(framework: Framework) -> Iterable[str]:
    if tuple(one.point for one in framework.scale) != SCALE:
        listed = ", ".join(SCALE)
        yield f"The scale needs these points, once each and in this order: {listed}."


def _criteria(framework: Framework) -> Iterable[str]:
    standards = {one.code for one in framework.standards}
    kinds = {one.code for one in framework.kinds}
    filled = {one.standard for one in framework.criteria}
    for standard in sorted(standards - filled):
        yield f"Standard {standard} has no criterion. Add one, or take the standard out."
    for one in framework.criteria:
        name = f"Criterion {one.code}"
        if one.standard and one.standard not in standards:
            yield (
                f"{name} belongs to standard “{one.standard}”, which is not there. "
                "Name one that is."
            )
        for kind in one.not_applicable_for:
            if kind not in kinds:
                yield (
                    f"{name} is left out for “{kind}”, which is no kind of setting here. "
                    "Take it out, or name one that is."
                )
        yield from _asked(framework, name, one.seen_heard)
        for variant in one.variants:
            if variant.seen_heard is not None:
                yield from _asked(framework, f"{name} for {variant.family}", variant.seen_heard)


def _asked(framework: Framework, name: str, questions: tuple[SeenHeard, ...]) -> Iterable[str]:
    conversations = {one.code for one in framework.conversations}
    if not questions:
        yield f"{name} has nothing to see or hear. Add at least one question."
    for question in questions:
        if question.conversation and question.conversation not in conversations:
            yield (
                f"{name} asks in the conversation “{question.conversation}”, which is not there. "
                "Ask it in one that is."
            )


def _checklist(framework: Framework) -> Iterable[str]:
    criteria = {one.code for one in framework.criteria}
    for line in framework.policy_checklist:
        if line.criterion and line.criterion not in criteria:
            yield (
                f"Checklist line {line.code} points to criterion “{line.criterion}”, "
                "which is not there. Point it to one that is, or take it out."
            )


def _kinds(framework: Framework) -> Iterable[str]:
    for kind in framework.kinds:
        for field in ("approver_titles", "governing_bodies", "identifier_schemes"):
            if not getattr(kind, field):
                yield f"The kind “{kind.code}” needs at least one entry in “{field}”."
        if kind.criteria == KindCriteria.CLUB and not any(one.club for one in framework.criteria):
            yield (
                f"The kind “{kind.code}” is asked the club criteria, but none is marked so. "
                "Mark at least one."
            )


def _guidance(framework: Framework) -> Iterable[str]:
    known = {"all", *Family}
    for one in framework.guidance:
        for family in one.applies_to:
            if family not in known:
                yield (
                    f"Guidance “{one.code}” is for “{family}”, which is no family of settings. "
                    f"Use one of: {', '.join(sorted(known))}."
                )
