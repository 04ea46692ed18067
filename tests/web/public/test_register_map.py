"""The register on a map: dots of our own, and every name in the list beside it."""

from sqlalchemy.orm import Session

from award.adapters import clock
from award.domain.award_moves import AwardState
from tests.making import at, make_authority
from tests.pages import PageClient, words_of
from tests.web.public.test_register import give_award

MAP = "/leicester/register/map"


def look(client: PageClient, address: str = MAP) -> PageClient:
    with clock.frozen_at(at()):
        assert client.get(address).status_code == 200
    return client


def test_dots_stand_on_the_map_and_all_names_in_the_list(client: PageClient, rows: Session) -> None:
    authority = make_authority(rows)
    give_award(rows, authority, ward="Abbey", easting=458300, northing=307300)
    give_award(rows, authority, "Nowhere Club", kind_code="youth_club")

    page = look(client).page

    assert page is not None
    (drawing,) = [one for one in page.iter("svg") if one.get("role") == "img"]
    assert [words_of(one) for one in drawing.iter("title")] == ["Willow Lane Primary"]
    assert (drawing.get("aria-label") or "").startswith("Map of 1 setting that hold")
    assert all(
        one in client.words()
        for one in ("Abbey 1 setting", "Area not known 1 setting", "Nowhere Club",
                    "1 setting not on the map")
    )  # fmt: skip


def test_what_is_not_simply_valid_says_so_beside_the_map(client: PageClient, rows: Session) -> None:
    authority = make_authority(rows)
    give_award(rows, authority, ward="Abbey", easting=458300, northing=307300)
    give_award(rows, authority, "Fosse Hub", ward="Fosse", state=AwardState.SUSPENDED)

    words = look(client).words()

    assert "Fosse Hub, not currently confirmed" in words
    assert "Willow Lane Primary," not in words


def test_the_map_is_narrowed_like_the_list(client: PageClient, rows: Session) -> None:
    authority = make_authority(rows)
    give_award(rows, authority, ward="Abbey", easting=458300, northing=307300)
    give_award(rows, authority, "Evington Club", ward="Evington", easting=462600, northing=303400)

    look(client, f"{MAP}?area=Evington")

    assert "Evington Club" in client.words()
    assert "Willow Lane" not in client.words()


def test_without_coordinates_there_is_still_the_list(client: PageClient, rows: Session) -> None:
    give_award(rows, make_authority(rows), ward="Abbey")

    assert "We do not know where these are on the map" in look(client).words()
    assert "Willow Lane Primary" in client.words()


def test_an_empty_map_says_so(client: PageClient, rows: Session) -> None:
    make_authority(rows)

    assert "No setting holds the award yet" in look(client).words()
