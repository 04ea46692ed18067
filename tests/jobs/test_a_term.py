"""A spring term played morning by morning: exactly the letters that its days ask for.

Of a few places the letters are written down here, one by one. Of the whole demo world they are
worked out anew, each morning, by the rules of the scheme.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from award.adapters import clock
from award.demo.places import FENWICK, LEICESTER, Place
from award.demo.world import load
from award.domain.letter_texts import LINK
from award.jobs.remind import refresh_waits
from award.storage.accounts import User
from award.storage.days import day_of
from award.storage.db import db
from award.storage.journeys import Journey
from award.storage.letters import Letter
from tests.demo.worlds import some, world_of
from tests.fixtures_web import new_client, signing_in
from tests.jobs.asked_letters import AskedLetters
from tests.pages import PageClient

FIRST_MORNING = datetime(2027, 1, 11, 7, 0, tzinfo=UTC)
MORNINGS = 78
LAST_MORNING = FIRST_MORNING + timedelta(days=MORNINGS - 1)
PLACES = (
    "Meadowbank Infants",
    "The Lanterns Youth Club",
    "Riverside Summer Playscheme",
    "Saffron Way Primary",
    "Spinney Hill Juniors",
    "Humber Vale Infants",
)
OPENS = (200, 302)  # a room's first page may lead on
Line = tuple[str, str, str]  # the day, the letter, to whom

# Days are school days for schools, working days for the council. The cover is nobody here, so
# what waits for the coordinator goes on to the administrator, Wren Abbott, in a letter of its own.
THE_TERM: dict[str, list[Line]] = {
    # Somebody asked on Sunday: the coordinator after 5 days, then the next one after 10.
    "-": [
        ("15 Jan", "reminder", "colm.brady"),
        ("22 Jan", "administrator_asked", "wren.abbott"),
    ],
    # Sent on 4 January and not handled: 5 and 10 days.
    "The Lanterns Youth Club": [
        ("11 Jan", "reminder", "colm.brady"),
        ("18 Jan", "administrator_asked", "wren.abbott"),
    ],
    # Accepted on 29 December, the first visit not booked: 10 days, and as many again.
    "Riverside Summer Playscheme": [
        ("13 Jan", "reminder", "colm.brady"),
        ("27 Jan", "administrator_asked", "wren.abbott"),
    ],
    # A draft untouched since 4 January: 15 days, and as many again; half-term does not count.
    "Meadowbank Infants": [
        ("25 Jan", "draft_untouched", "harriet.dale"),
        ("22 Feb", "quiet_setting", "colm.brady"),
    ],
    # The pause ends on its day; after it 5 days for the lead and 10 for the coordinator, and
    # the two actions that are due on 12 February are told once it ends, and 10 days after.
    "Saffron Way Primary": [
        ("10 Feb", "resumed", "joan.abiola"),
        ("10 Feb", "resumed", "kerry.nolan"),
        ("15 Feb", "actions_due", "kerry.nolan"),
        ("24 Feb", "reminder", "kerry.nolan"),
        ("3 Mar", "escalation", "colm.brady"),
        ("8 Mar", "actions_due", "kerry.nolan"),
    ],
    # Declared ready on 4 January, and nobody is assigned to assess: 5 and 10 days. Two actions
    # are due on 22 January, of a plan that cannot be changed any more: no letter asks for it.
    "Spinney Hill Juniors": [
        ("11 Jan", "reminder", "colm.brady"),
        ("18 Jan", "administrator_asked", "wren.abbott"),
    ],
    # Two points wait for the assessor since 4 January, a record for the lead; it counts as agreed
    # after 10 days. Two actions were due as term began, and their plan is closed as well.
    "Humber Vale Infants": [
        ("11 Jan", "reminder", "clara.nduka"),
        ("11 Jan", "reminder", "edith.moss"),
        ("18 Jan", "escalation", "colm.brady"),
        ("18 Jan", "escalation", "colm.brady"),
        ("19 Jan", "visit_record_counted", "edith.moss"),
    ],
}


def mornings(
    app: Flask, leicester: Sequence[Place], fenwick: Sequence[Place]
) -> Iterator[tuple[datetime, Callable[[], None]]]:
    """Each morning of a term, with what plays it; the letters from before are taken away."""
    world = world_of(app, FIRST_MORNING, leicester=leicester, fenwick=fenwick)
    load(world, size=0)
    with db.session.begin():
        db.session.query(Letter).delete()
    for day in range(MORNINGS):
        at = FIRST_MORNING + timedelta(days=day)
        yield at, partial(refresh_waits, world.means, at=at)


def test_a_term_brings_exactly_its_letters(app: Flask) -> None:
    with app.app_context():
        for _, go_over_all in mornings(app, some(PLACES), ()):
            go_over_all()
        played = db.session()
        names = {one.id: one.setting.name for one in played.scalars(select(Journey))}
        found: dict[str, list[Line]] = {}
        for one in played.scalars(select(Letter).order_by(Letter.written_at, Letter.code)):
            on, to = day_of(one.written_at), one.to_email.split("@")[0]
            line = (f"{on.day} {on:%b}", one.code, to)
            found.setdefault(names.get(one.journey_id or 0, "-"), []).append(line)

    assert {name: sorted(lines) for name, lines in found.items()} == {
        name: sorted(lines) for name, lines in THE_TERM.items()
    }


def refused(app: Flask, at: datetime) -> list[str]:
    """The links of letters that their own receivers cannot open; one without an account opens
    them as anybody does."""
    with app.app_context():
        engine = db.engine
    browsers: dict[str, PageClient] = {}
    faults = []
    with Session(engine) as kept, clock.frozen_at(at):
        led = select(Letter.to_email, Letter.path, Letter.code).where(Letter.body.contains(LINK))
        links = {(email, path): code for email, path, code in kept.execute(led)}
        for (email, path), code in links.items():
            user = kept.scalar(select(User).where(User.email == email))
            if email not in browsers:
                browsers[email] = signing_in(app, kept)(user) if user else new_client(app)
            with browsers[email].get(path) as answer:
                sent_away = "/sign-in" in (answer.location or "")
                if answer.status_code not in OPENS or sent_away:
                    faults.append(f"{code} leads {email} to {path}: {answer.status}")
    return faults


def test_each_link_of_a_terms_letters_opens_for_whom_it_is_sent_to(app: Flask) -> None:
    with app.app_context():
        for _, go_over_all in mornings(app, some(PLACES), ()):
            go_over_all()
        db.session.remove()

    assert refused(app, LAST_MORNING) == []


@pytest.mark.soak
def test_a_term_of_the_whole_demo_world_brings_exactly_the_letters_of_the_scheme(
    app: Flask, count: Callable[[str, int], None]
) -> None:
    written, faults = Counter[str](), list[str]()
    with app.app_context():
        session, last = db.session(), 0
        asked = AskedLetters(session)
        for at, go_over_all in mornings(app, LEICESTER, FENWICK):
            expected = asked.before(at)
            session.rollback()
            go_over_all()
            expected += asked.after(at)
            new = session.scalars(select(Letter).where(Letter.id > last)).all()
            sent = Counter((one.journey_id, one.code, one.to_email) for one in new)
            faults += [f"{at:%d %b} not sent: {one}" for one in (expected - sent).elements()]
            faults += [f"{at:%d %b} not asked: {one}" for one in (sent - expected).elements()]
            last = max((one.id for one in new), default=last)
            written.update(one.code for one in new)
            session.rollback()

    count("letters of a term", written.total())
    assert refused(app, LAST_MORNING) == []
    assert faults == []
    assert len(written) > 20
