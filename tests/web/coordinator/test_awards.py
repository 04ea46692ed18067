"""What comes after an award: conditions to their end, yearly check-ins, many extended at once."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import select

from award.actions.awarding import make_award_move, reply_to_suspension, vote_on_award
from award.actions.checking_in import CheckInWords, say_how_it_goes
from award.adapters import clock
from award.domain.award_moves import AwardState
from award.domain.check_ins import Changed
from award.domain.facts import Outcome
from award.domain.people import Role
from award.domain.refusals import NotReady
from award.domain.stages import Stage
from award.domain.ties import TieKind
from award.storage.accounts import User
from award.storage.awards import Award
from award.storage.check_ins import CheckIn
from award.storage.db import transaction, writing
from award.storage.decisions import Condition, ConditionState
from award.storage.letters import Letter
from award.storage.settings import Tie
from award.web.kit.filters import day_short
from tests.pages import PageClient
from tests.web.coordinator.conftest import ROOM, Scene

Make = Callable[..., Scene]
SignIn = Callable[[User], PageClient]


def test_a_condition_gets_more_time_and_is_closed_when_it_was_not_met(
    scene: Make, signed_in_as: SignIn
) -> None:
    place = scene(Stage.AWARDED, outcome=Outcome.AWARD_WITH_CONDITIONS)
    address, one = f"{place.here}/conditions/1", place.rows.get_one(Condition, 1)
    later = one.due_on + timedelta(days=30)
    day = [str(later.day), str(later.month), str(later.year)]

    place.browser.get(address)
    assert "It is not met" not in place.browser.words()
    place.browser.send(address, verdict="time", until_on=day, reason="The survey is late.")
    place.browser.get(f"{place.here}/decision")
    assert "It was told: The survey is late." in place.browser.words()
    with clock.frozen_at(place.walker.at + timedelta(days=400)):
        later_on = signed_in_as(place.walker.cast.coordinator)
        later_on.send(address, verdict="not_met", reason="Nothing came.")
        later_on.get(address)

        missed = later_on.words()
        later_on.get(f"{place.here}/decision")
        listed = later_on.words()
        award = place.rows.scalars(select(Award)).one()
        later_on.get(f"{ROOM}/awards/{award.id}")
        lead = signed_in_as(place.walker.cast.lead)
        lead.get(f"/setting/{place.journey.setting_id}/journeys/{place.journey.id}/conditions/1")

    assert "Look at the award, and what can be proposed" in missed
    closed = f"Closed on {day_short(place.walker.at + timedelta(days=400))}"
    coordinator = place.walker.cast.coordinator.name
    assert f"{closed} by {coordinator}." in missed
    assert f"{closed} by {coordinator}." in listed
    assert "Conditions 1 not met" in later_on.words()
    assert f"{closed}." in lead.words()
    place.now()
    assert place.rows.get_one(Condition, 1).state is ConditionState.NOT_MET


def test_a_check_in_is_answered_from_the_day_s_list(scene: Make, signed_in_as: SignIn) -> None:
    place = scene(Stage.AWARDED)
    place.walker.pass_time(days=370)
    award = place.rows.scalars(select(Award)).one()
    words = CheckInWords("It goes well.", [Changed.PLACE], "We moved next door.", "A call.")
    with transaction(lock=award) as held:
        lead = place.walker.by(Role.LEAD)
        say_how_it_goes(held, words, by=lead, at=place.walker.at)

    with clock.frozen_at(place.walker.at):
        colm = signed_in_as(place.walker.cast.coordinator)
        colm.get(ROOM)
        assert "says how the award is going" in colm.words()
        colm.get(f"{ROOM}/check-ins/1")
        assert "See what the register says became of settings" in colm.words()
        colm.send(f"{ROOM}/check-ins/1", words="")
        assert "Write a word to the setting" in colm.words()
        colm.send(f"{ROOM}/check-ins/1", words="I will ring on Monday.")
        colm.get(f"{ROOM}/check-ins/1")
        assert "I will ring on Monday." in colm.words()
        colm.get(f"{ROOM}/awards/{award.id}")
        assert "answered" in colm.words()
        assert colm.get(f"{ROOM}/check-ins/99").status_code == 404


def test_who_answers_a_check_in_a_second_time_keeps_what_they_wrote(
    scene: Make, signed_in_as: SignIn
) -> None:
    place = scene(Stage.AWARDED)
    place.walker.pass_time(days=370)
    award, address = place.rows.scalars(select(Award)).one(), f"{ROOM}/check-ins/1"
    with transaction(lock=award) as held:
        lead = place.walker.by(Role.LEAD)
        say_how_it_goes(held, CheckInWords("Well.", [], "", ""), by=lead, at=place.walker.at)

    with clock.frozen_at(place.walker.at):
        colm = signed_in_as(place.walker.cast.coordinator)
        token = {"csrf_token": colm.token(address), "version": "1"}
        colm.post(address, data=token | {"words": "I will ring on Monday."})
        colm.post(address, data=token | {"words": "I will come by on Friday."})

    assert "You answered already, so what you wrote was not sent" in colm.words()
    assert "You wrote I will come by on Friday." in colm.words()
    assert "Somebody else changed" not in colm.words()
    assert place.rows.scalars(select(CheckIn.answer)).one() == "I will ring on Monday."


def test_a_check_in_that_the_setting_changed_is_answered_as_it_is_then(
    scene: Make, signed_in_as: SignIn
) -> None:
    place = scene(Stage.AWARDED)
    place.walker.pass_time(days=370)
    award = place.rows.scalars(select(Award)).one()
    said = [
        CheckInWords(going, [], "", "") for going in ("Well.", "Very well.", "Well, but tired.")
    ]
    lead, address = place.walker.by(Role.LEAD), f"{ROOM}/check-ins/1"

    def say(number: int) -> None:
        with transaction(lock=award) as held:
            say_how_it_goes(held, said[number], version=number, by=lead, at=place.walker.at)

    say(0)
    say(1)
    with clock.frozen_at(place.walker.at):
        colm = signed_in_as(place.walker.cast.coordinator)
        colm.get(address)
        say(2)
        colm.send(address, words="I will ring.", version="2")
        assert "Somebody else changed" in colm.words()
        assert "Well, but tired." in colm.words()
        done = colm.send(address, words="I will ring.")

    assert done.status_code == 302
    assert place.rows.scalars(select(CheckIn.answer)).one() == "I will ring."


def test_awards_are_extended_after_a_look_at_what_becomes_of_each(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()
    first, address = award.valid_until, f"{ROOM}/awards/extend"

    place.browser.send(address, awards=[])
    assert "Tick at least one award" in place.browser.words()
    said = {"awards": [str(award.id)], "terms": "1", "reason": "A hard winter."}
    place.browser.send(address, **said)
    assert "Nothing is changed yet." in place.browser.words()
    place.rows.rollback()
    assert place.rows.get_one(Award, award.id, populate_existing=True).valid_until == first
    token = place.browser.token(address)
    sure = {"csrf_token": token, "terms": "1", "reason": "A hard winter."}
    place.browser.post(f"{address}/sure", data=sure | {"shown": f"{award.id}:99"})
    assert "Somebody else changed the award of Willow Lane Primary" in place.browser.words()
    assert "A hard winter." in place.browser.words()
    done = place.browser.post(f"{address}/sure", data=sure | {"shown": f"{award.id}:1 x 7:"})

    assert done.status_code == 302
    place.rows.rollback()
    assert place.rows.get_one(Award, award.id, populate_existing=True).valid_until > first
    place.browser.send(address, **said)
    assert "Ask the panel: an award that was extended once" in place.browser.words()


def test_an_award_in_question_says_what_is_so_now_and_all_that_happened(
    scene: Make, signed_in_as: SignIn
) -> None:
    place = scene(Stage.AWARDED)
    award, walker = place.rows.scalars(select(Award)).one(), place.walker
    page = f"{ROOM}/awards/{award.id}"
    panel = [walker.by(Role.PANEL, member=one) for one in (0, 1)]

    def move(name: str, words: str) -> None:
        with transaction(lock=award) as held:
            make_award_move(held, name, words=words, by=panel[0], at=walker.at)

    def vote(*, in_favour: bool) -> None:
        with transaction(lock=award) as held:
            for one in panel:
                given = {"reason": "Kept inside.", "by": one, "at": walker.at}
                vote_on_award(held, in_favour=in_favour, **given)

    def read() -> str:
        with clock.frozen_at(walker.at):
            colm = signed_in_as(walker.cast.coordinator)
            colm.get(page)
            return colm.words()

    place.browser.send(f"{page}/moves/propose_suspension", reason="Two complaints.")
    place.rows.rollback()
    proposed = read()
    vote(in_favour=True)
    walker.pass_time(days=20)
    move("suspend", "Until a lead is named.")
    suspended = read()
    vote(in_favour=False)
    move("revoke", "Nobody leads it.")
    revoked = read()

    assert "It stays in force until the panel has decided. The setting can reply until" in proposed
    assert "Why it is proposed to suspend it Two complaints." in proposed
    assert "The panel ends the suspension, or revokes the award." in suspended
    assert "Why it is proposed" not in suspended
    assert "Suspended Until a lead is named." in suspended
    assert "Would have lasted until" in revoked
    assert "Everybody may know" not in revoked
    told = ["Revoked Nobody leads it.", "Suspended Until", "Suspension proposed Two", "Awarded"]
    places = [revoked.rindex(one) for one in told]
    assert places == sorted(places)
    assert "Kept inside." not in revoked
    place.browser.get(f"{page}/moves/extend")
    assert "This is how the award stands now: Revoked." in place.browser.words()
    place.browser.get(f"{ROOM}/settings")
    assert "It would have lasted until" in place.browser.words()


def test_who_holds_an_award_is_not_pushed_to_the_next_journey(scene: Make) -> None:
    place = scene(Stage.AWARDED)

    place.browser.get(f"{ROOM}/settings/{place.journey.setting_id}")

    page = place.browser.page
    assert page is not None
    button = next(x for x in page.iter("a") if "".join(x.itertext()) == "Open a journey")
    assert "govuk-button--secondary" in (button.get("class") or "")


def test_an_award_whose_days_are_over_is_not_called_in_force(
    scene: Make, signed_in_as: SignIn
) -> None:
    place = scene(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()
    ended = datetime.combine(award.valid_until, time(12), UTC)
    told = []

    for days in (0, 1):
        with clock.frozen_at(ended + timedelta(days=days)):
            colm = signed_in_as(place.walker.cast.coordinator)
            colm.get(f"{ROOM}/awards/{award.id}")
            told.append(("In force" in colm.words(), "Expired" in colm.words()))

    assert told == [(True, False), (False, True)]


def test_what_is_over_is_not_suspended_and_revoked_only_until_its_term_of_grace_ends(
    scene: Make, signed_in_as: SignIn
) -> None:
    place = scene(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()
    offered, refused = [], []

    for day in (award.valid_until, award.valid_until + timedelta(days=1), award.grace_until):
        with clock.frozen_at(datetime.combine(day, time(12), UTC)):
            offered.append(moves_offered(place, award, signed_in_as))
    past = datetime.combine(award.grace_until + timedelta(days=1), time(12), UTC)
    with clock.frozen_at(past):
        offered.append(moves_offered(place, award, signed_in_as))
        colm = signed_in_as(place.walker.cast.coordinator)
        for name in ("propose_suspension", "propose_revocation"):
            answer = colm.get(f"{ROOM}/awards/{award.id}/moves/{name}")
            refused.append((answer.status_code, "its days are over" in colm.words()))
            by = place.walker.by(Role.COORDINATOR)
            with (
                pytest.raises(NotReady, match="its days are over"),
                transaction(lock=award) as held,
            ):
                make_award_move(held, name, words="Late.", by=by, at=past)

    both, one = ("suspend", "revoke"), ("revoke",)
    assert offered == [(both, both), (one, one), (one, one), ((), ())]
    assert refused == [(403, True), (403, True)]


def moves_offered(
    place: Scene, award: Award, signed_in_as: SignIn
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a coordinator, and a panel member, may propose against an award."""
    cast, found = place.walker.cast, []
    for who, room in ((cast.coordinator, ROOM), (cast.panel[0], "/leicester/panel")):
        browser = signed_in_as(who)
        browser.get(f"{room}/awards/{award.id}")
        said = browser.words()
        found.append(tuple(one for one in ("suspend", "revoke") if f"Propose to {one}" in said))
    return found[0], found[1]


