"""Files to choose, drop or take with the camera, and how far each of them is."""

from collections.abc import Callable

from lxml.html import HtmlElement
from markupsafe import Markup

Render = Callable[..., HtmlElement]


class Field:
    """A question for files, as a form draws it."""

    most_files, most_bytes = 20, 1000

    def __call__(self) -> Markup:
        return Markup('<label for="files">Files</label><input type="file" id="files" name="files">')


def test_it_is_the_plain_input_with_limits_and_a_camera_that_waits_for_the_script(
    render: Render,
) -> None:
    page = render(
        '{% from "components/uploading.html" import uploading %}'
        '{{ uploading(field, names_at="/names") }}',
        field=Field(),
    )
    shown = next(one for one in page.iter("div") if one.get("class") == "uploading")

    limits = (
        shown.get("data-most-files"),
        shown.get("data-most-bytes"),
        shown.get("data-names-at"),
    )
    assert limits == ("20", "1000", "/names")
    assert shown.get("data-asked-title") == "There is something to put right"
    assert shown.find(".//*[@data-told]").get("role") == "status"
    assert shown.find(".//*[@data-camera]").get("hidden") is not None
    camera = shown.find(".//input[@id='camera']")
    assert (camera.get("capture"), camera.get("name")) == ("environment", None)
