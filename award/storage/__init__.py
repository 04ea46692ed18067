"""What is kept: the rows, without rules and without requests."""

from award.storage import (
    accounts,
    assessments,
    authorities,
    awards,
    cohorts,
    decisions,
    evidence,
    jobs,
    journeys,
    letters,
    plans,
    settings,
    visits,
)

__all__ = [
    "accounts",
    "assessments",
    "authorities",
    "awards",
    "cohorts",
    "decisions",
    "evidence",
    "jobs",
    "journeys",
    "letters",
    "plans",
    "settings",
    "visits",
]
