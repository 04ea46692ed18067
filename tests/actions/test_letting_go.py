"""Evidence goes when it is taken away, withdrawn, or was kept long enough; its line stays."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.appealing import hear_appeal, lodge_appeal
from award.actions.bringing_back import BACK_FOR, bring_back_evidence
from award.actions.collecting import add_evidence
from award.actions.letting_go import let_go_recognisable, remove_evidence
from award.actions.linking import hold_item
from award.actions.moves import Said
from award.actions.replacing import VersionWords, add_version
from award.actions.sending import EvidenceWords
from award.demo.walking import Walker
from award.domain.facts import Outcome
from award.domain.notices import Day
from award.domain.people import Role
from award.domain.refusals import NotFound, NotReady
from award.domain.stages import Stage
from award.queries.days_near import list_days_near
from award.queries.pieces import list_taken_away
from award.storage.awards import Award
from award.storage.days import calendar_of, day_of
from award.storage.db import session_of, transaction, writing
from award.storage.decisions import Condition, ConditionState, Decision
from award.storage.evidence import Gone
from award.storage.frozen import FrozenEvidence
from award.storage.journeys import History
from award.storage.letters import Letter
from award.storage.recognisable import with_recognisable
from tests.actions.many import a_file, supported
from tests.actions.shown import PLAIN, SHOWN, decided, give, item_of
from tests.actions.test_revoking import revoke
from tests.making import actor, make_member, make_user


def go_to_end(walking: Walker, session: Session, *, after: int = 0) -> None:
    """To the twentieth day of the setting's calendar after the decision, and so many on."""
    decision = session.scalars(select(Decision).where(Decision.superseded_at.is_(None))).one()
    last = calendar_of(walking.setting).add_days(day_of(decision.released_at), 20)
    walking.at += timedelta(days=(last - day_of(walking.at)).days + after)


def let_go(walking: Walker) -> list[str]:
    with transaction(lock=walking.journey) as held:
        return let_go_recognisable(held, at=walking.at)


def gone(session: Session, title: str) -> list[Gone | None]:
    return [one.gone_why for one in item_of(session, title).versions]


def remove(walking: Walker, title: str, reason: str = "") -> list[str]:
    session = session_of(walking.journey)
    item = item_of(session, title)
    with transaction(lock=walking.journey) as held:
        return remove_evidence(
            held, item.id, reason=reason, by=walking.by(Role.LEAD), at=walking.at
        )


def test_files_that_show_children_go_the_day_after_the_twentieth(session: Session) -> None:
    walking = decided(session)
    key = item_of(session, SHOWN).versions[0].key

    go_to_end(walking, session)
    early = let_go(walking)
    go_to_end(walking, session, after=1)
    late = let_go(walking)
    again = let_go(walking)

    assert (early, late, again) == ([], [key], [])
    assert (gone(session, SHOWN), gone(session, PLAIN)) == ([Gone.RECOGNISABLE], [None])
    line = session.scalars(select(History).where(History.what == "let_go_recognisable")).one()
    assert (line.words, line.role) == ("1 file", Role.CLOCK)
    kept = session.scalars(select(FrozenEvidence).where(FrozenEvidence.title == SHOWN)).one()
    assert kept.sha256 == item_of(session, SHOWN).versions[0].sha256


