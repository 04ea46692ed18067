"""Where the letters to a setting lead that name a page: not to its first page, but to that one."""

from typing import Final

# Within the setting's room; {journey} and {award} stand for the numbers of what it is about.
PLACES: Final = {
    "plan_returned": "journeys/{journey}/plan",
    "report_shared": "journeys/{journey}/report",
    "points_answered": "journeys/{journey}/report",
    "no_reply_recorded": "journeys/{journey}/report",
    "awarded": "journeys/{journey}/decision",
    "awarded_with_conditions": "journeys/{journey}/decision",
    "not_yet_awarded": "journeys/{journey}/decision",
    "certificate_ready": "awards/{award}",
    "certificate_reissued": "awards/{award}",
    "announcement_set": "awards/{award}",
    "award_extended": "awards/{award}",
    "award_reinstated": "awards/{award}",
    "award_superseded": "awards",
    "suspension_proposed": "awards/{award}",
    "revocation_proposed": "awards/{award}",
    "suspension_dropped": "awards/{award}",
    "suspended": "awards/{award}",
    "revoked": "awards/{award}",
    "condition_met": "awards/{award}",
    "condition_not_met": "awards/{award}",
}


def place_of(code: str, *, journey: int, award: int | None) -> str:
    """The page that a letter leads to, within the setting's room; empty for its first page."""
    place = PLACES.get(code, "")
    return (
        "" if "{award}" in place and award is None else place.format(journey=journey, award=award)
    )
