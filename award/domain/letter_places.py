"""Where the letters to a setting lead that name a page: not to its first page, but to that one."""

from collections.abc import Mapping
from typing import Final

# Within the setting's room; what stands in brackets names what the letter is about, by its number
# or its code.
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
    "condition_returned": "journeys/{journey}/conditions/{condition}",
    "condition_more_time": "journeys/{journey}/conditions/{condition}",
    "condition_due": "journeys/{journey}/conditions/{condition}",
    "condition_late": "journeys/{journey}/conditions/{condition}",
    "not_applicable_answered": "journeys/{journey}/criteria/{criterion}",
    "colleague_answered": "journeys/{journey}/criteria/{criterion}",
    "condition_met": "awards/{award}",
    "condition_not_met": "awards/{award}",
}


def place_of(code: str, about: Mapping[str, int | str]) -> str:
    """The page that a letter leads to, within the setting's room; empty for its first page.

    ``about`` names what is known of what it is about: the journey, an award, a condition.
    """
    try:
        return PLACES.get(code, "").format(**about)
    except KeyError:
        return ""


def about_of(thing: str) -> dict[str, str]:
    """What waits, as its page names it: of "condition:7" the number 7; nothing of "report"."""
    kind, _, number = thing.partition(":")
    return {kind: number} if number else {}
