"""Forms and plans speak of children as the kind of setting does."""

import pytest

from award.domain.stages import Stage
from tests.web.setting.conftest import Make


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("/plan/add", "How do young people take part?"),
        ("/plan/add", "What will be different for young people?"),
        ("/evidence/drop", "Could somebody recognise a young person in it?"),
        ("/criteria/1.1/evidence/add", "Could somebody recognise a young person in it?"),
        ("/criteria/1.1", "Could somebody recognise a young person in it?"),
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


def test_a_school_is_asked_of_its_pupils(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()

    lead.get(f"{place.at}/plan/add")

    assert "How do pupils take part?" in lead.words()
