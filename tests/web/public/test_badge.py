"""The badge for a web site: live, cached shortly, for any site, and without a trace."""

from datetime import date, timedelta

import pytest
from lxml import etree
from sqlalchemy.orm import Session

from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.checking_codes import new_code
from award.storage.db import writing
from tests.making import at, make_authority
from tests.pages import PageClient
from tests.web.public.test_register import give_award

CODE, NEXT = "CHHE06T6TS7Y", "CHHE0T6TS7EF"
TODAY = at()


def badge(client: PageClient, code: str = CODE) -> str:
    with clock.frozen_at(TODAY):
        answer = client.get(f"/badges/{code}.svg")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    return answer.get_data(as_text=True)


def test_the_badge_says_who_holds_it_and_until_when(client: PageClient, rows: Session) -> None:
    give_award(rows, make_authority(rows), code=CODE)

    drawn = etree.fromstring(badge(client).encode())

    texts = [one.text for one in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == [
        "Positive and Peaceful Places",
        "Willow Lane Primary",
        "Valid until 18 December 2028",
    ]
    assert drawn.get("role") == "img"


def test_it_changes_with_the_award_and_keeps_only_for_minutes(
    client: PageClient, rows: Session
) -> None:
    award = give_award(rows, make_authority(rows), code=CODE)
    with clock.frozen_at(TODAY):
        first = client.get(f"/badges/{CODE}.svg")
        mark = {"If-None-Match": first.headers["ETag"]}
        same = client.get(f"/badges/{CODE}.svg", headers=mark)
        with writing(rows):
            award.state = AwardState.SUSPENDED
        changed = client.get(f"/badges/{CODE}.svg", headers=mark)

    assert first.headers["Cache-Control"] == "public, max-age=300, must-revalidate"
    assert (same.status_code, same.data) == (304, b"")
    assert changed.status_code == 200
    assert "Not currently confirmed" in changed.get_data(as_text=True)


def test_any_web_site_may_show_it_and_it_leaves_and_runs_nothing(
    client: PageClient, rows: Session
) -> None:
    give_award(rows, make_authority(rows), "<script>x</script>", code=CODE)

    with clock.frozen_at(TODAY):
        answer = client.get(f"/badges/{CODE}.svg")

    drawn = answer.get_data(as_text=True)
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert "<script" not in drawn
    assert "href" not in drawn


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"is_hidden": True}, "Valid until"),
        ({"announce_on": TODAY.date() + timedelta(days=2)}, "Not yet announced"),
    ],
)
def test_who_is_withheld_or_not_announced_is_not_named(
    client: PageClient, rows: Session, changed: dict[str, object], words: str
) -> None:
    give_award(rows, make_authority(rows), "Rowan House", code=CODE, **changed)

    drawn = badge(client)

    assert "A setting in Leicester" in drawn
    assert words in drawn
    assert "Rowan" not in drawn


def test_the_badge_of_an_old_award_goes_on_with_the_next(client: PageClient, rows: Session) -> None:
    authority = make_authority(rows)
    old = give_award(rows, authority, code=CODE, state=AwardState.SUPERSEDED)
    give_award(
        rows, authority, code=NEXT, setting=old.setting, valid_from=date(2026, 1, 1),
        valid_until=date(2029, 3, 28),
    )  # fmt: skip

    with clock.frozen_at(TODAY):
        leads = client.get(f"/badges/{CODE}").location

    assert "Valid until 28 March 2029" in badge(client)
    assert leads == "/check/CHHE-0T6T-S7EF"


def test_the_next_award_is_not_told_before_its_day(client: PageClient, rows: Session) -> None:
    authority = make_authority(rows)
    old = give_award(rows, authority, code=CODE)
    tomorrow = TODAY.date() + timedelta(days=1)
    give_award(
        rows, authority, code=NEXT, setting=old.setting, valid_from=date(2026, 1, 1),
        valid_until=date(2031, 3, 28), announce_on=tomorrow,
    )  # fmt: skip

    assert "Valid until 18 December 2028" in badge(client)


@pytest.mark.parametrize("code", ["CHHE06T6TS7G", "X", CODE])
def test_what_is_no_code_has_no_badge(client: PageClient, code: str) -> None:
    with clock.frozen_at(TODAY):
        assert client.get(f"/badges/{code}.svg").status_code == 404
        assert client.get(f"/badges/{code}").status_code == 404


def test_ten_thousand_guesses_find_nothing_and_are_stopped(
    client: PageClient, rows: Session
) -> None:
    give_award(rows, make_authority(rows), code=CODE)
    guess = new_code(lambda _: 3)
    with clock.frozen_at(TODAY):
        first = [client.get(f"/badges/{guess}{'.svg' * (n % 2)}").status_code for n in range(60)]
        stopped = {
            client.get(address).status_code
            for address in (
                f"/badges/{guess}.svg",
                f"/badges/{guess}",
                f"/badges/{CODE}",
                f"/check/{guess}",
                f"/credentials/{guess}-1",
            )
        }
    with clock.frozen_at(TODAY + timedelta(minutes=11)):
        later = client.get(f"/badges/{CODE}.svg").status_code

    assert set(first) == {404}
    assert stopped == {429}
    assert later == 200


def test_a_badge_that_is_there_is_never_counted(client: PageClient, rows: Session) -> None:
    give_award(rows, make_authority(rows), code=CODE)

    with clock.frozen_at(TODAY):
        answers = {client.get(f"/badges/{CODE}.svg").status_code for _ in range(70)}

    assert answers == {200}
