"""Forms and plans speak of children as the kind of setting does."""

from io import BytesIO

import pytest

from award.actions.moves import Said, make_move
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.db import transaction
from award.storage.evidence import EvidenceItem
from award.storage.frameworks import kind_of
from tests.web.setting.conftest import Make, a_pdf, said_on


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/plan/add", "How do young people take part?"),
        ("/plan/add", "What will be different for young people?"),
        ("/plan/attach", "Please leave out young people’s names."),
        ("/evidence/drop", "Could somebody recognise a young person in it?"),
        ("/criteria/1.1/evidence/add", "Could somebody recognise a young person in it?"),
        ("/criteria/1.1", "Could somebody recognise a young person in it?"),
        ("/evidence/drop", "If a young person can be recognised"),
        ("/evidence/drop", "ask the parents or carers first, and the young person."),
        ("/criteria/1.1", "Leave out young people’s names."),
    ],
)
def test_a_youth_club_is_asked_of_its_young_people(place_at: Make, page: str, words: str) -> None:
    place = place_at(Stage.GATHERING, kind_code="youth_club", route="club")
    lead = place.lead()

    answer = lead.get(f"{place.at}{page}")

    assert answer.status_code == 200
    assert words in lead.words()
    assert "children take part" not in lead.words()
    assert "recognise a child in it" not in lead.words()
    assert "If a child can be" not in lead.words()


def test_what_is_still_asked_of_a_photo_is_asked_of_the_kind_s_young_people(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING, kind_code="youth_club", route="club")
    lead, asks = place.lead(), "Say whether young people can be recognised in it"
    drop, add = f"{place.at}/evidence/drop", f"{place.at}/criteria/1.1/evidence/add"

    lead.send(add, files=(BytesIO(a_pdf()), "poster.pdf"))
    at_once = lead.words()
    lead.send(drop, files=(BytesIO(a_pdf()), "poster.pdf"))
    place.fresh()
    piece = f"{place.at}/evidence/{place.rows.query(EvidenceItem.id).scalar()}"
    lead.send(f"{piece}/sort?code=1.1")
    sorting = lead.words()
    lead.send(f"{piece}/replace", files=(BytesIO(a_pdf()), "poster.pdf"))
    replacing = lead.words()
    lead.send(f"{piece}/links", codes=["1.1"], shown="")

    assert asks in at_once
    assert asks in sorting
    assert asks in replacing
    assert "Say first whether young people can be recognised in it" in lead.words()


def test_a_school_is_asked_of_its_pupils(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.get(f"{place.at}/plan/add")

    assert "How do pupils take part?" in lead.words()


def test_whoever_approves_is_called_alike_by_setting_and_authority(place_at: Make) -> None:
    place = place_at(Stage.GATHERING, kind_code="youth_club", route="club")
    number = place.walking.setting.id
    title = kind_of(place.walking.setting).approver_titles[0]

    told = [
        said_on(place.lead(), f"{place.root}/people"),
        said_on(place.coordinator(), f"/leicester/coordinator/settings/{number}"),
        said_on(place.head(), place.root),
        said_on(place.coordinator(), f"/leicester/coordinator/settings/{number}/people/invite"),
    ]

    for words in told:
        assert f"{title} or approver" in words.lower()
        assert "head or approver" not in words.lower()


def test_an_application_asks_for_who_approves_as_the_kind_calls_them(place_at: Make) -> None:
    place = place_at(Stage.DRAFT, kind_code="childrens_home", route="light")

    words = said_on(place.lead(), f"{place.at}/application")

    assert "The registered manager, or whoever answers for your setting" in words
    assert "The head, the manager" not in words


def test_a_history_calls_who_approved_as_the_kind_does(place_at: Make) -> None:
    place = place_at(Stage.READY, kind_code="childrens_home", route="light")
    room = f"/leicester/coordinator/journeys/{place.walking.journey.id}"

    told = [
        said_on(place.lead(), f"{place.at}/history"),
        said_on(place.coordinator(), room),
        said_on(place.coordinator(), f"{room}/history"),
    ]

    for words in told:
        assert "Priya Nair, registered manager or approver" in words
        assert "head or approver" not in words


def test_what_is_taken_along_speaks_of_a_club_s_young_people(place_at: Make) -> None:
    place = place_at(Stage.GATHERING, kind_code="youth_club", route="club")
    lead = place.lead()
    given = {"files": (BytesIO(a_pdf()), "poster.pdf"), "recognisable": "no", "title": "Poster"}
    lead.send(f"{place.at}/criteria/1.1/evidence/add", **given)

    governors = said_on(lead, f"{place.at}/governors")
    taken = said_on(lead, f"{place.at}/evidence/zip")

    assert "It shows no names of young people" in governors
    assert "young people may be seen in some." in taken


def test_a_club_that_rests_reads_of_its_young_people(place_at: Make) -> None:
    place = place_at(Stage.GATHERING, kind_code="youth_club", route="club")
    with transaction(lock=place.journey) as held:
        said = Said(reason_code="no_time")
        make_move(held, "withdraw", by=place.walking.by(Role.LEAD), at=place.walking.at, said=said)

    words = said_on(place.lead(), place.root)

    assert "Only files in which a young person can be recognised are removed" in words
