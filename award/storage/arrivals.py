"""What a letter says of how one arrives at a visit."""

from award.domain.arrivals import ON_THE_PAGE, arrival_words, where_words
from award.storage.approvers import lead_named
from award.storage.journeys import Journey
from award.storage.visits import Visit


def arrival_of(journey: Journey, visit: Visit) -> str:
    """Where to come to and whom to ask for. A hidden place is never described in a letter."""
    setting = journey.setting
    if setting.is_hidden:
        return ON_THE_PAGE
    return arrival_words(
        visit.form,
        place=visit.place,
        where=where_words(visit.place, setting.address, setting.postcode),
        getting_in=visit.arrival,
        ask_for=lead_named(journey),
        telephone=setting.telephone or "",
    )