def test_what_a_setting_replied_is_read_where_it_stands(scene: Make) -> None:
    place = scene(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()
    with transaction(lock=award) as held:
        by = place.walker.by(Role.COORDINATOR)
        make_award_move(held, "propose_suspension", words="Why?", by=by, at=place.walker.at)
    with transaction(lock=award) as held:
        reply_to_suspension(
            held, words="We rang back.", by=place.walker.by(Role.LEAD), at=place.walker.at
        )

    place.browser.get(f"{ROOM}/waiting")
    page = place.browser.page
    assert page is not None
    led = [x.get("href") for x in page.iter("a") if "Read the reply" in "".join(x.itertext())]
    letter = place.rows.scalars(
        select(Letter).where(
            Letter.code == "suspension_answered", Letter.path.contains("/coordinator/")
        )
    ).one()

    assert led == [letter.path] == [f"{ROOM}/awards/{award.id}"]
    place.browser.get(letter.path)
    assert "We rang back." in place.browser.words()


def test_a_reply_leads_the_panel_to_the_award_and_tells_nobody_with_a_tie(
    scene: Make, signed_in_as: SignIn
) -> None:
    place = scene(Stage.AWARDED)
    award, cast = place.rows.scalars(select(Award)).one(), place.walker.cast
    tied, *free = cast.panel
    with writing(place.rows) as session:
        own = {"authority_id": award.authority_id, "setting_id": award.setting_id}
        session.add(
            Tie(
                user_id=tied.id,
                kind=TieKind.GOVERNS,
                declared_by_id=tied.id,
                declared_at=place.walker.at,
                **own,
            )
        )
    with transaction(lock=award) as held:
        by = place.walker.by(Role.COORDINATOR)
        make_award_move(held, "propose_suspension", words="Why?", by=by, at=place.walker.at)
    with transaction(lock=award) as held:
        by = place.walker.by(Role.LEAD)
        reply_to_suspension(held, words="We rang back.", by=by, at=place.walker.at)

    written = place.rows.scalars(
        select(Letter).where(Letter.code == "suspension_answered", Letter.path.contains("/panel"))
    ).all()
    assert {one.to_email for one in written} == {one.email for one in free}
    assert {one.path for one in written} == {f"/leicester/panel/awards/{award.id}"}
    member = signed_in_as(free[0])
    member.get(written[0].path)
    assert "We rang back." in member.words()


def test_a_day_of_announcement_is_offered_only_while_it_can_be_chosen(
    scene: Make, signed_in_as: SignIn
) -> None:
    place = scene(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()
    address = f"{ROOM}/awards/{award.id}"
    offered = []

    for days in (0, 40):
        with clock.frozen_at(award.released_at + timedelta(days=days)):
            colm = signed_in_as(place.walker.cast.coordinator)
            offered.append(f"{address}/announcement" in colm.get(address).text)

    assert offered == [True, False]


@pytest.mark.parametrize(
    ("days", "state", "why"),
    [
        (40, AwardState.IN_FORCE, "for more than four weeks"),
        (0, AwardState.REVOKED, "not held any more"),
    ],
)
def test_the_page_for_a_day_that_cannot_be_chosen_says_so(
    scene: Make, signed_in_as: SignIn, days: int, state: AwardState, why: str
) -> None:
    place = scene(Stage.AWARDED)
    award = place.rows.scalars(select(Award)).one()
    award.state = state
    place.rows.commit()

    with clock.frozen_at(award.released_at + timedelta(days=days)):
        colm = signed_in_as(place.walker.cast.coordinator)
        page = colm.get(f"{ROOM}/awards/{award.id}/announcement")

    assert page.status_code == 403
    assert why in colm.words()
    assert "Save" not in colm.words()
