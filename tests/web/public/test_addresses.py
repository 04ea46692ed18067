"""What search engines read: pages for everybody, and none that names a setting."""

from lxml import etree
from sqlalchemy.orm import Session

from award.storage.db import writing
from tests.making import make_authority
from tests.pages import PageClient


def addresses(client: PageClient) -> list[str]:
    answer = client.get("/sitemap.xml")
    assert answer.mimetype == "application/xml"
    found = etree.fromstring(answer.data).iter("{*}loc")
    return [(one.text or "").removeprefix("http://localhost") for one in found]


def test_every_page_that_is_listed_is_there(client: PageClient, rows: Session) -> None:
    authority = make_authority(rows)
    before = addresses(client)
    with writing(rows):
        authority.shows_past_awards = True

    listed = addresses(client)

    assert "/leicester/register" in before
    assert set(listed) - set(before) == {"/leicester/register/past"}
    assert [client.get(one, follow_redirects=True).status_code for one in listed] == [200] * len(
        listed
    )


def test_rooms_and_certificates_are_closed_to_search_engines(client: PageClient) -> None:
    lines = client.get("/robots.txt").get_data(as_text=True).splitlines()

    assert [f"Disallow: {one}" in lines for one in ("/check/", "/*/coordinator/", "/setting/")] == [
        True
    ] * 3
    assert lines[-1] == "Sitemap: http://localhost/sitemap.xml"
