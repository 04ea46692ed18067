"""The yearly check-in as several people of one setting read it."""

from datetime import timedelta

from sqlalchemy import select

from award.adapters import clock
from award.domain.stages import Stage
from award.storage.awards import Award
from tests.pages import PageClient
from tests.web.setting.conftest import Make, Place, said_on


def check_in_of(place: Place) -> str:
    award = place.rows.scalars(select(Award)).one()
    return f"{place.root}/awards/{award.id}/check-in"


def test_whoever_opens_a_check_in_reads_who_sent_it(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    address = check_in_of(place)

    with clock.frozen_at(place.walking.at + timedelta(days=370)):
        head = place.head()
        head.send(address, going="It goes well.")
        told = [said_on(one, address) for one in (head, place.lead())]
        colm = place.coordinator()
        colm.send(address, going="On the phone: well.")
        told.append(said_on(place.lead(), address))

    assert "You sent this on" in told[0]
    assert "Priya Nair sent this on" in told[1]
    assert "Colm Brady wrote this down for you on" in told[2]


def test_what_was_sent_a_year_ago_and_never_answered_stays_to_be_read(place_at: Make) -> None:
    place = place_at(Stage.AWARDED)
    address = check_in_of(place)
    with clock.frozen_at(place.walking.at + timedelta(days=370)):
        place.lead().send(address, going="The worry boxes are full.")

    with clock.frozen_at(place.walking.at + timedelta(days=740)):
        words = said_on(place.lead(), address)

    assert "The worry boxes are full." in words
    assert "Your coordinator has not answered yet." in words


def reads(browser: PageClient, *pages: str) -> list[str]:
    return [said_on(browser, page) for page in pages]


def test_a_check_in_speaks_of_young_people_where_the_kind_does(place_at: Make) -> None:
    place = place_at(Stage.AWARDED, kind_code="youth_club", route="club")
    address = check_in_of(place)

    with clock.frozen_at(place.walking.at + timedelta(days=370)):
        told = reads(place.lead(), address, f"{address}/printed?blank=yes")

    for words in told:
        assert "Please do not name any young person here." in words
        assert "How young people report bullying" in words
        assert "children" not in words


def test_a_check_in_names_who_approves_as_the_kind_does(place_at: Make) -> None:
    place = place_at(Stage.AWARDED, kind_code="childrens_home", route="light")
    address = check_in_of(place)

    with clock.frozen_at(place.walking.at + timedelta(days=370)):
        lead = place.lead()
        told = reads(lead, address, f"{address}/printed?blank=yes")
        lead.send(address, going="It goes well.", changed=["head", "children_say"], words="Moor.")
        sent = reads(lead, address)
        heard = reads(place.coordinator(), "/leicester/coordinator/check-ins/1")

    for words in (*told, *sent, *heard):
        assert "There is a new registered manager or approver" in words
        assert "How young people report bullying" in words
        assert "new head" not in words
