"""A report of the demo world that a colleague is asked to read before it is shared."""

from typing import Final

from award.actions import assessing, looking
from award.demo.tellers import Storyteller
from award.domain.people import Role
from award.storage.db import transaction
from award.storage.standing import live_report

ASKED_OF_COLLEAGUE: Final = "Is it fair on 1.4, and would a parent understand it?"


def ask_for_look(teller: Storyteller) -> None:
    """The visit was held and the report is written; a colleague is asked to read it first."""
    teller.pass_time(days=8)
    assessor, visit = teller.by(Role.ASSESSOR), teller.assessment_visit()
    if visit is not None:
        teller.write_up(visit, assessor)
    teller.judge_all()
    words = teller.report_words()
    with transaction(lock=teller.journey) as held:
        report = live_report(held)
        version = report.version if report else 1
        assessing.write_report(held, words, version=version, by=assessor, at=teller.at)
    colleague = teller.adviser
    if colleague is not None:
        teller.pass_time(hours=2)
        with transaction(lock=teller.journey) as held:
            looking.ask_for_look(
                held, colleague.id, question=ASKED_OF_COLLEAGUE, by=assessor, at=teller.at
            )
