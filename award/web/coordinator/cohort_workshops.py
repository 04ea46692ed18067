"""A cohort's workshop: put into the diaries of those who are planning, and written up once."""

from typing import Final

from flask.typing import ResponseReturnValue

from award.actions.workshops import book_workshop, record_workshop, workshop_of
from award.adapters import clock
from award.domain.permissions import May
from award.domain.refusals import NotAllowed
from award.web.coordinator.blueprint import bp
from award.web.coordinator.cohort_forms import BookWorkshopForm, WorkshopForm, place_choices
from award.web.coordinator.cohorts import back_to, the_cohort
from award.web.kit.access import actor, needs
from award.web.kit.asking import Question, ask
from award.web.kit.filters import listed, moment

NONE_TO_BOOK: Final = (
    "No setting can be booked now. A setting can have the workshop in its diary once its "
    "application is accepted, and before the day has come."
)


@bp.route("/cohorts/<int:cohort_id>/workshop/book", methods=["GET", "POST"])
@needs(May.PROPOSE_VISIT)
def workshop_book(cohort_id: int) -> ResponseReturnValue:
    """Put the workshop into the diary of every setting that is planning."""
    found = the_cohort(cohort_id)
    places = workshop_of(found).to_book
    if found.workshop_at is None or found.workshop_at <= clock.now() or not places:
        raise NotAllowed(NONE_TO_BOOK)
    form = BookWorkshopForm()
    question = Question(
        "Put the workshop into the diaries",
        "Book it for all of them",
        "The workshop is booked, and the leads get a letter.",
        back_to(found),
        found.name,
        told=[
            f"{moment(found.workshop_at)}. You hold it.",
            f"For {listed([one.setting.name for one in places])}.",
        ],
        day="despite",
    )
    return ask(
        found,
        form,
        lambda held: book_workshop(held, despite=form.despite.data, by=actor(), at=clock.now()),
        question,
        may=May.PROPOSE_VISIT,
    )


@bp.route("/cohorts/<int:cohort_id>/workshop/record", methods=["GET", "POST"])
@needs(May.PROPOSE_VISIT)
def workshop_record(cohort_id: int) -> ResponseReturnValue:
    """Write the workshop's record once, for every setting that came."""
    found, form = the_cohort(cohort_id), WorkshopForm()
    there = workshop_of(found)
    places = sorted((*there.to_book, *there.booked), key=lambda one: one.setting.name.lower())
    if found.workshop_at is None or found.workshop_at > clock.now():
        raise NotAllowed("The record opens when the workshop begins.")
    if not places:
        raise NotAllowed("Everybody’s record is written, or nobody is planning yet.")
    form.came.choices = place_choices(places)
    question = Question(
        "The workshop’s record",
        "Write it up and share it",
        "The record is shared with each setting that came.",
        back_to(found),
        found.name,
        told=[
            "Each setting hears until which day it can agree. Without a word it then counts.",
            "Then its first visit is signed.",
            "A setting that had the workshop in its diary and is not ticked has missed it.",
        ],
    )
    return ask(
        found,
        form,
        lambda held: record_workshop(
            held, form.record(), came=form.came.data, by=actor(), at=clock.now()
        ),
        question,
        may=May.PROPOSE_VISIT,
    )
