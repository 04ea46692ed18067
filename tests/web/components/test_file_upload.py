"""The plain file input."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


UPLOAD = """{% from "components/file_upload.html" import file_upload %}
{{ file_upload("files", "Files", hint="25 MB", error=error, multiple=true, accept=".pdf") }}"""


def test_it_is_a_plain_input_that_takes_several(render: Render) -> None:
    asked = render(UPLOAD, error="").find(".//input")

    assert (asked.get("type"), asked.get("accept"), asked.get("aria-describedby")) == (
        "file",
        ".pdf",
        "files-hint",
    )
    assert asked.get("multiple") is not None


def test_an_error_describes_it(render: Render) -> None:
    shown = render(UPLOAD, error="Choose a file")

    assert shown.find(".//input").get("aria-describedby") == "files-hint files-error"
    assert words(shown.find(".//p")) == "Error: Choose a file"
