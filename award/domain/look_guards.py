"""What a route asks of a colleague before a report is shared, in the same shape as `guards`."""

from award.domain.facts import Facts, LookStanding


def colleague_has_looked(facts: Facts) -> str | None:
    """A colleague read the report before it was first shared, where the route asks."""
    if not facts.rules.colleague_looks or facts.report_look is LookStanding.GIVEN:
        return None
    if facts.report_look is LookStanding.ASKED:
        return "Wait for your colleague’s look at the report, or ask somebody else"
    return "Ask a colleague to look at the report before you share it"
