"""A piece shared inside a group: used by the others, changed by its owner alone, ended by it."""

from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy.orm import Session

from award.actions.advising import Feedback, OfPiece, give_feedback
from award.actions.collecting import sort_evidence
from award.actions.describing import describe_evidence
from award.actions.keeping import kept_bytes
from award.actions.letting_go import remove_evidence
from award.actions.linking import LinkWords, link_everywhere, link_evidence
from award.actions.parting import end_parted_shares
from award.actions.replacing import VersionWords, add_version, go_back_to
from award.actions.sending import EvidenceWords
from award.actions.sharing import list_group, share_evidence, stop_sharing
from award.domain.people import Role
from award.domain.refusals import NotFound, NotReady
from award.domain.stages import Stage
from award.queries.evidence import find_item
from award.storage.db import transaction, writing
from award.storage.evidence import EvidenceItem, EvidenceLink, EvidenceShare, EvidenceState
from award.storage.letters import Letter
from tests.actions.many import Two, a_file, give, live, supported, two_of_a_group
from tests.making import make_authority, make_setting


@pytest.fixture
def two(session: Session) -> Two:
    return two_of_a_group(session)


@pytest.fixture
def item(two: Two) -> EvidenceItem:
    return give(two.owner, "1.1")


def share(two: Two, item: EvidenceItem, *settings: int) -> list[str]:
    with transaction(lock=two.owner.journey) as held:
        wanted = settings or (two.other.setting.id,)
        return share_evidence(held, item.id, wanted, by=two.lead(), at=two.owner.at)


def borrow(two: Two, item: EvidenceItem, code: str = "1.1") -> EvidenceLink:
    with transaction(lock=two.other.journey) as held:
        by, words = two.lead(two.other), LinkWords("", "The trust’s own")
        return link_evidence(held, item.id, code, words, by=by, at=two.other.at)


def test_each_named_setting_counts_it_as_its_own_and_it_is_kept_once(
    two: Two, item: EvidenceItem
) -> None:
    names = share(two, item)

    borrow(two, item)

    assert (names, share(two, item)) == (["Ash Vale"], [])
    assert supported(two.other) == {"1.1"}
    assert [kept_bytes(one.journey) for one in (two.owner, two.other)] == [5, 0]


def test_what_is_not_shared_is_not_there(two: Two, item: EvidenceItem) -> None:
    with pytest.raises(NotFound):
        borrow(two, item)


def test_it_is_shared_with_settings_of_the_same_group_and_authority_only(
    session: Session, two: Two, item: EvidenceItem
) -> None:
    authority = two.owner.setting.authority
    alone = make_setting(session, authority, "On its own")
    abroad = make_setting(session, make_authority(session, "fenwick"), "Abroad")
    with writing(session):
        abroad.group_id = two.owner.setting.group_id

    assert [one.name for one in list_group(two.owner.journey)] == ["Ash Vale"]
    for setting in (alone, abroad, two.owner.setting):
        with pytest.raises(NotFound):
            share(two, item, setting.id)
    assert session.query(EvidenceShare).count() == 0


def test_what_may_show_recognisable_children_stays_at_its_setting(two: Two) -> None:
    item = give(two.owner, "1.1", recognisable=True)

    with pytest.raises(NotReady, match="stays at your setting"):
        share(two, item)


def test_what_is_shared_cannot_come_to_show_recognisable_children(
    two: Two, item: EvidenceItem
) -> None:
    share(two, item)
    words = EvidenceWords(title="Our policy", recognisable=True)

    with pytest.raises(NotReady, match="Stop sharing"), transaction(lock=two.owner.journey) as held:
        describe_evidence(
            held, item.id, words, version=item.version, by=two.lead(), at=two.owner.at
        )


