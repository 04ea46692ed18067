"""The coordinator books visits for a setting, and writes up their own."""

from collections.abc import Callable
from datetime import timedelta

from award.actions.rearranging import offer_other_dates
from award.domain.people import Role
from award.domain.routes import VisitForm
from award.domain.stages import Stage
from award.domain.visits import Held, VisitKind, VisitState
from award.storage.db import transaction
from award.storage.journeys import History
from award.storage.visits import Visit
from award.web.coordinator.visits import counted_words
from tests.pages import words_of
from tests.web.coordinator.conftest import Scene

Make = Callable[..., Scene]


def visit_of(place: Scene) -> Visit:
    place.rows.rollback()
    return place.rows.query(Visit).order_by(Visit.id.desc()).first()  # type: ignore[return-value] # one was made


def booked(place: Scene) -> Visit:
    me = str(place.walker.cast.coordinator.id)
    place.browser.send(
        f"{place.here}/visits/book", kind="initial", visitor_id=me, form="on_site",
        on_1=place.day(5), at_1="2pm", minutes="60", place="The office",
    )  # fmt: skip
    return visit_of(place)


def test_dates_are_proposed_and_one_is_confirmed(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    me = str(place.walker.cast.coordinator.id)

    place.browser.send(
        f"{place.here}/visits/propose", kind="initial", visitor_id=me, form="on_site",
        on_1=place.day(5), at_1="2pm", on_2=place.day(6), at_2="9:30am", minutes="60",
    )  # fmt: skip
    visit = visit_of(place)
    assert len(visit.offered) == 2
    place.browser.send(f"{place.here}/visits/{visit.id}/confirm", starts_at=visit.offered[1])

    assert visit_of(place).state is VisitState.CONFIRMED


def test_a_yes_by_phone_to_days_offered_for_anothers_visit_is_written_down(scene: Make) -> None:
    place = scene(Stage.ASSESSING)
    visit = place.rows.query(Visit).filter_by(kind=VisitKind.ASSESSMENT).one()
    with transaction(lock=place.walker.journey) as held:
        offer_other_dates(
            held, visit.id, [place.walker.at + timedelta(days=7)], reason="Snow",
            by=place.walker.by(Role.COORDINATOR), at=place.walker.at, despite="They open",
        )  # fmt: skip
    place.browser.get(f"{place.here}/visits/{visit.id}")
    page = place.browser.words()

    place.browser.send(f"{place.here}/visits/{visit.id}/confirm", starts_at=visit.offered[0])

    place.rows.rollback()
    assert "The setting agreed one of these" in page
    assert visit.state is VisitState.CONFIRMED
    line = place.rows.query(History).filter_by(what="confirm_visit").all()[-1]
    assert (line.by_name, line.on_behalf) == (place.walker.cast.coordinator.name, True)


def test_a_visit_is_booked_moved_and_cancelled(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    visit = booked(place)
    assert visit.state is VisitState.CONFIRMED

    place.browser.send(
        f"{place.here}/visits/{visit.id}/move",
        new_on=place.day(10),
        new_at="10am",
        reason="They are ill",
    )
    assert visit_of(place).change_reason == "They are ill"
    place.browser.send(f"{place.here}/visits/{visit.id}/cancel", reason="Closed that day")

    assert visit_of(place).state is VisitState.CANCELLED


def test_a_date_that_has_passed_is_refused(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    me = str(place.walker.cast.coordinator.id)

    place.browser.send(
        f"{place.here}/visits/book", kind="initial", visitor_id=me, form="on_site",
        on_1=place.day(-4), at_1="2pm", minutes="60", place="The old hall",
    )  # fmt: skip

    assert "still to come" in place.browser.words()
    assert place.browser.page is not None
    fields = [one.get("aria-describedby") or "" for one in place.browser.page.iter("fieldset")]
    assert any("on_1" in one and "error" in one for one in fields)
    assert place.rows.query(Visit).count() == 0


def test_a_visit_that_has_taken_place_is_written_down(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    me = str(place.walker.cast.coordinator.id)

    place.browser.send(
        f"{place.here}/visits/book", kind="initial", visitor_id=me, form="on_site",
        on_1=place.day(-4), at_1="2pm", minutes="60", place="The old hall", held="y",
    )  # fmt: skip

    assert visit_of(place).state is VisitState.CONFIRMED
    place.browser.get(f"{place.here}/visits")
    words = place.browser.words()
    assert "Write the record" in words
    assert "To be written up" in words
    assert "One visit so far. Nothing is booked or offered." in words
    assert "Booked" not in words


def test_only_who_may_make_the_visit_is_offered(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    cast = place.walker.cast

    for form in ("book", "propose"):
        place.browser.get(f"{place.here}/visits/{form}")
        assert place.browser.page is not None
        offered = [one.get("value") for one in place.browser.page.iter("option")]
        assert str(cast.coordinator.id) in offered
        assert str(cast.assessor.id) not in offered
        assert any(
            (one.get("href") or "") == f"{place.here}/people"
            for one in place.browser.page.iter("a")
            if "".join(one.itertext()) == "see who works on it"
        )


def test_who_makes_one_kind_only_is_offered_so_and_refused_at_the_field_for_another(
    scene: Make,
) -> None:
    place = scene(Stage.AWARDED)
    edith = place.walker.cast.assessor
    place.browser.get(f"{place.here}/visits/propose")
    assert place.browser.page is not None
    offered = {one.get("value"): words_of(one) for one in place.browser.page.iter("option")}

    place.browser.send(
        f"{place.here}/visits/propose", kind="check_in", visitor_id=str(edith.id),
        form="on_site", on_1=place.day(4), at_1="2pm", minutes="30", place="The old hall",
    )  # fmt: skip

    words = place.browser.words()
    assert offered[str(edith.id)] == f"{edith.name} (not for: yearly check-in)"
    assert offered[str(place.walker.cast.coordinator.id)] == place.walker.cast.coordinator.name
    assert "For this visit (yearly check-in) choose the journey’s adviser or coordinator" in words
    summary = next(
        one for one in place.browser.page.iter("div") if "error-summary" in one.get("class", "")
    )
    assert [one.get("href") for one in summary.iter("a")] == ["#visitor_id"]
    assert "The old hall" in {one.get("value") for one in place.browser.page.iter("input")}


def test_where_nobody_may_make_the_visit_it_is_said_at_once(scene: Make) -> None:
    place = scene(Stage.READY)
    with transaction(lock=place.now()) as held:
        for one in held.assignments:
            one.ended_at = place.walker.at

    place.browser.get(f"{place.here}/visits/propose")

    words = place.browser.words()
    assert "Nobody is assigned who may make this visit (assessment visit)" in words
    assert "Assign somebody" in words


def held_visit(place: Scene) -> Visit:
    """A visit of the coordinator whose day has come."""
    walker = place.walker
    visit = walker.book_visit(VisitKind.INITIAL, VisitForm.ON_SITE, Role.COORDINATOR)
    with transaction(lock=place.now()):
        visit.starts_at = walker.at - timedelta(hours=1)
    return visit_of(place)


def test_ones_own_visit_is_written_up_and_shared(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    visit = held_visit(place)
    address = f"{place.here}/visits/{visit.id}"

    first = place.browser.get(f"{address}/record").location
    assert first.endswith("/record/lead")
    note = {"note_2": "Six children knew whom to tell."}
    place.browser.send(f"{address}/record/children", **note)
    place.browser.send(f"{address}/record/criteria/1.3", heard_2="clearly")
    place.browser.send(f"{address}/write-up", met="The lead", summary="Calm.", finished="yes")
    written = visit_of(place)
    assert written.state is VisitState.WRITTEN_UP
    assert [(one.conversation, one.criteria) for one in written.notes][-1:] == [
        ("children", ["1.3"])
    ]
    assert place.browser.get(f"{address}/sheet").status_code == 200
    place.browser.send(f"{address}/share")

    assert visit_of(place).state is VisitState.SHARED
    place.browser.get(address)
    assert "Calm." in place.browser.words()


def test_a_record_opens_when_the_visit_begins(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    visit = booked(place)

    for what, words in (
        ("record", "The record opens when the visit begins"),
        ("share", "Write the record up first"),
    ):
        shown = place.browser.get(f"{place.here}/visits/{visit.id}/{what}")
        assert words in place.browser.words()
        assert 'method="post" novalidate' not in shown.get_data(as_text=True)
    place.browser.get(f"{place.here}/visits/{visit.id}")
    assert "Share the record" not in place.browser.words()


def test_a_record_without_whom_was_met_is_not_finished(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    visit = held_visit(place)

    place.browser.send(
        f"{place.here}/visits/{visit.id}/write-up", summary="Calm halls here.", finished="yes"
    )

    assert "Calm halls here." in place.browser.words()
    assert "Say whom you met" in place.browser.words()
    assert visit_of(place).state is VisitState.CONFIRMED


def test_anothers_visit_is_not_ones_own_to_write(scene: Make) -> None:
    place = scene(Stage.ASSESSING)

    answers = {
        place.browser.get(f"{place.here}/visits/{visit_of(place).id}/{what}").status_code
        for what in ("record", "share")
    }

    assert answers == {404}


def test_how_many_visits_there_were_and_are_to_come_is_said_in_two_short_sentences() -> None:
    assert counted_words(Held(0, 1)) == "No visit so far. One is booked or offered."
    assert counted_words(Held(1, 0)) == "One visit so far. Nothing is booked or offered."
    assert counted_words(Held(3, 2)) == "Three visits so far. Two are booked or offered."


def test_a_day_that_does_not_suit_is_told_beside_it(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    me, browser = str(place.walker.cast.coordinator.id), place.browser
    address = f"{place.here}/visits/propose"

    page = browser.send(
        address, kind="initial", visitor_id=me, form="on_site", minutes="60",
        on_1=place.day(5), at_1="2pm", on_2=place.day(6), at_2="2pm", on_3=place.day(8), at_3="9am",
    ).get_data(as_text=True)  # fmt: skip

    assert "The setting is closed on Saturday" in browser.words()
    assert 'href="#on_3-day"' in page
    assert 'href="#on_1-day"' not in page


def test_no_day_of_their_own_offer_for_another_is_for_the_coordinator_to_confirm(
    scene: Make,
) -> None:
    place = scene(Stage.ASSESSING)
    visit = place.rows.query(Visit).filter_by(kind=VisitKind.ASSESSMENT).one()
    there = f'href="{place.here}/visits/{visit.id}/confirm"'
    found = {}
    for role in (Role.COORDINATOR, Role.LEAD):
        with transaction(lock=place.walker.journey) as held:
            offer_other_dates(
                held, visit.id, [place.walker.at + timedelta(days=7)], reason="Snow",
                by=place.walker.by(role), at=place.walker.at, despite="They open",
            )  # fmt: skip
        page = place.browser.get(f"{place.here}/visits").text
        found[role] = there in page and "Confirm a date" in page

    assert found == {Role.COORDINATOR: False, Role.LEAD: True}


def test_the_record_asks_for_the_conversations_of_its_kind_of_visit(scene: Make) -> None:
    place = scene(Stage.PLANNING)
    me = str(place.walker.cast.coordinator.id)
    place.browser.send(
        f"{place.here}/visits/book", kind="initial", visitor_id=me, form="on_site",
        on_1=place.day(-4), at_1="2pm", minutes="60", held="y",
    )  # fmt: skip

    place.browser.get(f"{place.here}/visits/{visit_of(place).id}/record/lead")

    words, page = place.browser.words(), place.browser.page
    assert page is not None
    shown, folded = page.findall(".//nav/ol/li"), page.findall(".//nav/details/ol/li")
    assert "Conversation 1 of 3" in words
    assert (len(shown), len(folded) > 0) == (4, True)  # three, and its end
