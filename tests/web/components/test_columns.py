"""The two columns of a page in a real browser: neither leaves a gap for the other."""

import pytest
from flask import Flask, render_template_string
from playwright.sync_api import Browser

SOURCE = """{% extends "layouts/page.html" %}
{% set heading = "A page" %}
{% set side_short = short %}
{% macro lines(name, many) %}
{% for _ in range(many) %}<p class="{{ name }}">A line.</p>{% endfor %}
{% endmacro %}
{% block first %}{{ lines("first", 8) }}{% endblock %}
{% block side %}{{ lines("side", side) }}{% endblock %}
{% block side_more %}{{ lines("more", 12) }}{% endblock %}
{% block content %}{{ lines("rest", rest) }}{% endblock %}
"""
BOX = "[...document.querySelectorAll('.{}')].map(one => one.getBoundingClientRect())"
MOST = 120


@pytest.mark.parametrize(
    ("short", "side", "rest"), [(False, 14, 4), (False, 14, 40), (True, 3, 4), (True, 0, 30)]
)
def test_what_follows_in_a_column_follows_at_once(
    browser: Browser, gallery: str, app: Flask, *, short: bool, side: int, rest: int
) -> None:
    with app.test_request_context():
        shown = render_template_string(SOURCE, short=short, side=side, rest=rest)
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(gallery + "/check")
    page.set_content(shown)
    ends = {name: page.evaluate(f"Math.max(0, ...{BOX.format(name)}.map(one => one.bottom))")
            for name in ("first", "side")}  # fmt: skip
    starts = {name: page.evaluate(f"{BOX.format(name)}[0].top") for name in ("rest", "more")}
    top = page.evaluate(f"{BOX.format('first')}[0].top")
    page.close()

    assert 0 < starts["rest"] - ends["first"] < MOST
    assert abs(starts["more"] - (ends["side"] or top)) < MOST
