"""What a letter says of how one arrives at a visit."""

from award.domain.arrivals import ON_THE_PAGE, arrival_words, where_words
from award.storage.journeys import Journey
from award.storage.visits import Visit


def arrival_of(journey: Journey, visit: Visit) -> str:
    """Where to come to and whom to ask for. A hidden place is never described in a letter."""
    setting, said = journey.setting, journey.application
    if setting.is_hidden:
        return ON_THE_PAGE
    return arrival_words(
        visit.form,
        place=visit.place,
        where=where_words(visit.place, setting.address, setting.postcode),
        getting_in=visit.arrival,
        ask_for=said.lead_name if said else "",
        telephone=setting.telephone or "",
    )
