"""What the tests of this room share: a setting with its journey, and browsers of its people."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf
import pytest
from sqlalchemy.orm import Session

from award.adapters import clock
from award.demo.walking import Walker
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import VisitKind
from award.storage.accounts import User
from award.storage.journeys import Journey
from tests.making import journey_at
from tests.pages import PageClient


def a_pdf() -> bytes:
    """A small, true PDF."""
    written = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(written)
    return written.getvalue()


@dataclass
class Place:
    """A setting in the middle of its journey."""

    walking: Walker
    journey: Journey
    sign_in: Callable[[User], PageClient]
    rows: Session

    @property
    def root(self) -> str:
        return f"/setting/{self.walking.setting.id}"

    @property
    def at(self) -> str:
        return f"{self.root}/journeys/{self.journey.id}"

    def lead(self) -> PageClient:
        return self.sign_in(self.walking.cast.lead)

    def head(self) -> PageClient:
        return self.sign_in(self.walking.cast.head)

    def coordinator(self) -> PageClient:
        return self.sign_in(self.walking.cast.coordinator)

    def fresh(self) -> Journey:
        """The journey as the application has left it."""
        self.rows.rollback()
        self.rows.expire_all()
        return self.journey


Make = Callable[..., Place]


def card_of(browser: PageClient, page: str) -> str:
    """What the one lifted card of a page says."""
    browser.get(page)
    card = browser.page.find(".//section[@class='next-card']")
    assert card is not None
    return " ".join(" ".join(card.itertext()).split())


def step_of(browser: PageClient, page: str) -> str | None:
    """Where the button of the one lifted card leads."""
    browser.get(page)
    button = browser.page.find(".//section/div[@class='next-card__do']/a")
    assert button is not None
    return button.get("href")


def work_until_ready(walking: Walker) -> None:
    """All that the setting and its visitor do before it can say that it is ready."""
    walking.give_evidence()
    walking.hold_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)
    walking.improve()


def said_on(browser: PageClient, page: str) -> str:
    """All that a page says."""
    browser.get(page)
    return browser.words()


@pytest.fixture
def place_at(rows: Session, signed_in_as: Callable[[User], PageClient]) -> Iterator[Make]:
    """A setting whose journey stands at a stage; time stands still an hour after its last step."""
    frozen = []

    def make(stage: Stage, **more: object) -> Place:
        walking, journey = journey_at(rows, stage, **more)
        moment = clock.frozen_at(walking.pass_time(hours=1))
        moment.__enter__()
        frozen.append(moment)
        return Place(walking, journey, signed_in_as, rows)

    yield make
    for one in frozen:
        one.__exit__(None, None, None)
