"""How to get to a visit, and whom to ask for there, in words."""

from award.domain.arrivals import where_words
from award.storage.approvers import lead_named
from award.storage.journeys import Journey
from award.storage.visits import Visit


def travel_rows(journey: Journey, visit: Visit, how: str) -> list[dict[str, str]]:
    """The rows that say how, how long, where, and whom to ask for."""
    rows = [{"key": "How", "value": how}, {"key": "How long", "value": f"{visit.minutes} minutes"}]
    setting = journey.setting
    if where := where_words(visit.place, setting.address, setting.postcode):
        rows.append({"key": "Where", "value": where})
    if visit.arrival:
        rows.append({"key": "Getting in", "value": visit.arrival})
    if setting.telephone:
        rows.append({"key": "Telephone", "value": setting.telephone})
    if lead := lead_named(journey):
        rows.append({"key": "Ask for", "value": lead})
    return rows
