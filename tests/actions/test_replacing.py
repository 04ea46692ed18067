"""Versions: the newest counts, the old ones are kept, and an older one can count again."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from award.actions.bringing_back import bring_back_evidence
from award.actions.collecting import add_evidence
from award.actions.describing import describe_evidence
from award.actions.keeping import kept_bytes
from award.actions.letting_go import remove_evidence, remove_version
from award.actions.replacing import VersionWords, add_version, go_back_to
from award.actions.sending import EvidenceWords
from award.demo.walking import Walker
from award.domain.people import Actor, Role
from award.domain.refusals import NotFound, NotReady, Stale
from award.domain.stages import Stage
from award.queries.reading import find_version
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceState, EvidenceView, Gone
from award.storage.jobs import Job
from award.storage.letters import Letter
from tests.actions.many import a_file, give, live, supported
from tests.making import journey_at

NEW = VersionWords(words="Agreed again", dated_on=date(2026, 1, 20), recognisable=False)


@pytest.fixture
def walking(session: Session) -> Walker:
    return journey_at(session, Stage.GATHERING)[0]


def replace(
    walking: Walker,
    item: EvidenceItem,
    sha256: str = "two",
    said: VersionWords = NEW,
    version: int | None = None,
) -> None:
    seen = item.version if version is None else version
    with transaction(lock=walking.journey) as held:
        by, kept = walking.by(Role.LEAD), a_file(sha256=sha256)
        add_version(held, item.id, kept, said, version=seen, by=by, at=walking.at)


def state(session: Session, item: EvidenceItem, said: EvidenceState) -> None:
    with writing(session):
        item.state = said


@pytest.mark.parametrize(
    "said", [EvidenceState.ACCEPTED, EvidenceState.NEEDS_MORE, EvidenceState.NOT_RELEVANT]
)
def test_a_new_version_counts_and_has_yet_to_be_looked_at(
    session: Session, walking: Walker, said: EvidenceState
) -> None:
    item = give(walking, "1.1", dated_on=date(2023, 1, 1))
    state(session, item, said)
    before = supported(walking)

    replace(walking, item)

    assert (before, supported(walking)) == (set(), {"1.1"})
    assert (item.state, item.title) == (EvidenceState.GIVEN, "Our policy")
    assert [(one.number, one.sha256, one.words) for one in item.versions] == [
        (1, "one", ""),
        (2, "two", "Agreed again"),
    ]


def test_a_version_of_an_older_date_makes_the_criterion_unsupported(walking: Walker) -> None:
    item = give(walking, "1.1")
    before = supported(walking)

    replace(walking, item, said=VersionWords(dated_on=date(2022, 1, 1), recognisable=False))

    assert (before, supported(walking)) == ({"1.1"}, set())


def test_going_back_brings_the_older_version_and_its_date_and_keeps_the_newer(
    walking: Walker,
) -> None:
    item = give(walking, "1.1", dated_on=date(2023, 1, 1))
    replace(walking, item)
    old = item.versions[0]

    with transaction(lock=walking.journey) as held:
        by = walking.by(Role.LEAD)
        go_back_to(held, item.id, old.id, version=item.version, by=by, at=walking.at)

    assert [one.number for one in item.versions] == [2, 1]
    assert item.dated_on == date(2023, 1, 1)
    assert supported(walking) == set()
    with pytest.raises(Stale), transaction(lock=walking.journey) as held:
        go_back_to(held, item.id, old.id, version=item.version, by=by, at=walking.at)


def test_what_cannot_replace_is_refused_and_the_version_before_still_counts(
    walking: Walker,
) -> None:
    item = give(walking, "1.1")

    with pytest.raises(NotReady, match="whether pupils"):
        replace(walking, item, said=VersionWords())
    with pytest.raises(NotReady, match="the very same file"):
        replace(walking, item, sha256="one")
    with pytest.raises(Stale):
        replace(walking, item, version=7)
    assert [one.number for one in item.versions] == [1]


def test_a_version_whose_file_is_gone_never_counts_again(session: Session, walking: Walker) -> None:
    item = give(walking, "1.1")
    replace(walking, item)
    with writing(session):
        item.versions[0].gone_at, item.versions[0].gone_why = walking.at, Gone.WITHDRAWN

    by, old = walking.by(Role.LEAD), item.versions[0].id
    with pytest.raises(NotFound), transaction(lock=walking.journey) as held:
        go_back_to(held, item.id, old, version=item.version, by=by, at=walking.at)


def test_an_older_version_keeps_its_own_answer_about_children(walking: Walker) -> None:
    item = give(walking, "1.1", recognisable=True)
    replace(walking, item)
    answers = [one.recognisable for one in item.versions]

    with transaction(lock=walking.journey) as held:
        by, old = walking.by(Role.LEAD), item.versions[0].id
        go_back_to(held, item.id, old, version=item.version, by=by, at=walking.at)

    assert (answers, item.recognisable) == ([True, False], True)


def test_what_nobody_answered_for_may_show_children_once_another_file_counts(
    walking: Walker,
) -> None:
    with transaction(lock=walking.journey) as held:
        words, by = EvidenceWords("hall"), walking.by(Role.LEAD)
        item = add_evidence(held, words, file=a_file(), by=by, at=walking.at)

    replace(walking, item)

    assert [one.recognisable for one in item.versions] == [True, False]


def describe(walking: Walker, item: EvidenceItem, **words: object) -> None:
    known = {"title": item.title, "dated_on": item.dated_on, "recognisable": False} | words
    with transaction(lock=walking.journey) as held:
        said = EvidenceWords(**known)  # type: ignore[arg-type] # names and types as in EvidenceWords
        by = walking.by(Role.LEAD)
        describe_evidence(held, item.id, said, version=item.version, by=by, at=walking.at)


def test_another_title_leaves_accepted_what_was_accepted_and_another_date_does_not(
    session: Session, walking: Walker
) -> None:
    item = give(walking, "1.1")
    state(session, item, EvidenceState.ACCEPTED)
    found = []

    describe(walking, item, title="The policy of 2026")
    found.append(item.state)
    describe(walking, item, dated_on=date(2026, 1, 12))
    found.append(item.state)

    assert found == [EvidenceState.ACCEPTED, EvidenceState.GIVEN]
    assert live(session, walking.journey) == ["1.1"]


def test_what_needed_more_is_given_again_after_any_change(
    session: Session, walking: Walker
) -> None:
    item = give(walking, "1.1")
    state(session, item, EvidenceState.NEEDS_MORE)

    describe(walking, item, shows="Page 4 names the lead")

    assert item.state is EvidenceState.GIVEN


def test_what_was_taken_away_comes_back_with_its_links_within_a_week(
    session: Session, walking: Walker
) -> None:
    item, by = give(walking, "1.1"), walking.by(Role.LEAD)
    with transaction(lock=walking.journey) as held:
        keys = remove_evidence(held, item.id, by=by, at=walking.at)
    gone = live(session, walking.journey)

    with transaction(lock=walking.journey) as held:
        bring_back_evidence(held, item.id, by=by, at=walking.pass_time(days=6))

    assert (keys, gone, live(session, walking.journey)) == ([], [], ["1.1"])
    assert item.state is EvidenceState.GIVEN


def test_what_has_an_older_version_that_is_gone_comes_back_and_its_pages_are_made_again(
    session: Session, walking: Walker
) -> None:
    item, by = give(walking, "1.1"), walking.by(Role.LEAD)
    replace(walking, item)
    with writing(session):
        item.versions[0].gone_at, item.versions[0].gone_why = walking.at, Gone.REMOVED
    with transaction(lock=walking.journey) as held:
        remove_evidence(held, item.id, by=by, at=walking.at)
    before = session.query(Job).filter_by(kind="make_preview").count()

    with transaction(lock=walking.journey) as held:
        bring_back_evidence(held, item.id, by=by, at=walking.pass_time(days=1))

    after = session.query(Job).filter_by(kind="make_preview").count()
    assert (live(session, walking.journey), after - before) == (["1.1"], 1)


def test_what_was_taken_away_takes_room_until_its_bytes_go(walking: Walker) -> None:
    item, by = give(walking, "1.1"), walking.by(Role.LEAD)

    with transaction(lock=walking.journey) as held:
        remove_evidence(held, item.id, by=by, at=walking.at)
        kept = kept_bytes(held)

    assert kept == 5


@pytest.mark.parametrize(("for_good", "days"), [(True, 0), (False, 8)])
def test_what_is_gone_for_good_or_for_a_week_stays_away(
    walking: Walker, for_good: bool, days: int
) -> None:
    item, by = give(walking, "1.1"), walking.by(Role.LEAD)
    with transaction(lock=walking.journey) as held:
        keys = remove_evidence(held, item.id, for_good=for_good, by=by, at=walking.at)

    with pytest.raises(NotFound), transaction(lock=walking.journey) as held:
        bring_back_evidence(held, item.id, by=by, at=walking.pass_time(days=days))
    assert keys == (["leicester/1/one"] if for_good else [])


def take_old_away(
    walking: Walker, item: EvidenceItem, number: int = 1, reason: str = ""
) -> list[str]:
    old = next(one for one in item.versions if one.number == number)
    with transaction(lock=walking.journey) as held:
        return remove_version(
            held, item.id, old.id, version=item.version, reason=reason,
            by=walking.by(Role.LEAD), at=walking.at,
        )  # fmt: skip


def test_an_older_version_is_taken_away_for_good_and_the_one_that_counts_stays(
    walking: Walker,
) -> None:
    item = give(walking, "1.1")
    replace(walking, item)

    keys = take_old_away(walking, item, reason="It named a child")

    assert keys == [item.versions[0].key]
    assert [one.gone_why for one in item.versions] == [Gone.REMOVED, None]
    last = walking.journey.history[-1]
    assert (last.what, "version 1. It named a child" in last.words) == ("remove_version", True)
    with pytest.raises(NotFound):
        take_old_away(walking, item)
    with pytest.raises(NotReady, match="This version counts"):
        take_old_away(walking, item, number=2)


def test_an_older_version_goes_with_a_reason_where_the_stage_of_giving_is_over(
    session: Session, walking: Walker
) -> None:
    item = give(walking, "1.1")
    replace(walking, item)
    walking.walk_to(Stage.DECIDING)

    with pytest.raises(NotReady, match="Say why it is withdrawn"):
        take_old_away(walking, item)
    take_old_away(walking, item, reason="It named a child")

    assert item.versions[0].gone_why is Gone.WITHDRAWN
    assert session.query(Letter).filter_by(code="evidence_withdrawn").count() == 1


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.SECOND, Role.PANEL, Role.COORDINATOR])
def test_what_nobody_opened_before_it_was_replaced_is_read_by_the_setting_alone(
    session: Session, walking: Walker, role: Role
) -> None:
    item = give(walking, "1.1")
    replace(walking, item)
    old, new = item.versions
    reader, lead = walking.by(role), walking.by(Role.LEAD)

    def read(by: Actor) -> list[bool]:
        found = [find_version(session, by, walking.journey, one.id) for one in (old, new)]
        return [one is not None for one in found]

    assert (read(reader), read(lead)) == ([False, True], [True, True])
    with writing(session):
        session.add(
            EvidenceView(
                authority_id=old.authority_id, version_id=old.id, role=Role.ADVISER,
                user_id=walking.cast.assessor.id, at=walking.at,
            )
        )  # fmt: skip
    assert read(reader) == [True, True]
