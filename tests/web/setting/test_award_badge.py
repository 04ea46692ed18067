"""A setting sees its badge as it is today, and the line that its web site needs."""

import json
from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

from lxml.html import fromstring

from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.certificate_records import as_record
from award.domain.stages import Stage
from award.storage.awards import Award
from award.storage.db import writing
from tests.adapters.faces import FACE
from tests.pages import PageClient
from tests.pdf_checks import picture_of, text_of
from tests.web.setting.conftest import Place


def test_the_line_to_copy_shows_the_badge_and_leads_to_the_check(
    place_at: Callable[..., Place],
) -> None:
    here = place_at(Stage.AWARDED)
    award = here.rows.query(Award).one()
    browser = here.lead()

    browser.get(f"{here.root}/awards/{award.id}/badge")

    assert browser.page is not None
    fields = {one.get("id"): one.get("value", "") for one in browser.page.iter("input")}
    link = fromstring(fields["snippet"])
    picture = link.find("img")
    assert link.get("href") == f"http://localhost/badges/{award.code}"
    assert picture.get("src") == f"http://localhost/badges/{award.code}.svg"
    assert "how it stands today" in picture.get("alt")
    assert browser.get(f"/badges/{award.code}.svg").status_code == 200


def test_it_says_when_to_wait_and_a_withheld_setting_is_not_named_and_waits_for_no_day(
    place_at: Callable[..., Place],
) -> None:
    here = place_at(Stage.AWARDED)
    award = here.rows.query(Award).one()
    with writing(here.rows):
        award.announce_on = clock.today().replace(year=clock.today().year + 1)
    browser, page = here.lead(), f"{here.root}/awards/{award.id}/badge"
    browser.get(page)
    assert "Please wait until" in browser.words()

    with writing(here.rows):
        award.setting.is_hidden = True
    browser.get(page)

    assert "Please wait until" not in browser.words()
    assert "is not named in public" in browser.words()


def test_the_letter_and_the_logo_go_with_the_award_while_it_is_held(
    place_at: Callable[..., Place],
) -> None:
    here = place_at(Stage.AWARDED)
    award = here.rows.query(Award).one()
    browser, page = here.lead(), f"{here.root}/awards/{award.id}"

    letter, logo = browser.get(f"{page}/letter.pdf"), browser.get(f"{page}/logo.zip")
    with writing(here.rows):
        award.setting.is_hidden = True
    withheld = browser.get(f"{page}/logo.zip")
    with writing(here.rows):
        award.state = AwardState.SUSPENDED
    suspended = browser.get(f"{page}/logo.zip")

    assert "Willow Lane Primary" in text_of(letter.data)
    assert [one.mimetype for one in (letter, logo)] == ["application/pdf", "application/zip"]
    with ZipFile(BytesIO(withheld.data)) as packed:
        said = b"".join(packed.read(one) for one in packed.namelist())
    assert b"Willow" not in said + str(withheld.headers).encode()
    assert suspended.status_code == 404


def issued(here: Place) -> Award:
    """The award with its certificate as the worker leaves it."""
    award = here.rows.query(Award).one()
    certificate = award.certificates[-1]
    document = {"credentialSubject": {"identifier": [{"identityHash": "Willow Lane Primary"}]}}
    with writing(here.rows):
        certificate.face, certificate.key = as_record(FACE), f"leicester/{award.setting_id}/kept"
        certificate.badge, certificate.badge_token = json.dumps(document), "a.b.c"
    return award


def test_the_open_badge_can_be_kept_in_four_shapes(place_at: Callable[..., Place]) -> None:
    here = place_at(Stage.AWARDED)
    before = here.lead()
    award = issued(here)
    browser, page = here.lead(), f"{here.root}/awards/{award.id}/badge"

    browser.get(page)
    assert browser.page is not None
    links = {
        str(one.get("download")): str(one.get("href"))
        for one in browser.page.iter("a")
        if one.get("download")
    }
    kinds = {name: browser.get(address).mimetype for name, address in links.items()}

    assert kinds == {
        f"open-badge-{award.number}.svg": "image/svg+xml",
        f"open-badge-{award.number}.png": "image/png",
        f"open-badge-{award.number}.json": "application/vc",
        f"open-badge-{award.number}.jwt": "application/vc+jwt",
    }
    with writing(here.rows):
        award.setting.is_hidden = True
    before.get(page)
    assert "Keep your Open Badge" not in before.words()  # it names the setting, which is withheld


def test_a_certificate_without_colour_is_made_of_what_was_issued(
    place_at: Callable[..., Place],
) -> None:
    here = place_at(Stage.AWARDED)
    unmade = here.rows.query(Award).one()
    browser = here.lead()
    missing = browser.get(f"{here.root}/awards/{unmade.id}/certificate-grey.pdf")
    award = issued(here)
    with writing(here.rows):
        award.setting.authority.brand_colour = "#5b2a6e"

    grey = browser.get(f"{here.root}/awards/{award.id}/certificate-grey.pdf")
    browser.get(f"{here.root}/awards/{award.id}")

    assert missing.status_code == 404
    assert "without colour" in browser.words()
    assert FACE.setting_name in text_of(grey.data)
    assert f"certificate-{award.number}-grey.pdf" in grey.headers["Content-Disposition"]
    colours = picture_of(grey.data, dots_per_inch=40).getcolors(1_000_000)
    assert colours is not None
    assert all(max(dot) - min(dot) <= 3 for _, dot in colours if isinstance(dot, tuple))


def test_nobody_else_gets_the_certificate_without_colour(
    place_at: Callable[..., Place], client: PageClient
) -> None:
    here = place_at(Stage.AWARDED)
    award = issued(here)
    page = f"{here.root}/awards/{award.id}/certificate-grey.pdf"

    assert client.get(page).status_code == 302
    assert here.sign_in(here.walking.cast.panel[0]).get(page).status_code == 404
