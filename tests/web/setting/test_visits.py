"""Visits: dates chosen and proposed, records agreed or answered, a file for the calendar."""

from datetime import timedelta

from icalendar import Calendar

from award.actions.visiting import Plan, propose_visit
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visit_days import spoken_moment
from award.domain.visits import VisitKind, VisitState
from award.storage.db import transaction
from award.storage.visits import Visit
from award.web.kit.visit_diary import hours_words
from award.web.setting.visit_prepare import talks_of
from tests.web.setting.conftest import Make, Place, said_on


def offered(place: Place) -> Visit:
    """A monitoring visit for which the coordinator offers two moments."""
    walking = place.walking
    by = walking.by(Role.COORDINATOR)
    moments = [walking.at + timedelta(days=days) for days in (9, 10)]
    plan = Plan(VisitKind.MONITORING, VisitForm.ON_SITE, moments, by.user_id or 0)
    with transaction(lock=place.journey) as held:
        return propose_visit(held, plan, by=by, at=walking.at)


def fresh(place: Place, visit: Visit) -> Visit:
    place.fresh()
    return place.rows.get_one(Visit, visit.id)


def test_choosing_one_of_the_dates_books_the_visit(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    visit, lead = offered(place), place.lead()
    home = lead.get(place.root).text

    lead.send(f"{place.at}/visits/{visit.id}/confirm", starts_at=visit.offered[1])
    again = lead.get(f"{place.at}/visits/{visit.id}/confirm")

    assert "Choose a date for the monitoring visit" in home
    assert fresh(place, visit).state is VisitState.CONFIRMED
    assert again.status_code == 403
    booked = fresh(place, visit).starts_at
    assert booked is not None
    assert f"This visit is booked for {spoken_moment(booked)}." in lead.words()


def test_no_date_chosen_asks_for_one(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    visit, lead = offered(place), place.lead()

    lead.send(f"{place.at}/visits/{visit.id}/confirm")

    assert "Choose one of the dates" in lead.words()


def test_a_setting_proposes_dates_once_and_does_not_confirm_them_itself(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, sent = place.lead(), {"kind": "monitoring", "held_as": "call", "time_1": "2pm"}

    lead.send(f"{place.at}/visits/propose", **sent, day_1=["1", "1", "2025"])
    refused = lead.words()
    for _ in range(2):
        lead.send(f"{place.at}/visits/propose", **sent, day_1=["1", "7", "2026"])

    place.fresh()
    visits = place.rows.query(Visit).filter_by(kind=VisitKind.MONITORING).all()
    page = lead.get(f"{place.at}/visits/{visits[0].id}").text
    assert "still to come" in refused
    assert len(visits) == 1
    assert "Choose this date" not in page


def test_the_days_that_the_setting_offered_stand_wherever_it_looks(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, offer = place.lead(), "ou offered Wednesday 1 July, 2pm; "

    lead.send(f"{place.at}/visits/propose", kind="monitoring", held_as="call", time_1="2pm",
              day_1=["1", "7", "2026"])  # fmt: skip
    place.fresh()
    visit = place.rows.query(Visit).filter_by(kind=VisitKind.MONITORING).one()
    lead.get(f"{place.at}/visits/{visit.id}")
    page = lead.words()
    lead.get(f"{place.at}/visits")
    row = lead.words()
    home = said_on(lead, place.root)

    assert f"Y{offer}" in page
    assert f"Y{offer}" in row
    assert f"y{offer}" in home


def test_a_booked_visit_can_be_kept_in_a_calendar(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    visit, lead = offered(place), place.lead()
    early = lead.get(f"{place.at}/visits/{visit.id}/calendar.ics")
    lead.send(f"{place.at}/visits/{visit.id}/confirm", starts_at=visit.offered[0])

    answer = lead.get(f"{place.at}/visits/{visit.id}/calendar.ics")

    event = Calendar.from_ical(answer.data).walk("VEVENT")[0]
    assert early.status_code == 404
    assert answer.mimetype == "text/calendar"
    assert event.decoded("dtstart") == fresh(place, visit).starts_at


def test_a_record_is_read_once_it_is_shared_and_then_agreed(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    walking, lead = place.walking, place.lead()
    visit = walking.book_visit(VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR)
    before = lead.get(f"{place.at}/visits/{visit.id}").text
    walking.pass_time(days=10)
    walking.write_up(visit, walking.by(Role.COORDINATOR))
    lead.get(f"{place.at}/visits")
    waits = lead.words()

    lead.send(f"{place.at}/visits/{visit.id}/agree", on=f"{place.at}/visits/{visit.id}")
    lead.get(f"{place.at}/visits")

    assert "Children could name two ways to tell" not in before
    assert "A record to read" in waits
    assert "Coming up" not in waits
    assert "A record to read" not in lead.words()
    assert fresh(place, visit).state is VisitState.SIGNED
    assert "Children could name two ways to tell" in lead.get(f"{place.at}/visits/{visit.id}").text
    for heading in ("Who was met", "Seen and heard", "What comes next"):
        assert heading in lead.words()


def test_a_record_that_is_not_right_goes_back_with_words(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    walking, lead = place.walking, place.lead()
    visit = walking.hold_visit(
        VisitKind.MONITORING, VisitForm.ON_SITE, Role.COORDINATOR, sign=False
    )
    address = f"{place.at}/visits/{visit.id}/answer"

    lead.send(address)
    refused = lead.words()
    token = lead.token(address)
    lead.post(address, data={"csrf_token": token, "version": 1, "words": "We were twelve."})
    stale = lead.words()
    lead.send(address, words="We were twelve, not eight.")

    assert "Write a sentence or two" in refused
    assert "Somebody else changed this visit" in stale
    assert "We were twelve." in stale
    assert fresh(place, visit).state is VisitState.WRITTEN_UP


def test_a_visit_of_another_journey_is_not_there(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)

    assert place.lead().get(f"{place.at}/visits/999").status_code == 404


def test_a_visit_is_prepared_with_its_programme_and_what_to_lay_out(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    visit, lead = offered(place), place.lead()
    lead.send(f"{place.at}/visits/{visit.id}/confirm", starts_at=visit.offered[0])

    lead.get(f"{place.at}/visits/{visit.id}")
    linked = "Get ready: who comes" in lead.words()
    lead.get(f"{place.at}/visits/{visit.id}/prepare")

    assert linked
    assert "Colm Brady, coordinator" in lead.words()
    assert "Talking with the lead" in lead.words()
    assert "Talking with parents" not in lead.words()
    assert "You need not practise with them." in lead.words()


def test_nothing_is_prepared_for_a_visit_that_is_over(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    over = place.rows.query(Visit).one()

    assert place.lead().get(f"{place.at}/visits/{over.id}/prepare").status_code == 404


def test_a_call_has_no_walk_and_an_assessment_has_everything(place_at: Make) -> None:
    journey = place_at(Stage.READY).journey

    call = talks_of(journey, VisitKind.MONITORING, VisitForm.CALL)
    whole = talks_of(journey, VisitKind.ASSESSMENT, VisitForm.ON_SITE)

    assert [one.code for one in call] == ["lead", "children"]
    assert len(whole) == 7


def test_how_long_it_takes_is_told_in_hours() -> None:
    assert [hours_words(minutes) for minutes in (40, 60, 190)] == [
        "40 minutes",
        "1 hour",
        "3 hours and 10 minutes",
    ]


def test_a_setting_offers_other_days_cancels_and_says_how_one_gets_in(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    visit, lead = offered(place), place.lead()
    here = f"{place.at}/visits/{visit.id}"
    lead.send(f"{here}/confirm", starts_at=visit.offered[0])

    lead.send(f"{here}/arrival", arrival="Park in Mill Street. Ring at the blue door.")
    prepared = lead.get(f"{here}/prepare").text
    lead.get(f"{here}/other-days")
    asked = lead.words()
    sunday = {"day_1": ["5", "7", "2026"], "time_1": "2pm", "reason": "A funeral"}
    lead.send(f"{here}/other-days", **sunday)
    refused = lead.words()
    lead.send(f"{here}/other-days", **(sunday | {"day_1": ["6", "7", "2026"]}))
    moved = fresh(place, visit)
    states, offers = [moved.state], moved.offered
    lead.send(f"{here}/cancel", reason="We close that week")

    assert "Ring at the blue door" in prepared
    assert "The setting is closed on Sunday 5 July 2026" in refused
    assert "Why is this day right all the same?" in refused
    assert "Why is this day right all the same?" not in asked
    assert offers == ["2026-07-06T13:00:00+00:00"]
    assert [*states, fresh(place, visit).state] == [VisitState.PROPOSED, VisitState.CANCELLED]


def test_a_change_from_an_old_page_is_refused_and_the_words_are_kept(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    visit, lead = offered(place), place.lead()
    address = f"{place.at}/visits/{visit.id}/arrival"
    token = lead.token(address)
    lead.send(address, arrival="The blue door")

    lead.post(address, data={"csrf_token": token, "version": 1, "arrival": "The red door"})

    assert "Somebody else changed this visit" in lead.words()
    assert "The red door" in lead.words()
    assert fresh(place, visit).arrival == "The blue door"


def test_of_a_workshop_elsewhere_nobody_is_asked_how_one_gets_in(place_at: Make) -> None:
    place = place_at(Stage.PLANNING, route="light")
    walking, lead = place.walking, place.lead()
    theirs = walking.book_visit(VisitKind.INITIAL, VisitForm.WORKSHOP, Role.COORDINATOR)
    page = f"{place.at}/visits/{theirs.id}"

    lead.get(page)
    words = lead.words()
    lead.get(f"{page}/prepare")

    assert "A workshop with others" in words
    assert "how one gets in" not in words
    assert f" at {walking.setting.name}." not in lead.words()


def test_a_year_that_can_only_be_mistyped_is_asked_about_before_anybody_gets_a_letter(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    days = {"kind": "monitoring", "held_as": "on_site", "time_1": "2pm"}

    lead.send(f"{place.at}/visits/propose", day_1=["6", "12", "2099"], **days)

    assert "Look at the year 2099, which is more than 2 years away" in lead.words()
    assert "Your dates are on their way" not in lead.words()
