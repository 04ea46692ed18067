"""The step that makes the journey go on is offered as soon as its rule allows it."""

from datetime import timedelta

from award.actions.advising import ask_for_feedback
from award.actions.assessing import reply_to_report
from award.adapters import clock
from award.domain.people import Role
from award.domain.routes import Approval
from award.domain.stages import Stage
from award.domain.visits import VisitKind, VisitState
from award.storage.db import transaction, writing
from award.storage.visits import Visit
from tests.web.setting.conftest import Make, Place, card_of, work_until_ready
from tests.web.setting.test_approver_words import finish_actions


def make_ready(place: Place) -> None:
    """Everything that declaring ready asks, and all that would only help."""
    walking = place.walking
    work_until_ready(walking)
    finish_actions(place)
    walking.approve(Approval.READY)


def test_to_declare_ready_is_offered_while_feedback_is_asked(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    make_ready(place)
    with transaction(lock=place.journey) as held:
        ask_for_feedback(held, standards=[], by=place.walking.by(Role.LEAD), at=place.walking.at)

    with clock.frozen_at(place.walking.at):
        lead = place.lead()
        card = card_of(lead, place.root)

    assert "Somebody looks at what you have so far" in card
    with clock.frozen_at(place.walking.at):
        assert "Feedback was asked for" in card_of(place.head(), place.root)
    assert "Declare that you are ready" in lead.words()
    assert f'href="{place.at}/moves/declare_ready"' in lead.get(place.root).text


def replied(place: Place) -> None:
    """The lead has nothing to correct and the head agrees; the visit’s record is to be read."""
    with transaction(lock=place.journey) as held:
        reply_to_report(held, [], by=place.walking.by(Role.LEAD), at=place.walking.at)
    place.walking.approve(Approval.REPLY)
    with writing(place.rows) as session:
        for one in session.query(Visit).filter_by(kind=VisitKind.ASSESSMENT):
            one.state, one.signed_at, one.agreed_at = VisitState.SHARED, None, None


def test_to_confirm_the_report_comes_before_the_record_of_the_visit(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    replied(place)

    lead = place.lead()
    card = card_of(lead, place.root)

    assert "Confirm the report" in card
    assert "Read the record of the" in lead.words()


def test_a_reply_can_be_confirmed_after_its_days_too(place_at: Make) -> None:
    place = place_at(Stage.CHECKING)
    replied(place)

    with clock.frozen_at(place.walking.at + timedelta(days=40)):
        card = card_of(place.lead(), place.root)

    assert "Confirm the report" in card
