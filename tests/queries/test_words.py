"""A name is found as people type it, and not by what is not in it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.queries.words import has_words
from award.storage.settings import Setting
from tests.making import make_authority, make_setting

NAMES = (
    "King's Lock High School",
    "St. Guthlac’s C.E. Primary",
    "All-Saints Infants",
    "100% Play_Group",
    "Ysgol Caergybi",
)


@pytest.fixture
def settings(both: Session) -> Session:
    authority = make_authority(both)
    for name in NAMES:
        make_setting(both, authority, name=name)
    return both


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kings lock", [0]),
        ("King’s Lock", [0]),
        ("LOCK king's", [0]),
        ("st guthlacs", [1]),
        ("ce primary", [1]),
        ("all saints", [2]),
        ("allsaints", [2]),
        ("100%", [3]),
        ("play_g", [3]),
        ("%", [3]),
        ("kings guthlac", []),
        ("school lock cary", []),
        ("'", []),
        ("  ", []),
    ],
)
def test_marks_case_and_order_do_not_matter(
    settings: Session, typed: str, found: list[int]
) -> None:
    query = select(Setting.name).where(has_words(typed, Setting.name)).order_by(Setting.id)

    assert settings.scalars(query).all() == [NAMES[one] for one in found]


def test_each_word_may_stand_in_another_column(settings: Session) -> None:
    for one in settings.scalars(select(Setting)):
        one.ward = "Saint's Ward" if one.name == NAMES[4] else ""

    query = select(Setting.name).where(has_words("caergybi saints", Setting.name, Setting.ward))

    assert settings.scalars(query).all() == [NAMES[4]]
