"""Evidence kept alive between the decision and the renewal, so that the renewal asks less."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from award.actions.carrying import Pick, carry_on
from award.actions.collecting import KeptBytes
from award.actions.opening import RENEWAL_ROUTE, what_renewal_asks
from award.actions.sending import EvidenceWords
from award.actions.sighting import SeenWords, add_newer, see_again
from award.demo.walking import Walker
from award.domain.people import Actor, Role
from award.domain.refusals import NotAllowed, NotFound, NotReady
from award.domain.stages import Stage
from award.queries.pieces import list_carriable
from award.queries.sightings import find_ahead, list_sightings, pieces_to_tick
from award.storage.awards import Award
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState, Scan
from award.storage.facts import facts_of
from award.storage.frozen import FrozenEvidence
from award.storage.journeys import Journey
from award.storage.sightings import Sighting
from tests.making import journey_at

FILE = KeptBytes("k/1", "policy.pdf", "ab" * 32, 1200, "application/pdf", Scan.CLEAN)


@pytest.fixture
def walking(session: Session) -> Walker:
    """Two years after the award: its renewal can begin, and what takes a year has grown old."""
    walking, _ = journey_at(session, Stage.AWARDED)
    walking.pass_time(days=800)
    return walking


def linked(session: Session, walking: Walker, code: str = "1.6") -> EvidenceLink:
    found = session.query(EvidenceLink).filter_by(journey_id=walking.journey.id, criterion=code)
    return found.order_by(EvidenceLink.id).limit(1).one()


def see(walking: Walker, *picks: Pick, by: Actor | None = None, on: date | None = None) -> int:
    said = SeenWords(on or walking.at.date(), "On the staff room wall.")
    with transaction(lock=walking.journey) as held:
        return see_again(held, picks, said, by=by or walking.by(Role.LEAD), at=walking.at)


def keep(walking: Walker, **more: Any) -> EvidenceItem:
    file = more.pop("file", None)
    given: dict[str, Any] = {"title": "The new leaflet", "criterion": "1.6", "note": "In the hall."}
    words = EvidenceWords(**given | more)
    with transaction(lock=walking.journey) as held:
        return add_newer(held, words, file=file, by=walking.by(Role.LEAD), at=walking.at)


def asked(walking: Walker) -> set[str]:
    seen = what_renewal_asks(walking.setting, at=walking.at)
    assert seen is not None
    return {one.code for one in seen.asked}


def renew(walking: Walker) -> Journey:
    first = walking.journey
    walking.open(RENEWAL_ROUTE)
    walking.walk_to(Stage.PLANNING)
    return first


def to_tick(session: Session, walking: Walker) -> list[Pick]:
    award = session.query(Award).one()
    by = walking.by(Role.LEAD)
    found = find_ahead(session, by, walking.journey, award, at=walking.at)
    return [
        Pick(piece.item_id, piece.criterion)
        for _, piece in pieces_to_tick(found, walking.at.date())
    ]


def test_a_holder_who_looks_again_is_asked_less_and_the_decision_stays_as_it_was(
    session: Session, walking: Walker
) -> None:
    before, frozen = asked(walking), session.query(FrozenEvidence).count()
    decided = facts_of(walking.journey, at=walking.at).pieces
    picks = to_tick(session, walking)

    new = [see(walking, *picks), see(walking, *picks)]

    assert new == [len(picks), 0]
    assert len(asked(walking)) < len(before)
    assert session.query(FrozenEvidence).count() == frozen
    assert facts_of(walking.journey, at=walking.at).pieces == decided
    assert to_tick(session, walking) == []


def test_the_renewal_carries_on_what_was_seen_again_and_finds_it_fresh(
    session: Session, walking: Walker
) -> None:
    link = linked(session, walking, "1.1")
    pick = Pick(link.item_id, "1.1")
    see(walking, pick)
    renew(walking)
    facts = facts_of(walking.journey, at=walking.at)
    offered = list_carriable(session, walking.by(Role.LEAD), walking.journey, facts)
    offered = [one for one in offered if (one.item.id, one.criterion) == pick]

    with transaction(lock=walking.journey) as held:
        carry_on(held, [pick], by=walking.by(Role.LEAD), at=walking.at)

    now = facts_of(walking.journey, at=walking.at).pieces
    assert [one.is_good for one in offered] == [True]
    assert [(one.item_id, one.supports) for one in now] == [(link.item_id, True)]


def test_something_newer_waits_for_the_renewal_and_counts_nowhere_until_then(
    session: Session, walking: Walker
) -> None:
    everywhere = session.query(EvidenceLink).count()

    item = keep(walking, criterion="1.1", why_it_counts="Everybody has it.")
    renew(walking)

    assert session.query(EvidenceLink).count() == everywhere
    with transaction(lock=walking.journey) as held:
        carry_on(held, [Pick(item.id, "1.1")], by=walking.by(Role.LEAD), at=walking.at)
    now = session.query(EvidenceLink).filter_by(journey_id=walking.journey.id).one()
    assert (now.item_id, now.why_it_counts) == (item.id, "Everybody has it.")
    assert item.state is EvidenceState.GIVEN


def test_something_newer_is_enough_for_the_renewal_not_to_ask(
    session: Session, walking: Walker
) -> None:
    essential = {one.code for one in walking.journey.asked if one.essential}
    rest = [one.code for one in walking.journey.asked if not one.essential]
    for code in rest:
        keep(walking, criterion=code)

    assert len(asked(walking)) == len(essential) + -(-len(rest) // 5)


def test_what_was_added_since_can_be_seen_again_too(session: Session, walking: Walker) -> None:
    item = keep(walking, dated_on=walking.at.date() - timedelta(days=500))
    assert Pick(item.id, "1.6") in to_tick(session, walking)

    assert see(walking, Pick(item.id, "1.6")) == 1

    last = session.query(Sighting).order_by(Sighting.id.desc()).limit(1).one()
    assert (last.since, last.seen_on, last.by_name) == (True, walking.at.date(), "Amara Holt")


def test_a_new_file_in_its_place_is_not_what_was_seen(session: Session, walking: Walker) -> None:
    item = keep(walking, file=FILE, recognisable=False)
    assert "1.6" not in stale(session, walking)
    with writing(session):
        session.query(Sighting).one().version_id = None

    assert "1.6" in stale(session, walking)
    with writing(session):
        session.query(Sighting).one().version_id = item.versions[0].id
        item.versions[0].scan = Scan.INFECTED
    assert "1.6" in stale(session, walking)


def stale(session: Session, walking: Walker) -> set[str]:
    award, by = session.query(Award).one(), walking.by(Role.LEAD)
    found = find_ahead(session, by, walking.journey, award, at=walking.at)
    return {one.criterion.code for one in found.stale}


def test_nothing_can_be_kept_alive_without_an_award_or_once_the_renewal_has_begun(
    session: Session, walking: Walker
) -> None:
    pick, first = Pick(linked(session, walking).item_id, "1.6"), walking.journey
    renew(walking)
    for journey in (first, walking.journey):
        walking.go_on(journey)
        with pytest.raises(NotAllowed, match="while you hold the award"):
            see(walking, pick)
        with pytest.raises(NotAllowed, match="while you hold the award"):
            keep(walking)

    assert session.query(Sighting).count() == 0


def test_nothing_can_be_kept_alive_after_the_term_of_grace(
    session: Session, walking: Walker
) -> None:
    walking.pass_time(days=1000)

    with pytest.raises(NotAllowed, match="while you hold the award"):
        see(walking, Pick(linked(session, walking).item_id, "1.6"))


@pytest.mark.parametrize("why", ["needs more", "another criterion", "taken away", "of a term"])
def test_what_did_not_count_cannot_be_said_to_be_still_true(
    session: Session, walking: Walker, why: str
) -> None:
    link, code = linked(session, walking), "1.6"
    with writing(session):
        if why == "needs more":
            link.item.state = EvidenceState.NEEDS_MORE
        if why == "taken away":
            link.item.removed_at = walking.at
        if why == "of a term":
            link.criterion = code = "1.4"
            link.expected = "Anonymised summary of what was recorded in one term"
    code = "2.5" if why == "another criterion" else code

    with pytest.raises(NotReady if why == "of a term" else NotFound):
        see(walking, Pick(link.item_id, code))
    assert session.query(Sighting).count() == 0


def test_a_day_that_cannot_be_is_refused_with_what_to_do(session: Session, walking: Walker) -> None:
    pick = Pick(linked(session, walking).item_id, "1.6")

    with pytest.raises(NotReady, match="cannot be to come"):
        see(walking, pick, on=walking.at.date() + timedelta(days=2))
    with pytest.raises(NotReady, match="after the decision"):
        see(walking, pick, on=date(2026, 1, 5))
    with pytest.raises(NotReady, match="Tick what you looked at"):
        see(walking)
    with pytest.raises(NotReady, match="cannot be to come"):
        keep(walking, dated_on=walking.at.date() + timedelta(days=2))
    with pytest.raises(NotReady, match="Add a file"):
        keep(walking, note="")
    with pytest.raises(NotReady, match="picture without pupils"):
        keep(walking, file=FILE, recognisable=True)


def test_only_the_settings_own_pieces_and_words_are_seen(session: Session, walking: Walker) -> None:
    see(walking, Pick(linked(session, walking).item_id, "1.6"))
    by, journey = walking.by(Role.LEAD), walking.journey
    stranger = Actor(Role.LEAD, 1, "Sam", journey.authority_id, setting_id=journey.setting_id + 1)

    assert len(list_sightings(session, by, journey)) == 1
    assert list_sightings(session, stranger, journey) == []
    award = session.query(Award).one()
    ahead = find_ahead(session, stranger, journey, award, at=walking.at)
    assert (ahead.titles, [one.old for one in ahead.rows if one.old]) == ({}, [])
