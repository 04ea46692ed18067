"""The page around every screen, and the pages that say what went wrong."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, flash, render_template_string
from lxml import html

from award.web.kit.forms import Form, Required, TextField

ERRORS = sorted((Path(__file__).parents[3] / "templates/errors").glob("*.html"))
# These give back what was sent; they are tried where something is sent.
WITH_WHAT_WAS_SENT = ("401", "401_another", "409_sent", "409_stale")
RenderPage = Callable[..., html.HtmlElement]
EXTENDS = '{% extends "layouts/page.html" %}{% set heading = "Journeys" %}'


def words(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def page(app: Flask, source: str, **given: Any) -> html.HtmlElement:
    with app.test_request_context():
        flash("Sent to the coordinator.")
        return html.document_fromstring(render_template_string(source, **given))


def test_the_title_begins_with_the_heading(app: Flask) -> None:
    shown = page(app, EXTENDS + "{% set title_extra = 'page 2' %}")

    assert shown.findtext(".//title") == "Journeys, page 2 – Positive and Peaceful Places"
    assert [words(h1) for h1 in shown.iter("h1")] == ["Journeys"]
    assert shown.get("lang") == "en-GB"


def test_the_title_says_that_a_form_has_errors(app: Flask) -> None:
    form = type("Wrong", (), {"errors": {"name": ["Enter the name"]}})()

    assert page(app, EXTENDS, form=form).findtext(".//title", "").startswith("Error: Journeys")


def test_the_one_script_has_an_address_and_the_nonce(app: Flask) -> None:
    scripts = list(page(app, EXTENDS).iter("script"))

    assert [(s.get("src"), s.get("type"), s.text) for s in scripts] == [
        ("/static/build/scripts/main.js", "module", None)
    ]
    assert len(scripts[0].get("nonce")) > 20


def test_the_room_one_is_in_is_marked_and_one_signs_out_by_post(app: Flask) -> None:
    shown = page(app, EXTENDS)

    rooms = shown.findall(".//nav//a")
    assert [a.text for a in rooms if a.get("aria-current") == "page"] == ["Home"]
    out = shown.find(".//header//form")
    assert (out.get("method"), out.get("action")) == ("post", "/sign-out")
    assert out.find("input[@name='csrf_token']") is not None


def test_one_s_account_is_one_tap_from_every_page(app: Flask) -> None:
    account = page(app, EXTENDS).find(".//header//a[@href='/account']")

    assert words(account) == "Willow Lane, lead: your account Account"


def test_what_was_flashed_is_told_once_in_main(app: Flask) -> None:
    told = page(app, EXTENDS).findall(".//main//div[@role='status']")

    assert [words(one) for one in told] == ["Sent to the coordinator."]


def test_a_demo_says_so_on_every_page(app: Flask) -> None:
    assert "This is a demo." in words(page(app, EXTENDS, demo=True))
    assert "This is a demo." not in words(page(app, EXTENDS))


def test_the_side_stands_between_what_is_first_and_the_rest(app: Flask) -> None:
    shown = page(
        app,
        EXTENDS + "{% block content %}rest{% endblock %}{% block side %}side{% endblock %}"
        "{% block first %}first{% endblock %}",
    )

    grid = shown.find(".//main//div[@class='grid grid--side']")
    assert [words(part) for part in grid] == ["first", "side", "rest"]


def test_a_page_without_a_side_is_one_column(app: Flask) -> None:
    shown = page(app, EXTENDS + "{% block content %}rest{% endblock %}")

    assert [words(part) for part in shown.find(".//main//div[@class='grid']")] == ["rest"]


def test_the_skip_link_reaches_main(app: Flask) -> None:
    shown = page(app, EXTENDS)

    skip = next(a for a in shown.iter("a") if "govuk-skip-link" in a.get("class", ""))
    assert shown.find(".//main").get("id") == skip.get("href").removeprefix("#")


@pytest.mark.parametrize(
    "template",
    [path for path in ERRORS if path.stem not in WITH_WHAT_WAS_SENT],
    ids=lambda path: path.stem,
)
def test_every_error_page_says_what_to_do(template: Path, render_page: RenderPage) -> None:
    shown = render_page(f"errors/{template.name}")

    assert len(list(shown.iter("h1"))) == 1
    assert len(shown.findall(".//main//p")) >= 2
    assert "invalid" not in words(shown).lower()


def test_there_is_a_page_for_every_error_that_a_person_can_meet() -> None:
    simple = ["400_csrf", "403", "404", "404_over", "404_tied", "409", "413", "429", "500", "503"]

    assert [path.stem for path in ERRORS] == sorted([*simple, *WITH_WHAT_WAS_SENT])


def test_an_error_page_may_be_given_more(render_page: RenderPage) -> None:
    assert "in 3 minutes" in words(render_page("errors/429.html", minutes=3))
    assert "this number: a1b2" in words(render_page("errors/500.html", reference="a1b2"))


class Asking(Form):
    """What is asked in the test below."""

    name = TextField("Name", [Required("Enter the name")])


@pytest.mark.parametrize("layout", ["page", "two_thirds", "signed_out"])
def test_what_is_to_be_put_right_stands_once_above_all_else(app: Flask, layout: str) -> None:
    source = f"""{{% extends "layouts/{layout}.html" %}}{{% set heading = "Journeys" %}}
{{% from "components/form.html" import form as whole %}}
{{% block content %}}<p>First this.</p>{{{{ whole(form) }}}}{{% endblock %}}"""
    with app.test_request_context(method="POST", data={"name": " "}):
        form = Asking(meta={"csrf": False})
        form.validate()
        shown = html.document_fromstring(render_template_string(source, form=form))

    main = shown.find(".//main")
    assert [words(one) for one in main.iter("h2")] == ["There is something to put right"]
    assert words(main).index("There is something") < words(main).index("First this.")
