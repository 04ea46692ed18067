"""How soon after the visit a report is shared."""

from datetime import date

from award.domain.calendars import Calendar, CalendarKind
from award.domain.report_days import Shared, Turnaround, share_by, turnaround
from award.domain.terms import TermName

FRIDAY, NEXT_FRIDAY = date(2026, 3, 27), date(2026, 4, 3)
COUNCIL = Calendar(CalendarKind.WORKING_DAYS, holidays=frozenset({NEXT_FRIDAY, date(2026, 4, 6)}))


def test_weekends_and_bank_holidays_do_not_count() -> None:
    assert share_by(FRIDAY, COUNCIL) == date(2026, 4, 7)


def test_reports_are_counted_in_the_term_in_which_they_were_shared_the_newest_first() -> None:
    reports = [
        Shared(date(2026, 1, 12), date(2026, 1, 12)),
        Shared(FRIDAY, date(2026, 4, 7)),
        Shared(FRIDAY, date(2026, 4, 8)),
        Shared(date(2026, 5, 5), date(2026, 5, 7)),
    ]

    found = turnaround(reports, terms=(), council=COUNCIL)

    assert [(one.term.name, one.shared, one.in_time, one.middle_days) for one in found] == [
        (TermName.SUMMER, 3, 2, 5),
        (TermName.SPRING, 1, 1, 0),
    ]


def test_no_report_is_no_term() -> None:
    assert turnaround([], terms=(), council=COUNCIL) == list[Turnaround]()