def test_what_is_shared_goes_back_to_no_version_that_shows_them(two: Two) -> None:
    item = give(two.owner, "1.1", recognisable=True)
    by, at, said = two.lead(), two.owner.at, VersionWords(recognisable=False)
    with transaction(lock=two.owner.journey) as held:
        add_version(held, item.id, a_file(sha256="two"), said, version=1, by=by, at=at)
    share(two, item)

    with pytest.raises(NotReady, match="Stop sharing"), transaction(lock=two.owner.journey) as held:
        go_back_to(held, item.id, item.versions[0].id, version=2, by=by, at=at)


def test_what_is_shared_and_counts_nowhere_is_not_sorted_as_showing_them(
    two: Two, item: EvidenceItem
) -> None:
    share(two, item)
    by, at = two.lead(), two.owner.at
    with transaction(lock=two.owner.journey) as held:
        link_everywhere(held, item.id, remove=["1.1"], by=by, at=at)
    words = EvidenceWords("Our policy", criterion="1.1", recognisable=True)

    with pytest.raises(NotReady, match="Stop sharing"), transaction(lock=two.owner.journey) as held:
        sort_evidence(held, item.id, words, version=item.version, by=by, at=at)


def test_a_borrower_cannot_change_remove_or_share_it_on(two: Two, item: EvidenceItem) -> None:
    share(two, item)
    borrow(two, item)
    by, at, words = two.lead(two.other), two.other.at, EvidenceWords(title="Ours now")

    with pytest.raises(NotFound), transaction(lock=two.other.journey) as held:
        describe_evidence(held, item.id, words, version=item.version, by=by, at=at)
    with pytest.raises(NotFound), transaction(lock=two.other.journey) as held:
        remove_evidence(held, item.id, by=by, at=at)
    with pytest.raises(NotFound), transaction(lock=two.other.journey) as held:
        share_evidence(held, item.id, [two.owner.setting.id], by=by, at=at)
    with pytest.raises(NotFound), transaction(lock=two.other.journey) as held:
        add_version(held, item.id, a_file(sha256="x"), VersionWords(recognisable=False),
                    version=item.version, by=by, at=at)  # fmt: skip


def test_what_is_said_of_it_at_one_setting_is_not_said_at_the_other(
    session: Session, two: Two, item: EvidenceItem
) -> None:
    share(two, item)
    link = borrow(two, item)
    coordinator = two.other.by(Role.COORDINATOR)

    with transaction(lock=two.other.journey) as held:
        said = OfPiece(item.version, EvidenceState.NEEDS_MORE, "Which page?")
        give_feedback(held, Feedback(pieces={item.id: said}), by=coordinator, at=two.other.at)

    assert (link.stands, item.state) == (EvidenceState.NEEDS_MORE, EvidenceState.GIVEN)
    assert (supported(two.owner), supported(two.other)) == ({"1.1"}, set())


def test_a_new_version_reaches_every_borrower_and_is_looked_at_anew(
    session: Session, two: Two, item: EvidenceItem
) -> None:
    share(two, item)
    link = borrow(two, item)
    with writing(session):
        link.state = EvidenceState.ACCEPTED
    before = two.other.journey.version
    said = VersionWords(dated_on=date(2020, 1, 1), recognisable=False)

    with transaction(lock=two.owner.journey) as held:
        by, at = two.lead(), two.owner.at
        add_version(held, item.id, a_file(sha256="two"), said, version=1, by=by, at=at)

    assert (link.stands, supported(two.other)) == (EvidenceState.GIVEN, set())
    assert two.other.journey.version > before
    assert two.history(two.other)[-1] == ("replace_evidence", "1.1: Our policy. version 2")


@pytest.mark.parametrize("way", ["stop", "remove"])
def test_when_it_ends_borrowers_are_told_and_what_is_left_is_counted_anew(
    session: Session, two: Two, item: EvidenceItem, way: str
) -> None:
    share(two, item)
    borrow(two, item)
    before = two.other.journey.blockers_left

    with transaction(lock=two.owner.journey) as held:
        by, at = two.lead(), two.owner.at
        if way == "stop":
            stop_sharing(held, item.id, [two.other.setting.id], by=by, at=at)
        else:
            remove_evidence(held, item.id, by=by, at=at)

    session.expire_all()
    letters = [one.subject for one in session.query(Letter) if "no longer shares" in one.subject]
    assert live(session, two.other.journey) == []
    assert two.other.journey.blockers_left == before + 1
    assert two.history(two.other)[-1] == ("end_shared_evidence", "1.1: Our policy")
    assert letters == ["Willow Lane Primary no longer shares “Our policy”"]
    with pytest.raises(NotFound):
        borrow(two, item)


