"""Templates show and do not decide; nothing is written inline; every component has its test."""

import re

import pytest

from tests.house.sources import ROOT, named, templates

TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
COMPARED = r"""(?:==|!=|\bin\b)"""
LOOP = re.compile(r"\{%-?\s*for\s.*?\sin\s")
DECIDES = re.compile(
    rf"\b(?:stage|role|turn)\b[\w.]*\s*(?:not\s+)?{COMPARED}"
    rf"|(?:==|!=)\s*[\w.]*\b(?:stage|role|turn)\b"
    r"|\b(?:Stage|Role|Turn)\.\w+",
)
INLINE = re.compile(
    r"<script\b(?![^>]*\bsrc=)|<style\b|<[a-z][^>]*\s(?:on[a-z]+|style)\s*=|href\s*=\s*[\"']javascript:",
    re.IGNORECASE,
)
COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.DOTALL)
# Never sent to a browser by us: a certificate is printed, a letter is shown by a mail program.
STYLED_ELSEWHERE = ("templates/certificate/", "templates/letters/")


def decisions_in(template: str) -> list[str]:
    tags = TAG.findall(COMMENT.sub("", template))
    return [tag for tag in tags if DECIDES.search(LOOP.sub("", tag))]


def inline_in(template: str) -> list[str]:
    return INLINE.findall(TAG.sub("", COMMENT.sub("", template)))


@pytest.mark.parametrize(
    "template",
    [
        '{% if journey.stage == "ready" %}',
        "{% if journey.stage != other %}",
        '{% if user.role in ["panel", "lead"] %}',
        '{% if "panel" == actor.role %}',
        "{{ 'x' if journey.stage.value == 'draft' else 'y' }}",
        "{% if journey.stage is defined and Stage.READY %}",
    ],
)
def test_a_decision_in_a_template_is_seen(template: str) -> None:
    assert decisions_in(template) == [template]


@pytest.mark.parametrize(
    "template",
    [
        "{{ stage_tag(journey.stage) }}",
        "{% for stage in stages %}",
        "{# {% if journey.stage == 'x' %} #}",
        "{% if journey.is_open %}",
    ],
)
def test_showing_a_stage_is_no_decision(template: str) -> None:
    assert decisions_in(template) == []


@pytest.mark.parametrize(
    "template",
    [
        "<script>go()</script>",
        "<style>p {}</style>",
        '<p onclick="go()">',
        '<p style="color: red">',
        '<a href="javascript:go()">',
    ],
)
def test_inline_code_is_seen(template: str) -> None:
    assert len(inline_in(template)) == 1


def test_a_script_with_an_address_is_not_inline() -> None:
    assert inline_in('<script nonce="{{ nonce }}" src="{{ built(\'x.js\') }}"></script>') == []


def test_no_template_compares_a_stage_or_a_role() -> None:
    found = {named(path): tags for path in templates() if (tags := decisions_in(path.read_text()))}

    assert found == {}


def test_no_template_has_inline_code() -> None:
    found = {
        named(path): marks
        for path in templates()
        if not named(path).startswith(STYLED_ELSEWHERE) and (marks := inline_in(path.read_text()))
    }

    assert found == {}


def test_every_component_has_its_test() -> None:
    untested = [
        path.stem
        for path in sorted((ROOT / "templates/components").glob("*.html"))
        if not (ROOT / f"tests/web/components/test_{path.stem}.py").is_file()
    ]

    assert untested == []


def test_no_button_sends_a_form_elsewhere() -> None:
    """Enter presses a form's first button: one for another address has a form of its own."""
    found = [named(p) for p in templates() if "formaction" in COMMENT.sub("", p.read_text())]

    assert found == []
