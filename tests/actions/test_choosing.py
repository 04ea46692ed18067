"""Which criteria a journey is asked: presets, a renewal's stale ones, and its sample."""

from datetime import date
from hashlib import sha256

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.choosing import draw_sample
from award.actions.opening import open_journey
from award.domain.people import Actor, Role
from award.domain.stages import Stage
from award.storage.authorities import Framework
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceState
from award.storage.frameworks import framework_of
from award.storage.journeys import Journey
from award.storage.settings import Setting
from tests.making import at, award_of, make_authority, make_setting


@pytest.fixture
def place(both: Session) -> Setting:
    return make_setting(both, make_authority(both))


def opened(setting: Setting, route: str, *, day: int, previous: Journey | None = None) -> Journey:
    by = Actor(Role.COORDINATOR, name="Colm Brady", authority_id=setting.authority_id)
    with transaction(lock=setting) as held:
        return open_journey(held, route=route, by=by, at=at(day), previous=previous)


def ended(session: Session, journey: Journey) -> Journey:
    """The journey as it stands after its award, which the setting holds."""
    with writing(session):
        journey.stage, journey.ended_at = Stage.AWARDED, at(1)
        session.add(award_of(journey, released_at=at(1)))
    return journey


def support(session: Session, journey: Journey, codes: list[str], dated_on: date) -> None:
    with writing(session):
        item = EvidenceItem(
            authority_id=journey.authority_id,
            setting_id=journey.setting_id,
            title="A folder",
            dated_on=dated_on,
            state=EvidenceState.ACCEPTED,
            given_by_name="Amara Holt",
            given_at=at(),
        )
        session.add(item)
        session.flush()
        session.add_all(
            EvidenceLink(
                authority_id=journey.authority_id,
                item_id=item.id,
                journey_id=journey.id,
                criterion=code,
                linked_at=at(),
            )
            for code in codes
        )


def rewrite(session: Session, *changes: tuple[str, str]) -> None:
    """The framework as its author words it from now on, published as version 1.1."""
    old = session.scalars(select(Framework)).one()
    text = old.text
    for was, becomes in (*changes, ('version = "1.0"', 'version = "1.1"')):
        assert was in text
        text = text.replace(was, becomes, 1)
    with writing(session):
        old.superseded_at = at(1)
        session.flush()
        session.add(
            Framework(
                authority_id=old.authority_id,
                version="1.1",
                name=old.name,
                text=text,
                digest=sha256(text.encode()).hexdigest(),
                published_at=at(1),
            )
        )


def essentials(journey: Journey) -> set[str]:
    return {one.code for one in framework_of(journey.framework).criteria if one.essential}


def codes(journey: Journey) -> set[str]:
    return {one.code for one in journey.asked}


def test_what_the_framework_presets_for_a_kind_does_not_apply_from_the_start(
    both: Session, place: Setting
) -> None:
    text = both.scalars(select(Framework)).one().text
    was = text[text.index('code = "1.6"') :].split("not_applicable_for = []")[0]
    preset = 'not_applicable_for = ["primary"]'
    rewrite(both, (was + "not_applicable_for = []", was + preset))

    journey = opened(place, "standard", day=2)

    assert {one.code: one.not_applicable_agreed_at for one in journey.asked} == {
        code: at(2) if code == "1.6" else None for code in codes(journey)
    }


def test_a_renewal_asks_essentials_a_sample_and_what_has_no_evidence(
    both: Session, place: Setting
) -> None:
    first = opened(place, "standard", day=0)
    rest = sorted(codes(first) - essentials(first))
    support(both, first, rest[:-1], date(2025, 12, 1))
    ended(both, first)

    renewal = opened(place, "renewal", day=2, previous=first)

    sample = set(draw_sample(rest[:-1], f"{first.authority_id}:{first.id}"))
    assert codes(renewal) == essentials(first) | sample | {rest[-1]}
    assert len(sample) == -(-len(rest[:-1]) // 5)
    assert [one.place for one in renewal.asked] == list(range(1, len(renewal.asked) + 1))


def test_evidence_that_has_grown_old_is_asked_again(both: Session, place: Setting) -> None:
    first = opened(place, "standard", day=0)
    rest = sorted(codes(first) - essentials(first))
    support(both, first, rest, date(2019, 1, 1))
    ended(both, first)

    assert codes(opened(place, "renewal", day=2, previous=first)) == codes(first)


def test_a_criterion_that_was_not_asked_last_time_is_asked_now(
    both: Session, place: Setting
) -> None:
    first = opened(place, "club", day=0)
    support(both, first, sorted(codes(first)), date(2025, 12, 1))
    everything = {one.code for one in framework_of(first.framework).criteria}
    ended(both, first)

    renewal = opened(place, "renewal", day=2, previous=first)

    assert everything - codes(first) <= codes(renewal)
    assert codes(renewal) < everything


def test_a_criterion_that_reads_anew_is_asked_again(both: Session, place: Setting) -> None:
    first = opened(place, "standard", day=0)
    rest = sorted(codes(first) - essentials(first))
    support(both, first, rest, date(2025, 12, 1))
    sample = set(draw_sample(rest, f"{first.authority_id}:{first.id}"))
    code, wording = next(
        (one.code, one.wording)
        for one in framework_of(first.framework).criteria
        if one.code in rest and one.code not in sample and not one.variants
    )
    ended(both, first)
    rewrite(both, (f'wording = "{wording}"', f'wording = "{wording} Say how."'))

    renewal = opened(place, "renewal", day=2, previous=first)

    assert code in codes(renewal)
    assert renewal.framework.version == "1.1"


def test_what_was_agreed_not_to_apply_stays_so_and_is_not_stale(
    both: Session, place: Setting
) -> None:
    first = opened(place, "standard", day=0)
    rest = sorted(codes(first) - essentials(first))
    with writing(both):
        for one in first.asked:
            if one.code in rest:
                one.not_applicable_agreed_at = at()
    ended(both, first)

    renewal = opened(place, "renewal", day=2, previous=first)

    sample = set(draw_sample(rest, f"{first.authority_id}:{first.id}"))
    assert codes(renewal) == essentials(first) | sample
    agreed = {one.code for one in renewal.asked if one.not_applicable_agreed_at}
    assert agreed == sample


def test_the_sample_is_the_same_every_time_and_another_for_another_journey() -> None:
    rest = [f"{one}.{two}" for one in range(1, 5) for two in range(1, 6)]

    assert draw_sample(rest, "1:7") == draw_sample(list(reversed(rest)), "1:7")
    assert len(draw_sample(rest, "1:7")) == 4
    assert len({draw_sample(rest, f"1:{journey}") for journey in range(20)}) > 10
    assert draw_sample([], "1:7") == ()
