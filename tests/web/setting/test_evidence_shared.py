"""A piece that one setting of a group shares with another: what each reads, uses and ends."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from award.adapters import clock
from award.storage.accounts import User
from award.storage.evidence import EvidenceShare
from tests.actions.many import Two, give, live, two_of_a_group
from tests.pages import PageClient
from tests.web.setting.test_evidence_item import a_file, newest


@pytest.fixture
def two(rows: Session) -> Any:
    both = two_of_a_group(rows)
    with clock.frozen_at(both.owner.pass_time(hours=1)):
        yield both


Browse = Callable[[User], PageClient]


def rooms(two: Two, sign_in: Browse) -> tuple[PageClient, str, PageClient, str]:
    owner, other = two.owner, two.other
    return (
        sign_in(owner.cast.lead),
        f"/setting/{owner.setting.id}/journeys/{owner.journey.id}",
        sign_in(other.cast.lead),
        f"/setting/{other.setting.id}/journeys/{other.journey.id}",
    )


def test_a_policy_of_the_group_is_given_once_and_used_by_another_setting(
    two: Two, signed_in_as: Browse
) -> None:
    item = give(two.owner, "1.1")
    mine, at, theirs, there = rooms(two, signed_in_as)
    secret = theirs.get(f"{there}/evidence/{item.id}").status_code

    mine.send(f"{at}/evidence/{item.id}/share", settings=[two.other.setting.id])
    offered = theirs.get(f"{there}/evidence/from-your-group").text
    theirs.send(f"{there}/evidence/{item.id}/links", codes=["1.1"], shown="")
    theirs.send(
        f"{there}/evidence/{item.id}/beside", title="For children", link_address="https://x.org/"
    )
    page = theirs.get(f"{there}/evidence/{item.id}").text
    card = theirs.get(f"{there}/criteria/1.1").text

    assert secret == 404
    assert "Shared by Willow Lane Primary" in offered
    assert live(two.session, two.other.journey) == ["1.1", "1.1"]
    assert ("For children" in page, "Put a new version" in page) == (True, False)
    assert ("shared by Willow Lane Primary" in card, "Amara Holt" in card) == (True, False)
    assert theirs.get(f"{there}/evidence").text.count("Our policy") >= 1


@pytest.mark.parametrize("deed", ["change", "remove", "replace", "share"])
def test_what_is_borrowed_is_read_only(two: Two, signed_in_as: Browse, deed: str) -> None:
    item = give(two.owner, "1.1")
    mine, at, theirs, there = rooms(two, signed_in_as)
    mine.send(f"{at}/evidence/{item.id}/share", settings=[two.other.setting.id])

    assert theirs.get(f"{there}/evidence/{item.id}").status_code == 200
    assert theirs.get(f"{there}/evidence/{item.id}/{deed}").status_code == 404


def status_of(browser: PageClient, address: str) -> int:
    answer = browser.get(address)
    answer.close()
    return answer.status_code


def test_of_what_is_borrowed_only_the_newest_version_is_open_to_anybody_there(
    two: Two, signed_in_as: Browse
) -> None:
    mine, at, theirs, there = rooms(two, signed_in_as)
    a_file(mine, f"{at}/criteria/1.1/evidence/add", b"Old.\n", recognisable="no")
    item = newest(two.session)
    a_file(mine, f"{at}/evidence/{item.id}/replace", b"New.\n", recognisable="no", version=1)
    mine.send(f"{at}/evidence/{item.id}/share", settings=[two.other.setting.id])
    theirs.send(f"{there}/evidence/{item.id}/links", codes=["1.1"], shown="")
    old, new = newest(two.session).versions
    coordinator = signed_in_as(two.owner.cast.coordinator)
    room = f"/leicester/coordinator/journeys/{two.other.journey.id}/evidence/files"

    found = [
        status_of(browser, f"{address}/{one.id}")
        for browser, address in ((theirs, f"{there}/evidence/{item.id}/files"), (coordinator, room))
        for one in (old, new)
    ]

    assert found == [404, 200, 404, 200]


def test_sharing_is_ended_by_the_lead_and_the_other_setting_loses_it(
    two: Two, signed_in_as: Browse
) -> None:
    item = give(two.owner, "1.1")
    mine, at, theirs, there = rooms(two, signed_in_as)
    mine.send(f"{at}/evidence/{item.id}/share", settings=[two.other.setting.id])
    theirs.send(f"{there}/evidence/{item.id}/links", codes=["1.1"], shown="")
    stop = f"{at}/evidence/{item.id}/share/{two.other.setting.id}/stop"

    warned = mine.get(stop).text
    mine.send(stop)

    two.session.rollback()
    assert "It stops counting for them" in warned
    assert [one.ended_at is None for one in two.session.query(EvidenceShare)] == [False]
    assert theirs.get(f"{there}/evidence/{item.id}").status_code == 404
    assert mine.get(stop).status_code == 404


def test_only_a_lead_shares(two: Two, signed_in_as: Browse) -> None:
    item = give(two.owner, "1.1")
    head = signed_in_as(two.owner.cast.head)
    _, at, _, _ = rooms(two, signed_in_as)

    assert head.get(f"{at}/evidence/{item.id}").status_code == 200
    assert head.get(f"{at}/evidence/{item.id}/share").status_code == 404
    assert "Share it with your group" not in head.get(f"{at}/evidence/{item.id}").text
