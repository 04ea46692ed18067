"""The authority gives its pages its own name, colour and logo, and its certificates names."""

import io
from collections.abc import Callable

from PIL import Image

from award.domain.stages import Stage
from award.storage.authorities import Authority
from tests.pages import PageClient
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
LOOK = f"{ROOM}/look"


def owner(place: Scene) -> Authority:
    return place.now().authority


def sheets(browser: PageClient) -> list[str]:
    assert browser.page is not None
    found = [one.get("href", "") for one in browser.page.iter("link")]
    return [one for one in found if "/look/" in one]


def test_a_colour_is_tried_then_saved_and_every_page_takes_it(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    place.browser.send(LOOK, name="Leicester", colour="5B2A6E", do="show")
    tried, told = sheets(place.browser), place.browser.words()
    before = owner(place).brand_colour
    place.browser.send(LOOK, name="Leicester", colour="5B2A6E", do="save")
    place.browser.get(LOOK)
    saved = place.browser.words()
    place.browser.get(ROOM)
    (sheet,) = sheets(place.browser)
    kept = place.browser.get(sheet)

    assert tried == ["/leicester/look/preview/5b2a6e.css"]
    assert "How it would look. Nothing is saved yet." in told
    assert "The name and the colour are saved. Every page shows them now." in saved
    assert (before, owner(place).brand_colour) == ("#0b4f4a", "#5b2a6e")
    assert kept.mimetype == "text/css"
    assert kept.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert kept.get_data(as_text=True).startswith(":root{--teal:#5b2a6e;--teal-deep:#441f52;")


def test_the_public_pages_take_it_too_and_an_old_address_is_gone(
    scene: Make, client: PageClient
) -> None:
    place = scene(Stage.DRAFT)
    client.get("/leicester")
    usual = sheets(client)
    place.browser.send(LOOK, name="Leicester", colour="#5b2a6e")
    client.get("/leicester")

    assert (usual, len(sheets(client))) == ([], 1)
    assert client.get(sheets(client)[0]).status_code == 200
    assert client.get("/leicester/look/000000000000.css").status_code == 404


def test_a_light_colour_is_refused_and_nothing_typed_is_lost(scene: Make) -> None:
    place = scene(Stage.DRAFT)

    for pressed in ("show", "save"):
        place.browser.send(LOOK, name="Leicester City", colour="#ff8800", do=pressed)
        page = place.browser.words()
        assert page.count("The nearest shade that would do is #af5d00") == 2  # at its field, too
        assert place.browser.page is not None
        typed = {one.get("id"): one.get("value") for one in place.browser.page.iter("input")}
        assert (typed["name"], typed["colour"]) == ("Leicester City", "#ff8800")
    assert owner(place).name == "Leicester"


def test_somebody_who_saves_an_older_page_is_told(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    place.browser.send(LOOK, name="Leicester", colour="#5b2a6e")

    place.browser.send(LOOK, name="Old", colour="#5b2a6e", version="1")

    words = place.browser.words()
    assert "Somebody else changed this meanwhile" in words
    assert "What is there now Name of the authority Leicester" in words
    assert owner(place).name == "Leicester"


def test_only_colours_that_can_be_read_have_a_preview(client: PageClient, scene: Make) -> None:
    scene(Stage.DRAFT)

    shown = client.get("/leicester/look/preview/5b2a6e.css").get_data(as_text=True)

    assert shown.startswith(".look-preview{--teal:#5b2a6e;")
    for colour in ("ff8800", "purple", "5b2a6e}*{color:red"):
        assert client.get(f"/leicester/look/preview/{colour}.css").status_code == 404


def test_a_logo_is_taken_in_shown_with_the_authoritys_name_and_taken_away(scene: Make) -> None:
    place, sent = scene(Stage.DRAFT), io.BytesIO()
    Image.new("RGB", (300, 100), "#5b2a6e").save(sent, "PNG")

    token = place.browser.token(f"{LOOK}/logo")
    for name, picture in (("l.svg", b"<svg/>"), ("l.png", sent.getvalue())):
        place.browser.post(
            f"{LOOK}/logo",
            data={"csrf_token": token, "picture": (io.BytesIO(picture), name)},
        )
        if name == "l.svg":
            assert "This is an SVG." in place.browser.words()
    place.browser.get(ROOM)
    assert place.browser.page is not None
    (logo,) = place.browser.page.iter("img")
    shown = place.browser.get(logo.get("src") or "")
    place.browser.send(f"{LOOK}/logo/remove")

    assert logo.get("alt") == "Leicester"
    assert (shown.status_code, shown.mimetype) == (200, "image/png")
    assert place.browser.get(logo.get("src") or "").status_code == 404
    assert owner(place).logo_digest == ""


def test_signatories_are_previewed_saved_and_kept_apart_from_made_certificates(
    scene: Make,
) -> None:
    place = scene(Stage.DRAFT)
    people = {"first_name": "Ines Marsh", "first_title": "Director"}

    place.browser.send(f"{ROOM}/signatories", **people, do="show")
    seen, before = place.browser.words(), owner(place).signatories
    place.browser.send(f"{ROOM}/signatories", **people, second_name="Bo", do="save")
    refused = place.browser.words()
    place.browser.send(f"{ROOM}/signatories", **people, do="save")

    assert ("Ines Marsh" in seen, before) == (True, [])
    assert "Say what Bo is" in refused
    assert owner(place).signatories == [{"name": "Ines Marsh", "title": "Director"}]
    place.browser.get(f"{ROOM}/signatories")
    assert "Certificates are signed by Ines Marsh, Director." in place.browser.words()


def test_what_a_certificate_cannot_print_is_refused_at_its_field(scene: Make) -> None:
    place = scene(Stage.DRAFT)
    before, words = owner(place).name, "A certificate cannot print ა ბ yet. Write"

    place.browser.send(
        f"{ROOM}/signatories", first_name="აბ Marsh", first_title="აბ", second_name="", do="save"
    )
    refused = place.browser.words()
    place.browser.send(LOOK, name="Leicester აბ", colour="#5b2a6e", do="save")

    assert f"{words} the name in other letters" in refused
    assert f"{words} this in other letters" in refused
    assert f"{words} the name in other letters" in place.browser.words()
    assert (owner(place).signatories, owner(place).name) == ([], before)


def test_another_authoritys_coordinator_does_not_find_it(
    scene: Make, stranger: Callable[[], PageClient]
) -> None:
    scene(Stage.DRAFT)

    assert stranger().get(LOOK).status_code == 404
