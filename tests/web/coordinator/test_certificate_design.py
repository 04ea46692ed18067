"""A coordinator designs the certificate, and sees what it would be before anything is kept."""

import io
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from PIL import Image, ImageDraw

from award.adapters import clock
from award.adapters.logos import NotALogo, signature_made_again
from award.domain.stages import Stage
from award.domain.terms import end_of_term
from award.storage.authorities import Authority
from award.storage.certificate_looks import look_of_certificates
from award.storage.scheme import SignaturePicture
from award.web.coordinator.certificate_design import face_with
from tests.pages import PageClient
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
DESIGN = f"{ROOM}/certificate"
KEPT = {"language": "cy", "opening": "Mae hyn yn dangos bod", "citation": "", "colour": "#5b2a6e"}


def owner(place: Scene) -> Authority:
    return place.now().authority


def scanned(colour: str = "#203080", size: tuple[int, int] = (400, 160)) -> io.BytesIO:
    """A line of ink on paper that is not quite white."""
    paper = Image.new("RGB", size, "#f4f1e8")
    ImageDraw.Draw(paper).line((40, 100, 160, 40, 220, 120, size[0] - 40, 60), fill=colour, width=7)
    made = io.BytesIO()
    paper.save(made, "JPEG")
    made.seek(0)
    return made


def test_words_are_tried_then_saved(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.send(DESIGN, **KEPT, do="show")
    assert place.browser.page is not None
    tried = [one.get("src", "") for one in place.browser.page.iter("img")]
    before = dict(owner(place).certificate_words)
    place.browser.send(DESIGN, **KEPT, do="save")

    assert before == {}
    assert any("opening=Mae+hyn" in one for one in tried)
    assert owner(place).certificate_words == {"language": "cy", "opening": KEPT["opening"]}
    assert owner(place).brand_colour == "#5b2a6e"


def test_the_picture_shows_what_is_tried_and_says_what_cannot_be(scene: Make) -> None:
    browser = scene(Stage.DRAFT).browser

    picture = browser.get(f"{DESIGN}/preview.png?language=cy&sample=Ysgol&grey=y")
    light = browser.get(f"{DESIGN}/preview.png?colour=%23ffee00")
    strange = browser.get(f"{DESIGN}/preview.png?sample=%F0%9F%98%80")

    assert picture.mimetype == "image/png"
    assert Image.open(io.BytesIO(picture.data)).size == (1287, 910)
    assert (light.status_code, strange.status_code) == (422, 422)
    assert "too light to read" in light.get_data(as_text=True)
    assert "Spell the name without these signs" in strange.get_data(as_text=True)


def test_what_does_not_fit_is_refused_and_nothing_typed_is_lost(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.send(DESIGN, **KEPT | {"citation": "wedi dangos 😀"}, do="save")

    assert "these signs" in place.browser.words()
    assert "wedi dangos" in place.browser.words()
    assert dict(owner(place).certificate_words) == {}


@pytest.mark.parametrize("pressed", ["show", "save"])
def test_a_refused_colour_is_told_at_its_field_and_the_picture_shows_what_is_kept(
    scene: Make, pressed: str
) -> None:
    place = scene(Stage.DRAFT)

    page = place.browser.send(DESIGN, **KEPT | {"colour": "#ffff00"}, do=pressed).text

    assert 'href="#colour">#ffff00 is too light to read' in page
    assert 'id="colour-error"' in page
    assert "preview.png?language=en-GB&amp;colour=%230b4f4a" in page


def test_both_words_are_shown_where_somebody_was_faster(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    asked = {"language": "en-GB", "colour": "#0b4f4a", "do": "save"}
    place.browser.send(DESIGN, **asked, opening="We are proud to say that")

    place.browser.send(DESIGN, **asked, opening="With joy we say that", version="1")

    words = place.browser.words()
    assert "What is there now The line above the name (optional) We are proud to say that" in words
    assert "What is there now Language" not in words
    kept = owner(place).certificate_words
    assert kept is not None
    assert kept["opening"] == "We are proud to say that"


def test_a_scanned_signature_is_ink_on_clear_ground_and_stays_with_its_name(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    people = {"first_name": "Amina Rahman", "first_title": "Director"}
    place.browser.send(f"{ROOM}/signatories", **people, do="save")
    page = f"{ROOM}/signatories/1/signature"

    place.browser.send(page, picture=(scanned(), "signature.jpg"))
    place.browser.send(f"{ROOM}/signatories", **people | {"first_title": "Chair"}, do="save")
    look = look_of_certificates(place.rows, owner(place))

    (signatory,) = look["signatories"]
    assert signatory.title == "Chair"
    assert signatory.picture.startswith("data:image/png;base64,")
    place.browser.send(f"{page}/remove", on=f"{page}/remove")
    assert look_of_certificates(place.rows, owner(place))["signatories"][0].picture == ""
    assert place.rows.query(SignaturePicture).all() == []
    assert place.browser.get(f"{ROOM}/signatories/2/signature").status_code == 404


def test_paper_is_taken_away_and_what_is_no_signature_is_refused() -> None:
    made = signature_made_again(scanned())
    drawn = Image.open(io.BytesIO(made.picture))

    assert drawn.mode == "RGBA"
    assert drawn.getpixel((0, drawn.height - 1))[3] < 32  # type: ignore[index] # of four parts
    assert drawn.getchannel("A").getextrema()[1] > 200
    for sent, words in (
        (scanned(size=(80, 160)), "Scan the signature larger"),
        (io.BytesIO(b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"), "an SVG"),
        (io.BytesIO(b"x" * 2_000_001), "larger than 2 MB"),
    ):
        with pytest.raises(NotALogo, match=words):
            signature_made_again(sent)


def test_nobody_else_designs_it(scene: Make, stranger: Callable[[], PageClient]) -> None:
    scene(Stage.DRAFT)

    assert stranger().get(f"{DESIGN}/preview.png").status_code == 404


def test_the_specimen_is_valid_to_the_end_of_a_term_as_an_award_would_be(
    scene: Make, app: Flask
) -> None:
    place = scene(Stage.DRAFT)
    today = clock.today()

    with app.test_request_context():
        face = face_with(owner(place), {})

    assert face.valid_until == end_of_term(date(today.year + 3, today.month, today.day), ())
    assert face.valid_until > date(today.year + 3, today.month, today.day)
