"""A setting's whole life once more, played at random through the pages as people have them.

The walk is that of ``tests/actions/test_whole_life.py``, with the same promises; but each move,
vote, appeal and renewal is a form that is opened and sent, and in between somebody wanders about
and fills in whatever they find. A judge who is blind never reads what the other wrote.
"""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import invariant, precondition, rule, run_state_machine_as_test
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from award.actions import assigning
from award.actions.signing import sign_in
from award.adapters import clock
from award.adapters.passwords import new_secret
from award.domain.award_moves import AWARD_MOVES
from award.domain.facts import Outcome
from award.domain.lifecycle import MOVES
from award.domain.people import Role
from award.storage.accounts import User
from award.storage.assessments import Judge, Judgement, Report
from award.storage.awards import Award, AwardHistory
from award.storage.db import db, transaction, writing
from award.storage.decisions import Appeal, Decision, Vote
from award.storage.journeys import Assignment, AssignmentKind, History, Journey
from award.storage.visits import Visit
from tests.actions.test_whole_life import (
    ANY_MOVE,
    ANY_OF_AWARD,
    DONE,
    PARTS,
    REFUSED,
    WHY,
    Life,
    newest,
)
from tests.fixtures_web import fill_with, new_client
from tests.pages import PageClient

OF_FIRST, OF_SECOND = "Zebra word.", "Okapi word."
KEPT = (History, Decision, Vote, Award, AwardHistory, Appeal, Visit, Judgement, Report)
COUNTS = select(*(select(func.count(one.id)).scalar_subquery() for one in KEPT))
# What would change who is who, so that the promises could no longer be read off the rows.
LEFT_ALONE = ("/tie", "/meeting", "/assign", "/approval", ".pdf", ".zip", ".ics", ".csv", "/zip")
MOST_KINDS = 14
PAGES_OF_BLIND = 10
DAY_PARTS = ("day", "month", "year")
TICKED = 0.6


