"""Reports of the demo world: one that a colleague is asked to read first, one that was revised."""

from dataclasses import replace
from typing import Final

from award.actions import assessing, looking
from award.demo.otherwise import why_otherwise
from award.demo.talking import open_files
from award.demo.tellers import Storyteller
from award.domain.facts import Said
from award.domain.people import Role
from award.storage.db import transaction
from award.storage.standing import live_reply, live_report

ASKED_OF_COLLEAGUE: Final = "Is it fair on 1.4, and would a parent understand it?"
LEFT_OUT: Final = "Our house meetings began in June, and the report says nothing of them."
ANSWERED: Final = "You are right, and it matters. I put it into the report."
PUT_IN: Final = " House meetings began in June, and what was agreed hangs by the door."


def ask_for_look(teller: Storyteller) -> None:
    """The visit was held and the report is written; a colleague is asked to read it first."""
    teller.pass_time(days=8)
    assessor, visit = teller.by(Role.ASSESSOR), teller.assessment_visit()
    if visit is not None:
        teller.write_up(visit, assessor)
    open_files(teller, assessor)
    teller.judge_all()
    why = why_otherwise(teller.journey, teller.outcome, at=teller.at)
    words = replace(teller.report_words(), differs_because=why)
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


def revise_report(teller: Storyteller) -> None:
    """The lead misses a fact; the assessor answers, puts it in, and shares the report again."""
    teller.pass_time(days=1)
    with transaction(lock=teller.journey) as held:
        assessing.reply_to_report(held, [LEFT_OUT], by=teller.by(Role.LEAD), at=teller.at)
    teller.pass_time(days=1)
    assessor = teller.by(Role.ASSESSOR)
    with transaction(lock=teller.journey) as held:
        reply = live_reply(live_report(held))
        answers = {one.id: ANSWERED for one in reply.points} if reply else {}
        assessing.answer_points(held, answers, by=assessor, at=teller.at)
    teller.move("revise_report", Role.ASSESSOR, said=Said(reason="One fact is put in."))
    words = teller.report_words()
    why = why_otherwise(teller.journey, teller.outcome, at=teller.at)
    words = replace(words, strengths=words.strengths + PUT_IN, differs_because=why)
    with transaction(lock=teller.journey) as held:
        report = live_report(held)
        version = report.version if report else 1
        assessing.write_report(held, words, version=version, by=assessor, at=teller.at)
    teller.pass_time(days=1)
    teller.move("share_report", Role.ASSESSOR)
