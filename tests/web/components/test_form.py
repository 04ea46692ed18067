"""A whole form: errors, token, fields, one button."""

from collections.abc import Callable

from lxml.html import HtmlElement
from werkzeug.datastructures import MultiDict

from award.web.kit.forms import FileField, Form, HiddenVersion, Required, TextField

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


class Small(Form):
    """What is sent in these tests."""

    version = HiddenVersion()
    name = TextField("Name", [Required("Enter the name")])
    photo = FileField("Photo")


FORM = """{% from "components/form.html" import form as whole %}
{{ whole(small, "/send", "Send it", cancel={"words": "Not now", "href": "/back"}) }}"""


def test_it_posts_with_a_token_the_version_and_room_for_files(render: Render) -> None:
    shown = render(FORM, small=Small(formdata=None, version=7)).find(".//form")

    assert [shown.get(name) for name in ("method", "action", "enctype")] == [
        "post",
        "/send",
        "multipart/form-data",
    ]
    hidden = {i.get("name"): i.get("value") for i in shown.findall("input[@type='hidden']")}
    assert hidden["version"] == "7"
    assert len(hidden["csrf_token"]) > 20
    assert [words(button) for button in shown.iter("button")] == ["Send it"]
    assert words(shown.find(".//a")) == "Not now"


def test_errors_are_listed_above_and_said_at_the_field(render: Render) -> None:
    small = Small(formdata=MultiDict({"name": " ", "version": "7"}), meta={"csrf": False})
    small.validate()

    shown = render(FORM, small=small)

    assert [(a.get("href"), a.text) for a in shown.findall(".//li/a")] == [
        ("#name", "Enter the name")
    ]
    assert words(shown.find(".//p[@id='name-error']")) == "Error: Enter the name"
    assert shown.find(".//input[@id='name']").get("aria-describedby") == "name-error"
