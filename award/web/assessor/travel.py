"""How to get to a visit, and whom to ask for there, in words."""

from award.storage.journeys import Journey
from award.storage.settings import Setting
from award.storage.visits import Visit


def where_words(setting: Setting, visit: Visit) -> str:
    """Where the visit is: the place that was agreed, and the setting's address."""
    lines = [one.strip() for one in setting.address.splitlines() if one.strip()]
    if setting.postcode and setting.postcode not in setting.address:
        lines.append(setting.postcode)
    return ", ".join([visit.place, *lines] if visit.place else lines)


def travel_rows(journey: Journey, visit: Visit, how: str) -> list[dict[str, str]]:
    """The rows that say how, how long, where, and whom to ask for."""
    rows = [{"key": "How", "value": how}, {"key": "How long", "value": f"{visit.minutes} minutes"}]
    if where := where_words(journey.setting, visit):
        rows.append({"key": "Where", "value": where})
    if visit.arrival:
        rows.append({"key": "Getting in", "value": visit.arrival})
    if journey.setting.telephone:
        rows.append({"key": "Telephone", "value": journey.setting.telephone})
    if journey.application is not None and journey.application.lead_name:
        rows.append({"key": "Ask for", "value": journey.application.lead_name})
    return rows
