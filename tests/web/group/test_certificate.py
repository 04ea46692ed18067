"""A trust downloads the certificates of its settings, and of no others, while it may have them."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters import clock
from award.adapters.files import file_key
from award.domain.award_moves import AwardState
from award.domain.people import Role
from award.domain.stages import Stage
from award.storage.accounts import Membership, User
from award.storage.awards import Award, Certificate
from award.storage.db import writing
from award.storage.settings import Group, Setting
from award.web.kit.filters import day_short
from tests.making import journey_at, make_group, make_member, make_user
from tests.pages import PageClient, words_of

LINK = "Certificate of Willow Lane Primary (PDF)"


@dataclass
class Held:
    """A trust whose one setting holds the award, with its certificate drawn, and its viewer."""

    rows: Session
    group: Group
    award: Award
    certificate: Certificate
    browser: PageClient

    @property
    def page(self) -> str:
        return f"/group/{self.group.id}"

    def links(self) -> list[str | None]:
        self.browser.get(self.page)
        assert self.browser.page is not None
        return [one.get("href") for one in self.browser.page.iter("a") if words_of(one) == LINK]

    def gives(self) -> tuple[bool, int]:
        """Whether the list offers it, and what its address answers."""
        there = f"{self.page}/certificates/{self.certificate.id}"
        offered = self.links() == [there]
        with self.browser.get(there) as answer:
            return offered, answer.status_code


@pytest.fixture
def held(rows: Session, signed_in_as: Callable[[User], PageClient]) -> Iterator[Held]:
    walker, _ = journey_at(rows, Stage.AWARDED)
    group, verity = make_group(rows), make_user(rows, "Verity Lamb")
    make_member(rows, verity, Role.GROUP_VIEWER, group)
    with clock.frozen_at(walker.pass_time(hours=1)):
        browser = signed_in_as(verity)
        key = file_key("leicester", str(walker.setting.id))
        browser.application.extensions["files"].put(key, io.BytesIO(b"%PDF-1.7"), limit=99)
        award = rows.scalars(select(Award)).one()
        with writing(rows) as session:
            session.get_one(Setting, walker.setting.id).group_id = group.id
            award.certificates[-1].key = key
        yield Held(rows, group, award, award.certificates[-1], browser)


def test_the_row_of_a_setting_leads_to_its_certificate(held: Held) -> None:
    there = held.links()

    assert there == [f"{held.page}/certificates/{held.certificate.id}"]
    with held.browser.get(there[0] or "") as answer:
        said = (answer.status_code, answer.mimetype, answer.data)
        named = answer.headers["Content-Disposition"]
    assert said == (200, "application/pdf", b"%PDF-1.7")
    assert f"certificate-{held.award.number}.pdf" in named


@pytest.mark.parametrize("state", AwardState)
def test_only_an_award_that_stands_gives_its_certificate(held: Held, state: AwardState) -> None:
    with writing(held.rows):
        held.award.state = state

    stands = state in (
        AwardState.IN_FORCE, AwardState.SUSPENSION_PROPOSED, AwardState.REVOCATION_PROPOSED,
    )  # fmt: skip
    assert held.gives() == ((True, 200) if stands else (False, 404))


def test_a_certificate_waits_for_the_day_on_which_its_award_is_announced(held: Held) -> None:
    with writing(held.rows):
        held.award.announce_on = later = clock.today() + timedelta(days=1)
    before = held.gives()
    held.links()
    assert f"Tell nobody outside before {day_short(later)}" in held.browser.words()
    with writing(held.rows):
        held.award.announce_on = clock.today()

    assert (before, held.gives()) == ((False, 404), (True, 200))
    assert "Tell nobody outside before" not in held.browser.words()


def test_a_setting_that_is_kept_out_of_everything_public_gives_none(held: Held) -> None:
    with writing(held.rows):
        held.award.setting.is_hidden = True

    assert held.gives() == (False, 404)


def test_one_that_is_not_drawn_yet_or_was_replaced_is_not_given(held: Held) -> None:
    with writing(held.rows):
        held.certificate.replaced_at = clock.now()
    replaced = held.gives()
    with writing(held.rows):
        held.certificate.replaced_at = held.certificate.key = None

    assert (replaced, held.gives()) == ((False, 404), (False, 404))


def test_a_setting_that_left_the_group_gives_none(held: Held) -> None:
    with writing(held.rows):
        held.award.setting.group_id = None

    assert held.gives() == (False, 404)


def test_whose_part_in_the_group_has_ended_and_a_stranger_get_none(
    held: Held, signed_in_as: Callable[[User], PageClient]
) -> None:
    there = f"{held.page}/certificates/{held.certificate.id}"
    other, sol = make_group(held.rows, "Hilltop Trust"), make_user(held.rows, "Sol Price")
    make_member(held.rows, sol, Role.GROUP_VIEWER, other)
    stranger = signed_in_as(sol)
    elsewhere = f"/group/{other.id}/certificates/{held.certificate.id}"

    assert stranger.get(there).status_code == 404
    assert stranger.get(elsewhere).status_code == 404
    with writing(held.rows) as session:
        verity = select(Membership).join(User).where(User.name == "Verity Lamb")
        session.scalars(verity).one().ended_at = clock.now()
    assert held.browser.get(there).status_code == 404
