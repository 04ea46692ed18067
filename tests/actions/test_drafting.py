"""Drafts: the newest words count, an earlier tab's stay, and there is an end to how many."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.actions.drafting import (
    MOST_CHARACTERS,
    MOST_DRAFTS,
    FormAt,
    drop_drafts,
    drop_old_drafts,
    keep_draft,
    throw_away,
)
from award.domain.refusals import NotFound, NotReady
from award.storage.accounts import User
from award.storage.db import transaction, writing
from award.storage.drafts import Draft
from tests.making import at, make_user

PLACE = FormAt("/setting/1/journeys/1/plan/add", "ActionForm")


def keep(
    user: User, words: str, *, version: int = 0, place: FormAt = PLACE, day: int = 0
) -> tuple[int, bool]:
    with transaction(lock=user) as held:
        draft, replaced = keep_draft(
            held, place, [("what", words)], version=version, at=at(day, hour=9)
        )
        return draft.version, replaced


def drafts(session: Session) -> list[Draft]:
    session.rollback()
    return list(session.scalars(select(Draft).order_by(Draft.id)))


def test_one_form_has_one_draft_that_grows(both: Session) -> None:
    user = make_user(both)

    first = keep(user, "A worry")
    second = keep(user, "A worry box", version=1)

    assert (first, second) == ((1, False), (2, False))
    assert [one.fields for one in drafts(both)] == [[["what", "A worry box"]]]


def test_a_second_tab_wins_and_the_first_ones_words_stay(both: Session) -> None:
    user = make_user(both)
    keep(user, "Typed in one tab")

    version, replaced = keep(user, "Typed in the other", version=0)

    (draft,) = drafts(both)
    assert (version, replaced) == (2, True)
    assert (draft.fields, draft.earlier) == (
        [["what", "Typed in the other"]],
        [["what", "Typed in one tab"]],
    )


def test_the_same_words_from_two_tabs_are_kept_once(session: Session) -> None:
    user = make_user(session)
    keep(user, "The very same")

    assert keep(user, "The very same", version=0) == (2, False)


def test_of_a_hundred_drafts_the_newest_are_kept(session: Session) -> None:
    user, other = make_user(session), make_user(session, "Priya Nair")
    keep(other, "Hers")

    for number in range(100):
        keep(user, f"Draft {number}", place=FormAt(f"/setting/1/plan/{number}", "ActionForm"))

    own = [one for one in drafts(session) if one.user_id == user.id]
    assert len(own) == MOST_DRAFTS
    assert own[0].fields == [["what", f"Draft {100 - MOST_DRAFTS}"]]
    assert len(drafts(session)) == MOST_DRAFTS + 1


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (PLACE, "x" * MOST_CHARACTERS),
        (FormAt("/" + "x" * 600, "ActionForm"), "short"),
        (FormAt("/setting/1", "x" * 300), "short"),
    ],
)
def test_more_than_fits_is_refused_and_what_was_kept_stays(
    session: Session, place: FormAt, words: str
) -> None:
    user = make_user(session)
    keep(user, "Kept before")

    with pytest.raises(NotReady, match="Send it soon"):
        keep(user, words, version=1, place=place)

    assert [one.fields for one in drafts(session)] == [[["what", "Kept before"]]]


def test_sending_lets_go_of_what_was_typed_at_that_address_only(session: Session) -> None:
    user, other = make_user(session), make_user(session, "Priya Nair")
    elsewhere = FormAt("/setting/1/journeys/1/application", "ApplicationForm")
    keep(user, "To be sent")
    keep(user, "Elsewhere", place=elsewhere)
    keep(other, "Hers")

    with transaction(lock=user) as held:
        drop_drafts(held, PLACE.address)

    assert [one.fields[0][1] for one in drafts(session)] == ["Elsewhere", "Hers"]


def test_nobody_throws_away_what_another_typed_or_what_is_newer(session: Session) -> None:
    user, other = make_user(session), make_user(session, "Priya Nair")
    keep(other, "Hers")
    keep(user, "Mine")
    hers, mine = drafts(session)

    for number, version in ((hers.id, 1), (mine.id, 7), (999, 1)):
        with pytest.raises(NotFound), transaction(lock=user) as held:
            throw_away(held, number, version=version)
    with transaction(lock=user) as held:
        throw_away(held, mine.id, version=1)

    assert [one.fields[0][1] for one in drafts(session)] == ["Hers"]


def test_after_a_month_a_draft_goes(session: Session) -> None:
    user = make_user(session)
    keep(user, "Long ago", day=0)
    keep(user, "Lately", day=1, place=FormAt("/setting/1", "ActionForm"))

    with writing(session):
        drop_old_drafts(session, at=at(31, hour=9) - timedelta(minutes=1))

    assert [one.fields[0][1] for one in drafts(session)] == ["Lately"]
