"""The five routes as the scheme writes them down, for the tests of the rules."""

from typing import Final

from award.domain.routes import Approval, CriteriaAsked, Rules, VisitForm

STANDARD: Final = Rules()
LIGHT: Final = Rules(
    approvals=frozenset({Approval.READY}),
    initial_visit=frozenset(VisitForm),
    monitoring_visits=0,
    adviser_may_assess=True,
    one_person=True,
    votes=1,
    told_to_steering=True,
    sample_percent=0,
    sample_not_yet=False,
    sample_first=0,
)
CLUB: Final = Rules(
    approvals=frozenset({Approval.READY}),
    initial_visit=frozenset({VisitForm.ON_SITE, VisitForm.CALL}),
    monitoring_visits=0,
    criteria=CriteriaAsked.CLUB,
    adviser_may_assess=True,
    votes=1,
    sample_percent=0,
    sample_not_yet=False,
    sample_first=0,
    silence_terms=3,
    deferral_terms=3,
)
RENEWAL: Final = Rules(
    approvals=frozenset({Approval.READY}),
    initial_visit=frozenset(),
    plan_agreed=False,
    monitoring_visits=0,
    criteria=CriteriaAsked.STALE_AND_SAMPLE,
    adviser_may_assess=True,
    sample_percent=5,
    sample_not_yet=False,
    sample_first=0,
)
LEGACY: Final = Rules(
    approvals=frozenset({Approval.APPLY, Approval.READY}),
    monitoring_visits=0,
    criteria=CriteriaAsked.GAPS,
    sample_not_yet=False,
    sample_first=0,
)
FIVE_ROUTES: Final = {
    "standard": STANDARD,
    "light": LIGHT,
    "club": CLUB,
    "renewal": RENEWAL,
    "legacy": LEGACY,
}
