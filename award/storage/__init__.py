"""What is kept: the rows, without rules and without requests."""

from award.storage import (
    accounts,
    assessments,
    authorities,
    awards,
    cohorts,
    contributions,
    decisions,
    drafts,
    evidence,
    jobs,
    journeys,
    letters,
    plans,
    scheme,
    settings,
    visits,
)

__all__ = [
    "accounts",
    "assessments",
    "authorities",
    "awards",
    "cohorts",
    "contributions",
    "decisions",
    "drafts",
    "evidence",
    "jobs",
    "journeys",
    "letters",
    "plans",
    "scheme",
    "settings",
    "visits",
]
