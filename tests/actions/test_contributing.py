"""Help by link: who may be asked, how often, how long, and what may come."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from award.actions.collecting import KeptBytes
from award.actions.contributing import (
    LINK_WORKS_FOR,
    MOST_PIECES,
    Asked,
    Piece,
    ask_colleague,
    contribute,
    is_open,
    pieces_left,
    withdraw_ask,
)
from award.actions.sending import EvidenceWords
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.stages import Stage
from award.storage.contributions import ColleagueAsk
from award.storage.db import transaction
from award.storage.evidence import Scan
from award.storage.letters import Letter
from tests.making import journey_at

NOTE = Piece(EvidenceWords(title="", note="The poster hangs by the hall."))
FILE = KeptBytes("leicester/1/one", "hall.jpg", "sha", 5, "image/jpeg", Scan.CLEAN)


def note(words: str) -> Piece:
    return Piece(EvidenceWords(title="", note=words))


def photo(key: str, words: str = "", *, seen: bool = False, token: str = "") -> Piece:
    """The very same photo under another key, and what is said of it."""
    said = EvidenceWords(title="hall.jpg", shows=words, recognisable=seen)
    return Piece(said, replace(FILE, key=key), token)


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def ask(walking: Walker, digest: str = "digest", code: str = "1.3") -> ColleagueAsk:
    asked = Asked(code, "Sam Hill", "Sam@Example.org ", "A photo, please.")
    with transaction(lock=walking.journey) as held:
        return ask_colleague(
            held, asked, title="Two ways to tell", token="token", digest=digest,
            by=walking.by(Role.LEAD), at=walking.at,
        )  # fmt: skip


def answer(walking: Walker, row: ColleagueAsk, *pieces: Piece, days: float = 1) -> None:
    with transaction(lock=walking.journey) as held:
        contribute(held, row.id, pieces, name=" Sam Hill ", at=walking.at + timedelta(days=days))


def test_the_letter_leads_to_the_link_and_only_its_digest_is_kept(
    session: Session, walking: Walker
) -> None:
    row = ask(walking)

    letter = session.query(Letter).filter_by(code="colleague_asked").one()
    assert (letter.to_email, letter.path) == ("sam@example.org", "/colleague/token")
    assert (row.digest, row.expires_at - row.asked_at) == ("digest", LINK_WORKS_FOR)


def test_the_link_ends_on_its_day_and_when_it_is_taken_back(walking: Walker) -> None:
    row = ask(walking)

    on_the_last_day = is_open(row, at=row.expires_at - timedelta(minutes=1))
    after_it = is_open(row, at=row.expires_at)
    with transaction(lock=walking.journey) as held:
        withdraw_ask(held, row.id, by=walking.by(Role.LEAD), at=walking.at)
        withdraw_ask(held, row.id, by=walking.by(Role.LEAD), at=walking.at)

    assert (on_the_last_day, after_it, is_open(row, at=walking.at)) == (True, False, False)


def test_after_it_was_taken_back_the_same_person_can_be_asked_again(walking: Walker) -> None:
    row = ask(walking)
    with pytest.raises(NotReady, match=r"was asked for 1\.3 already"):
        ask(walking, "another")
    with transaction(lock=walking.journey) as held:
        withdraw_ask(held, row.id, by=walking.by(Role.LEAD), at=walking.at)

    assert ask(walking, "another").digest == "another"


def test_a_criterion_that_is_not_asked_is_refused(walking: Walker) -> None:
    with pytest.raises(NotFound):
        ask(walking, code="9.9")


def test_an_ask_of_another_journey_is_not_there(walking: Walker) -> None:
    with transaction(lock=walking.journey) as held, pytest.raises(NotFound):
        withdraw_ask(held, 999, by=walking.by(Role.LEAD), at=walking.at)


def test_what_came_counts_for_the_criterion_of_the_link_whatever_it_says(walking: Walker) -> None:
    row = ask(walking)
    elsewhere = Piece(EvidenceWords(title="A note", criterion="2.1", note="For another one."))

    with transaction(lock=walking.journey) as held:
        (item,) = contribute(held, row.id, [elsewhere], name="Sam Hill", at=walking.at)

    assert [one.criterion for one in item.links] == ["1.3"]
    assert (item.given_by_id, item.given_by_name) == (None, "Sam Hill")


def test_twenty_pieces_come_by_one_link_and_not_one_more(walking: Walker) -> None:
    row = ask(walking)
    answer(walking, row, *[note(f"Poster {one}") for one in range(MOST_PIECES)])

    with pytest.raises(NotReady, match="pieces can come by one link"):
        answer(walking, row, NOTE)

    assert pieces_left(row) == 0


@pytest.mark.parametrize("days", [14, 300])
def test_nothing_comes_by_a_link_that_is_over(walking: Walker, days: float) -> None:
    row = ask(walking)

    with pytest.raises(NotAllowed, match="works no longer"):
        answer(walking, row, NOTE, days=days)


def test_the_lead_is_told_once_a_day(session: Session, walking: Walker) -> None:
    row = ask(walking)

    for days in (1, 1.1, 2):
        answer(walking, row, NOTE, days=days)

    assert session.query(Letter).filter_by(code="colleague_answered").count() == 2


def test_nobody_is_asked_once_the_report_is_shared(session: Session) -> None:
    walking, _ = journey_at(session, Stage.CHECKING)

    with pytest.raises(NotAllowed, match="until the report has been shared"):
        ask(walking)


def test_the_very_same_is_kept_once_and_with_other_words_it_is_a_piece_of_its_own(
    walking: Walker,
) -> None:
    row, token = ask(walking), "d4" * 16
    sent = [
        photo("a", "In the hall.", token=token),
        photo("b", "In the hall.", token=token),
        photo("c"),
        photo("d", "By the gate.", token=token),
        photo("e", "In the hall.", seen=True),
    ]

    came = []
    for one in sent:
        with transaction(lock=walking.journey) as held:
            new = contribute(held, row.id, [one], name="Sam Hill", at=walking.at)
            came.append([item.shows for item in new])

    assert came == [["In the hall."], [], [], ["By the gate."], ["In the hall."]]