def test_while_a_condition_is_open_nothing_goes_and_after_it_twenty_days_are_counted_anew(
    session: Session,
) -> None:
    walking = decided(session, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"}))
    go_to_end(walking, session, after=9)
    waiting = let_go(walking)
    with writing(session):
        one = session.scalars(select(Condition)).one()
        one.state, one.closed_at = ConditionState.MET, walking.at
    last = calendar_of(walking.setting).add_days(day_of(walking.at), 20)
    walking.at += timedelta(days=(last - day_of(walking.at)).days)
    on_the_last_day = let_go(walking)
    walking.at += timedelta(days=1)

    assert (waiting, on_the_last_day, len(let_go(walking))) == ([], [], 1)


def test_once_the_award_was_taken_back_twenty_days_are_counted_though_a_condition_was_open(
    session: Session,
) -> None:
    walking = decided(session, outcome=Outcome.AWARD_WITH_CONDITIONS, weak=frozenset({"2.2"}))
    go_to_end(walking, session, after=9)
    revoke(walking, session.scalars(select(Award)).one())
    last = calendar_of(walking.setting).add_days(day_of(walking.at), 20)
    walking.at += timedelta(days=(last - day_of(walking.at)).days)
    on_the_last_day = let_go(walking)
    walking.at += timedelta(days=1)

    assert (on_the_last_day, len(let_go(walking))) == ([], 1)


def test_while_an_appeal_waits_nothing_goes_and_after_it_twenty_days_are_counted_anew(
    session: Session,
) -> None:
    walking = decided(session, Stage.NOT_YET, outcome=Outcome.TURN_DOWN)
    go_to_end(walking, session)
    with transaction(lock=walking.journey) as held:
        lodge_appeal(held, words="Look again", by=walking.by(Role.LEAD), at=walking.at)
    walking.at += timedelta(days=30)
    waiting = let_go(walking)
    hearer = make_user(session, "Nia Penn")
    make_member(session, hearer, Role.PANEL, walking.setting.authority)
    with transaction(lock=walking.journey) as held:
        hear_appeal(
            held,
            upheld=False,
            reasons="It stands",
            by=actor(hearer, Role.PANEL, walking.setting.authority),
            at=walking.at,
        )
    last = calendar_of(walking.setting).add_days(day_of(walking.at), 20)
    days = (last - day_of(walking.at)).days
    walking.at += timedelta(days=days)
    on_the_last_day = let_go(walking)
    walking.at += timedelta(days=1)

    assert (waiting, on_the_last_day, len(let_go(walking))) == ([], [], 1)


def test_what_ended_undecided_lets_them_go_twenty_days_after_its_end(session: Session) -> None:
    walking = decided(session, Stage.GATHERING)
    key = item_of(session, SHOWN).versions[0].key
    walking.move("withdraw", Role.LEAD, said=Said(reason_code="no_time"))
    last = calendar_of(walking.setting).add_days(day_of(walking.at), 20)
    walking.at += timedelta(days=(last - day_of(walking.at)).days)

    on_the_last_day = let_go(walking)
    walking.at += timedelta(days=1)
    known = list(session.scalars(with_recognisable()))

    assert (known, on_the_last_day, let_go(walking)) == ([walking.journey.id], [], [key])
    assert (gone(session, SHOWN), gone(session, PLAIN)) == ([Gone.RECOGNISABLE], [None])


def test_what_is_taken_up_again_in_time_keeps_them(session: Session) -> None:
    walking = decided(session, Stage.GATHERING)
    walking.move("withdraw", Role.LEAD, said=Said(reason_code="no_time"))
    walking.pass_time(days=9)
    walking.move("take_up_again", Role.COORDINATOR, said=Said(reason="They go on."))
    walking.pass_time(days=90)

    assert let_go(walking) == []
    assert list(session.scalars(with_recognisable())) == []


def test_a_deferred_journey_keeps_its_files(session: Session) -> None:
    walking = decided(session, Stage.DECIDING, outcome=Outcome.DEFER)
    walking.decide()
    walking.pass_time(days=200)

    assert (walking.journey.stage, let_go(walking)) == (Stage.GATHERING, [])


def test_what_another_journey_still_needs_stays(session: Session) -> None:
    walking = decided(session)
    first = walking.journey
    walking.pass_time(days=900)
    renewal = walking.open("renewal")
    walking.walk_to(Stage.GATHERING)
    item = item_of(session, SHOWN)
    with writing(session):
        link = item.links[0]
        session.add(
            type(link)(
                authority_id=link.authority_id,
                item_id=item.id,
                journey_id=renewal.id,
                criterion="1.1",
                linked_at=walking.at,
            )
        )
    with transaction(lock=session.get_one(type(first), first.id)) as held:
        keys = let_go_recognisable(held, at=walking.at)

    assert (keys, gone(session, SHOWN)) == ([], [None])


def test_a_piece_in_the_tray_goes_with_the_journey_it_was_given_in(session: Session) -> None:
    walking = decided(session, Stage.GATHERING)
    give(walking, "Assembly", recognisable=True, criterion="")
    walking.walk_to(Stage.AWARDED)
    go_to_end(walking, session, after=1)

    assert (len(let_go(walking)), gone(session, "Assembly")) == (2, [Gone.RECOGNISABLE])


def test_what_nobody_was_asked_about_goes_as_if_it_showed_them(session: Session) -> None:
    walking = decided(session, Stage.GATHERING)
    words = EvidenceWords(title="Sports week")
    with transaction(lock=walking.journey) as held:
        add_evidence(
            held, words, file=a_file(sha256="dropped"), by=walking.by(Role.LEAD), at=walking.at
        )
    walking.walk_to(Stage.AWARDED)
    remove(walking, SHOWN, "Its families asked for that")
    go_to_end(walking, session, after=1)

    known = list(session.scalars(with_recognisable()))
    told = [
        one.what
        for one in list_days_near(walking.journey, at=walking.at)
        if one.day is Day.RETENTION
    ]

    assert known == [walking.journey.id]
    assert ["Sports week" in one for one in told] == [True]
    assert (len(let_go(walking)), gone(session, "Sports week")) == (1, [Gone.RECOGNISABLE])
    assert list(session.scalars(with_recognisable())) == []


def test_taking_a_piece_away_while_gathering_needs_no_reason(session: Session) -> None:
    walking = decided(session, Stage.GATHERING)

    keys = remove(walking, PLAIN)

    assert (keys, gone(session, PLAIN)) == ([], [None])  # it can be brought back for a week


def test_withdrawing_from_what_was_decided_on_leaves_hash_day_and_reason(session: Session) -> None:
    walking = decided(session)
    walking.pass_time(days=3)

    with pytest.raises(NotReady, match="Say why"):
        remove(walking, PLAIN, " ")
    keys = remove(walking, PLAIN, "A parent has taken back consent")

    file = item_of(session, PLAIN).versions[0]
    assert keys == [file.key]
    assert (file.gone_at, file.gone_why, file.gone_reason) == (
        walking.at,
        Gone.WITHDRAWN,
        "A parent has taken back consent",
    )
    kept = session.scalars(select(FrozenEvidence).where(FrozenEvidence.version_id == file.id)).one()
    assert kept.sha256 == file.sha256
    told = session.scalars(select(Letter.to_name).where(Letter.code == "evidence_withdrawn")).all()
    assert told == ["Colm Brady"]
    with pytest.raises(NotFound), transaction(lock=walking.journey) as held:
        hold_item(held, file.item_id)


def test_what_a_panel_saw_before_a_deferral_is_withdrawn_with_a_reason(session: Session) -> None:
    walking = decided(session, Stage.DECIDING, outcome=Outcome.DEFER)
    walking.decide()

    with pytest.raises(NotReady, match="Say why"):
        remove(walking, PLAIN)
    remove(walking, PLAIN, "It named a child")

    assert gone(session, PLAIN) == [Gone.WITHDRAWN]


def test_an_older_version_that_shows_children_goes_and_the_newer_one_stays(
    session: Session,
) -> None:
    walking = decided(session, Stage.GATHERING)
    item = item_of(session, SHOWN)
    with transaction(lock=walking.journey) as held:
        add_version(
            held, item.id, a_file(sha256="blurred"), VersionWords(recognisable=False),
            version=item.version, by=walking.by(Role.LEAD), at=walking.at,
        )  # fmt: skip
    walking.walk_to(Stage.AWARDED)
    go_to_end(walking, session, after=1)

    assert (len(let_go(walking)), gone(session, SHOWN)) == (1, [Gone.RECOGNISABLE, None])


def test_what_counted_at_the_end_goes_on_counting_in_the_journey_that_ended(
    session: Session,
) -> None:
    walking = decided(session)
    before = supported(walking)
    go_to_end(walking, session, after=1)
    let_go(walking)
    session.expire_all()

    assert supported(walking) == before


def test_a_note_that_was_withdrawn_is_never_brought_back(session: Session) -> None:
    walking = decided(session, Stage.GATHERING)
    with transaction(lock=walking.journey) as held:
        words = EvidenceWords("What Ali said", criterion="1.1", note="A child was named")
        add_evidence(held, words, by=walking.by(Role.LEAD), at=walking.at)
    walking.outcome = Outcome.DEFER
    walking.walk_to(Stage.DECIDING)
    walking.decide()

    remove(walking, "What Ali said", "It named a child")

    item = item_of(session, "What Ali said")
    assert item.removed_why is Gone.WITHDRAWN
    with pytest.raises(NotFound), transaction(lock=walking.journey) as held:
        bring_back_evidence(held, item.id, by=walking.by(Role.LEAD), at=walking.at)
    lead = walking.by(Role.LEAD)
    assert list_taken_away(session, lead, held, after=walking.at - BACK_FOR) == []