def test_ending_it_for_one_setting_leaves_the_others_and_twice_does_nothing(
    session: Session, two: Two, item: EvidenceItem
) -> None:
    third = make_setting(session, two.owner.setting.authority, "Third School")
    with writing(session):
        third.group_id = two.owner.setting.group_id
    share(two, item, two.other.setting.id, third.id)
    ended = []

    for _ in range(2):
        with transaction(lock=two.owner.journey) as held:
            by, at = two.lead(), two.owner.at
            ended.append(stop_sharing(held, item.id, [third.id], by=by, at=at))

    assert ended == [["Third School"], []]
    assert borrow(two, item).criterion == "1.1"


def test_the_name_of_whoever_shares_does_not_cross_to_the_other_setting(
    session: Session, two: Two, item: EvidenceItem
) -> None:
    share(two, item)
    borrow(two, item)
    who = replace(two.lead(), name="Somebody Private")

    with transaction(lock=two.owner.journey) as held:
        stop_sharing(held, item.id, [two.other.setting.id], by=who, at=two.owner.at)

    session.expire_all()
    assert two.other.journey.history[-1].by_name == "Willow Lane Primary"


def leave_group(two: Two) -> None:
    with writing(two.session):
        two.other.setting.group_id = None


def test_who_left_the_group_uses_nothing_of_it_any_more(two: Two, item: EvidenceItem) -> None:
    share(two, item)
    before = find_item(two.session, two.lead(two.other), two.other.journey, item.id)
    leave_group(two)

    with pytest.raises(NotFound):
        borrow(two, item)

    after = find_item(two.session, two.lead(two.other), two.other.journey, item.id)
    assert (before, after) == (item, None)


def test_a_share_ends_with_the_group_and_is_told_as_where_its_owner_ends_it(
    session: Session, two: Two, item: EvidenceItem
) -> None:
    share(two, item)
    borrow(two, item)
    leave_group(two)
    by, at, authority = two.owner.by(Role.COORDINATOR), two.owner.at, two.owner.setting.authority_id
    counts = []

    for _ in range(2):
        with writing(session):
            counts.append(end_parted_shares(session, authority, by=by, at=at))

    assert (counts, live(session, two.other.journey)) == ([1, 0], [])
    assert two.history(two.other)[-1] == ("end_shared_evidence", "1.1: Our policy")
    assert live(session, two.owner.journey) == ["1.1"]


def test_what_became_the_settings_own_goes_on_counting(
    session: Session, two: Two, item: EvidenceItem
) -> None:
    share(two, item)
    borrow(two, item)
    with writing(session):
        item.setting_id = two.other.setting.id
    by, at = two.owner.by(Role.COORDINATOR), two.owner.at

    with writing(session):
        end_parted_shares(session, two.owner.setting.authority_id, by=by, at=at)

    assert session.query(EvidenceShare).filter_by(ended_at=None).count() == 0
    assert live(session, two.other.journey) == ["1.1"]


def test_a_new_version_is_looked_at_anew_also_where_the_report_was_shared(
    session: Session, two: Two, item: EvidenceItem
) -> None:
    share(two, item)
    link = borrow(two, item)
    two.other.walk_to(Stage.CHECKING)
    with writing(session):
        link.state = EvidenceState.ACCEPTED

    with transaction(lock=two.owner.journey) as held:
        by, at, said = two.lead(), two.owner.at, VersionWords(recognisable=False)
        add_version(held, item.id, a_file(sha256="two"), said, version=1, by=by, at=at)

    assert link.stands is EvidenceState.GIVEN
    assert two.history(two.other)[-1] == ("replace_evidence", "1.1: Our policy. version 2")