class LifeOnPages(Life):
    """One setting, whose people have nothing but their browsers."""

    app: Flask

    # --- browsers -------------------------------------------------------------------------------

    def person(self, role: Role, member: int = 0) -> User:
        cast = self.walking.cast
        return {
            Role.LEAD: cast.lead,
            Role.HEAD: cast.head,
            Role.COORDINATOR: cast.coordinator,
            Role.ASSESSOR: cast.assessor,
            Role.SECOND: cast.second,
            Role.PANEL: cast.panel[member],
        }[role]

    def room(self, role: Role) -> str:
        if role in (Role.LEAD, Role.HEAD):
            return f"/setting/{self.walking.setting.id}"
        name = "assessor" if role is Role.SECOND else str(role)
        return f"/{self.walking.setting.authority.code}/{name}"

    def of_journey(self, role: Role, path: str = "") -> str:
        return f"{self.room(role)}/journeys/{self.walking.journey.id}{path}"

    def browser(self, user: User) -> PageClient:
        token, digest = new_secret()
        with writing(self.session) as session:
            person = session.get_one(User, user.id)
            sign_in(session, person, digest=digest, device="a test", at=self.walking.at)
        browser = new_client(self.app)
        browser.set_cookie("award", token)
        return browser

    def sends(
        self, user: User, address: str, chance: random.Random, what: str, **given: Any
    ) -> bool:
        """Open a page, fill in its form and send it; what is refused leaves what counts."""
        with clock.frozen_at(self.walking.at):
            browser = self.browser(user)
            shown = self.opens(browser, address)
            form = form_on(browser, address) if shown.status_code == 200 else None
            return form is not None and self.fills(browser, address, form, chance, what, **given)

    def opens(self, browser: PageClient, address: str) -> TestResponse:
        answer = browser.get(address)
        assert answer.status_code in (200, 302, 404), (address, answer.status_code)
        return answer

    def fills(
        self,
        browser: PageClient,
        address: str,
        form: Element,
        chance: random.Random,
        what: str,
        **given: Any,
    ) -> bool:
        before = self.what_counts()
        answer = browser.post(address, data=filled(form, chance, self.walking.at) | given)
        assert answer.status_code < 500, address
        self.session.rollback()
        if answer.status_code == 302:
            DONE[what] += 1
            return True
        assert self.what_counts() == before, address
        return False

    def what_counts(self) -> tuple[int, ...]:
        self.session.rollback()
        return tuple(self.session.execute(COUNTS).one())

    # --- what people do -------------------------------------------------------------------------

    @rule(data=st.data(), seed=st.integers(0, 2**32), member=st.integers(0, 1))
    def try_a_move(self, data: st.DataObject, seed: int, member: int) -> None:
        stage = self.walking.journey.stage
        fitting = [
            (one.name, role)
            for one in MOVES
            if stage in one.from_
            for role in sorted(one.by)
            if role in PARTS
        ]
        name, role = data.draw(st.sampled_from([*fitting, *ANY_MOVE]), label="move")
        self.walking.pass_time()
        at, user = self.of_journey(role, f"/moves/{name}"), self.person(role, member)
        self.sends(user, at, random.Random(seed), name)

    @rule(outcome=st.sampled_from(Outcome), member=st.integers(0, 1), seed=st.integers(0, 2**32))
    def vote(self, outcome: Outcome, member: int, seed: int) -> None:
        self.walking.pass_time()
        at, user = self.of_journey(Role.PANEL, "/vote"), self.person(Role.PANEL, member)
        self.sends(user, at, random.Random(seed), "vote", outcome=str(outcome), reason=WHY)

    @rule(upheld=st.sampled_from(("yes", "no")), seed=st.integers(0, 2**32))
    def appeal(self, upheld: str, seed: int) -> None:
        self.walking.pass_time()
        chance = random.Random(seed)
        for role, more in (
            (Role.LEAD, {"words": WHY}),
            (Role.COORDINATOR, {}),
            (Role.PANEL, {"upheld": upheld, "reasons": WHY}),
        ):
            user = self.person(role, 1 if role is Role.PANEL else 0)
            self.sends(user, self.of_journey(role, "/appeal"), chance, f"appeal, {role}", **more)

    @precondition(lambda self: self.awards())
    @rule(data=st.data(), member=st.integers(0, 1), seed=st.integers(0, 2**32))
    def try_a_move_of_the_award(self, data: st.DataObject, member: int, seed: int) -> None:
        award, chance = self.awards()[-1], random.Random(seed)
        fitting = [
            (one.name, role)
            for one in AWARD_MOVES
            if award.state in one.from_
            for role in sorted(one.by)
            if role in (Role.COORDINATOR, Role.PANEL)
        ]
        some = [one for one in ANY_OF_AWARD if one[1] is not Role.LEAD]
        name, role = data.draw(st.sampled_from([*fitting, *some]), label="move")
        self.walking.pass_time(days=3)
        here = f"{self.room(role)}/awards/{award.id}"
        voter = self.person(Role.PANEL, member)
        self.sends(voter, f"{self.room(Role.PANEL)}/awards/{award.id}/vote", chance, "award vote")
        self.sends(self.person(role, member), f"{here}/moves/{name}", chance, name)

    @rule(seed=st.integers(0, 2**32))
    def renew(self, seed: int) -> None:
        self.walking.pass_time()
        address = f"{self.room(Role.LEAD)}/renewal/open"
        if self.sends(self.person(Role.LEAD), address, random.Random(seed), "renew"):
            self.walking.outcome = Outcome.AWARD
            self.walking.go_on(self.session.get_one(Journey, newest(self.session)))

    @rule(role=st.sampled_from(PARTS), member=st.integers(0, 1), seed=st.integers(0, 2**32))
    def wander(self, role: Role, member: int, seed: int) -> None:
        """Somebody follows three links at random, and fills in a form that they come upon."""
        self.walking.pass_time()
        chance, here = random.Random(seed), f"/journeys/{self.walking.journey.id}"
        with clock.frozen_at(self.walking.at):
            browser, at = self.browser(self.person(role, member)), self.of_journey(role)
            for _ in range(3):
                if self.opens(browser, at).status_code != 200 or browser.page is None:
                    return
                links = [one for one in links_of(browser.page) if here in one]
                at = chance.choice(links) if links else at
            if self.opens(browser, at).status_code != 200 or browser.page is None:
                return
            forms = [
                (to, form)
                for form in browser.page.iter("form")
                if form.get("method") == "post"
                and here in (to := urlsplit(form.get("action") or at).path)
                and not any(one in to for one in LEFT_ALONE)
            ]
            if forms:
                to, form = chance.choice(forms)
                self.fills(browser, to, form, chance, "what was found")

    @rule()
    def name_a_second(self) -> None:
        walking, at = self.walking, self.walking.pass_time()
        by = walking.by(Role.COORDINATOR)
        try:
            with transaction(lock=walking.journey) as held:
                assigning.assign(held, AssignmentKind.SECOND, walking.cast.second.id, by=by, at=at)
            DONE["a second is named"] += 1
        except REFUSED:
            self.session.rollback()

    # --- what is always so ------------------------------------------------------------------------

    @invariant()
    def a_blind_judge_reads_nothing_that_the_other_wrote(self) -> None:
        if not hasattr(self, "session") or not self.is_blind():
            return
        self.mark()
        for role, marked in ((Role.SECOND, OF_FIRST), (Role.ASSESSOR, OF_SECOND)):
            with clock.frozen_at(self.walking.at):
                for address, page in self.pages_of(role):
                    assert marked not in page, address
        DONE["blind pages read"] += 1

    def is_blind(self) -> bool:
        journey = self.walking.journey
        named = self.session.scalar(
            select(Assignment.id).where(
                Assignment.journey_id == journey.id,
                Assignment.kind == AssignmentKind.SECOND,
                Assignment.ended_at.is_(None),
            )
        )
        is_in = journey.second_done_at or journey.second_set_aside_at
        return bool(named and journey.sample_reasons) and not is_in and journey.ended_at is None

    def mark(self) -> None:
        """Let everything that either judge wrote have their word in it."""
        of = {Judge.ASSESSOR: OF_FIRST, Judge.SECOND: OF_SECOND}
        journey = self.walking.journey
        with writing(self.session) as session:
            for one in session.scalars(select(Judgement).filter_by(journey_id=journey.id)):
                if one.judge in of and of[one.judge] not in one.note:
                    one.note = f"{one.note} {of[one.judge]}"
            for report in session.scalars(select(Report).filter_by(journey_id=journey.id)):
                if OF_FIRST not in report.strengths:
                    report.strengths = f"{report.strengths} {OF_FIRST}"
            assessor = self.walking.cast.assessor.id
            for visit in session.scalars(
                select(Visit).filter_by(journey_id=journey.id, visitor_id=assessor)
            ):
                if OF_FIRST not in visit.summary:
                    visit.summary = f"{visit.summary} {OF_FIRST}"

    def pages_of(self, role: Role) -> Iterator[tuple[str, str]]:
        """Pages of a judge's room, from its home on, one link after the other."""
        browser, found = self.browser(self.person(role)), [self.room(role), self.of_journey(role)]
        for n in range(PAGES_OF_BLIND):
            if n >= len(found):
                return
            answer = browser.get(found[n])
            if answer.status_code == 200 and browser.page is not None:
                yield found[n], answer.get_data(as_text=True)
                more = links_of(browser.page)
                found += [one for one in more if one.startswith(self.room(role))]
                found = list(dict.fromkeys(found))


