"""A setting's evidence as its people find it: searched, filtered, paged, inside its walls."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.stages import Stage
from award.queries.evidence import (
    A_PAGE,
    count_by_criterion,
    find_file,
    find_item,
    list_evidence,
    list_of_criterion,
)
from award.queries.sought import Sought
from award.storage.db import writing
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState, EvidenceVersion, Scan
from award.storage.previews import EvidencePreview, PageLook, PreviewPage, PreviewState
from tests.making import journey_at
from tests.queries.counting import counted


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def give(session: Session, walking: Walker, count: int, code: str = "1.4") -> None:
    """So many pieces, each with a file."""
    journey = walking.journey
    whose = {"authority_id": journey.authority_id}
    with writing(session):
        for number in range(count):
            item = EvidenceItem(
                **whose,
                setting_id=journey.setting_id,
                title=f"Log {number}",
                state=EvidenceState.GIVEN,
                given_by_name="Amara Holt",
                given_at=walking.at + timedelta(minutes=number),
            )
            session.add(item)
            session.flush()
            session.add(
                EvidenceVersion(
                    **whose,
                    item_id=item.id,
                    number=1,
                    key=f"leicester/1/{code}{number}",
                    file_name="log.txt",
                    sha256=f"{number}",
                    size=1,
                    media_type="text/plain",
                    scan=Scan.CLEAN,
                    added_at=walking.at,
                )
            )
            session.add(
                EvidenceLink(
                    **whose,
                    item_id=item.id,
                    journey_id=journey.id,
                    criterion=code,
                    linked_at=walking.at,
                )
            )


def has_pages(
    session: Session, file: EvidenceVersion, text: str, look: PageLook = PageLook.TEXT
) -> None:
    """One page was made of it, with these words."""
    whose = {"authority_id": file.authority_id}
    preview = EvidencePreview(
        **whose, version_id=file.id, state=PreviewState.READY, asked_at=file.added_at
    )
    session.add(preview)
    session.flush()
    session.add(PreviewPage(**whose, preview_id=preview.id, number=1, look=look, text=text))


@pytest.mark.parametrize("count", [1, 300])
def test_a_page_costs_the_same_few_questions_however_much_there_is(
    session: Session, walking: Walker, count: int
) -> None:
    give(session, walking, count)
    lead, journey = walking.by(Role.LEAD), walking.journey
    session.refresh(journey)

    with counted(session) as asked:
        found = list_evidence(session, lead, journey, Sought(words="log"))
        for one in found.items:
            assert one.versions[0].item_id == one.links[0].item_id

    assert len(asked) == 3
    assert (found.total, len(found.items)) == (count, min(count, A_PAGE))


def test_a_page_beyond_the_last_is_the_last(session: Session, walking: Walker) -> None:
    give(session, walking, A_PAGE + 1)

    found = list_evidence(session, walking.by(Role.LEAD), walking.journey, Sought(page=9))

    assert (found.page, found.total) == (2, A_PAGE + 1)


def test_what_is_sought_is_found_by_words_criterion_and_state(
    session: Session, walking: Walker
) -> None:
    give(session, walking, 1)
    give(session, walking, 2, code="2.1")
    lead, journey = walking.by(Role.LEAD), walking.journey

    def total(**sought: object) -> int:
        return list_evidence(session, lead, journey, replace(Sought(), **sought)).total

    assert total() == 3
    assert total(words="LOG 1") == 1
    assert total(words="100%") == 0
    assert total(criterion="2.1") == 2
    assert total(state=EvidenceState.ACCEPTED) == 0
    assert count_by_criterion(session, journey) == {"1.4": 1, "2.1": 2}


def test_each_word_is_found_in_why_it_counts_the_files_name_or_what_its_pages_say(
    session: Session, walking: Walker
) -> None:
    give(session, walking, 2)
    with writing(session):
        first, second = session.query(EvidenceVersion).order_by(EvidenceVersion.id).all()
        first.file_name = "Autumn survey.pdf"
        session.query(EvidenceLink).filter_by(
            item_id=second.item_id
        ).one().why_it_counts = "Parents were asked, too"
        has_pages(session, first, "Nine in ten feel safe at lunch")
    lead, journey = walking.by(Role.LEAD), walking.journey

    def titles(words: str) -> list[str]:
        found = list_evidence(session, lead, journey, Sought(words=words))
        return [one.title for one in found.items]

    assert titles("lunch") == ["Log 0"]
    assert titles("survey ten") == ["Log 0"]
    assert titles("survey parents") == []
    assert titles("asked parents") == ["Log 1"]


def test_words_of_a_file_that_was_replaced_are_found_no_more(
    session: Session, walking: Walker
) -> None:
    give(session, walking, 1)
    with writing(session):
        old = session.query(EvidenceVersion).one()
        has_pages(session, old, "It names a child")
        session.add(
            EvidenceVersion(
                authority_id=old.authority_id, item_id=old.item_id, number=2, key="k2",
                file_name="log.txt", sha256="2", size=1, media_type="text/plain",
                scan=Scan.CLEAN, added_at=walking.at,
            )
        )  # fmt: skip

    found = list_evidence(session, walking.by(Role.LEAD), walking.journey, Sought(words="child"))

    assert (found.total, found.drawn) == (0, frozenset())


def test_a_page_knows_which_newest_files_have_a_small_picture(
    session: Session, walking: Walker
) -> None:
    give(session, walking, 2)
    with writing(session):
        drawn, told = session.query(EvidenceVersion).order_by(EvidenceVersion.id).all()
        has_pages(session, drawn, "", look=PageLook.PICTURE)
        has_pages(session, told, "Words only")

    found = list_evidence(session, walking.by(Role.LEAD), walking.journey)

    assert found.drawn == {drawn.id}


def test_another_setting_finds_nothing(session: Session, walking: Walker) -> None:
    give(session, walking, 1)
    journey = walking.journey
    stranger = replace(walking.by(Role.LEAD), setting_id=journey.setting_id + 1)
    item = list_evidence(session, walking.by(Role.LEAD), journey).items[0]

    assert list_evidence(session, stranger, journey).total == 0
    assert list_of_criterion(session, stranger, journey, "1.4") == []
    assert find_item(session, stranger, journey, item.id) is None
    assert find_file(session, stranger, journey, item.id, 1) is None
    assert find_file(session, walking.by(Role.LEAD), journey, item.id, 2) is None