def links_of(page: Element) -> list[str]:
    """The pages that a page leads to, in their order; no files, and nothing of this list."""
    found = (one.get("href", "") for one in page.iter("a"))
    paths = (one.partition("#")[0] for one in found if one.startswith("/"))
    return [one for one in dict.fromkeys(paths) if one and not any(no in one for no in LEFT_ALONE)]


def form_on(browser: PageClient, address: str) -> Element | None:
    """The form of the page that is sent to its own address."""
    if browser.page is None:
        return None
    for form in browser.page.iter("form"):
        goes_to = urlsplit(form.get("action") or address).path
        if form.get("method") == "post" and goes_to == urlsplit(address).path:
            return form
    return None


def filled(form: Element, chance: random.Random, at: datetime) -> dict[str, Any]:
    """The form as somebody fills it in who does not think much."""
    day = (at + timedelta(days=chance.choice((-3, 1, 20, 60, 200)))).date()
    asked: dict[str, list[Element]] = {}
    for one in form.iter():
        if one.tag in ("input", "textarea", "select") and one.get("name"):
            asked.setdefault(one.get("name", ""), []).append(one)
    answers = {name: answer_to(found, chance, day) for name, found in asked.items()}
    return {name: answer for name, answer in answers.items() if answer is not None}


def answer_to(found: list[Element], chance: random.Random, day: date) -> Any:
    """What is sent for the inputs of one name; nothing for files, and for boxes left empty."""
    first, kind = found[0], found[0].get("type", "text")
    if first.tag == "select":
        return chance.choice([one.get("value", "") for one in first.iter("option")])
    if first.tag == "textarea":
        return (first.text or "").strip() or WHY
    values = [one.get("value", "") for one in found]
    if kind == "radio":
        return chance.choice(values)
    if kind == "checkbox":
        return [one for one in values if chance.random() < TICKED] or None
    if len(found) == len(DAY_PARTS):
        return [str(getattr(day, part)) for part in DAY_PARTS]
    return None if kind == "file" else values[0] if kind == "hidden" else values[0] or WHY


def play(app: Flask, rows: Callable[[], Any], *, lives: int, steps: int) -> None:
    class One(LifeOnPages):
        pass

    One.rows, One.app = staticmethod(rows), app
    run_state_machine_as_test(
        One,
        settings=settings(
            max_examples=lives, stateful_step_count=steps, deadline=None, database=None,
            suppress_health_check=list(HealthCheck), phases=(Phase.generate,),
        ),
    )  # fmt: skip


@pytest.mark.soak
def test_many_whole_lives_on_pages_keep_their_promises(
    app: Flask, web_folder: Path, empty_database: Path, count: Callable[[str, int], None]
) -> None:
    @contextmanager
    def rows() -> Iterator[Session]:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
            fill_with(web_folder, empty_database)
            engine = db.engine
        with Session(engine) as found:
            yield found
        engine.dispose()

    DONE.clear()

    play(app, rows, lives=40, steps=25)

    count("kinds of deed in whole lives on pages", len(DONE))
    count("deeds in whole lives on pages", DONE.total())
    count("rooms of blind judges read", DONE["blind pages read"])
    assert len(DONE) >= MOST_KINDS, DONE
