"""A journey with two judges: each one's words are marked, and every address can be walked.

Whatever comes of the assessor has "zebra" in it, whatever comes of the second "okapi".
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

from flask import Flask
from sqlalchemy import select
from werkzeug.routing import AnyConverter, Rule

from award.actions import assessing, assigning, noting, recording
from award.actions.advising import Feedback, give_feedback
from award.domain.facts import Outcome, Said
from award.domain.frameworks import Judged
from award.domain.people import Actor, Role
from award.domain.routes import VisitForm
from award.domain.visits import VisitKind
from award.storage.accounts import User
from award.storage.assessments import Report
from award.storage.db import Numbered, transaction
from award.storage.evidence import EvidenceItem, EvidenceVersion
from award.storage.journeys import AssignmentKind
from award.storage.letters import Letter
from award.storage.plans import PlannedAction
from award.storage.standing import live_report
from award.storage.visits import Visit
from tests.fixtures_rooms import Standing

FIRST: Final = "The zebra word"
OTHER: Final = "The okapi word"
# Screens that answer something else than pages of this journey.
LEFT_OUT: Final = ("static", "public.", "admin.")


@dataclass
class TwoJudges:
    """The first report was taken back and shared again; the second has begun to judge."""

    app: Flask
    world: Standing

    def build(self) -> "TwoJudges":
        """Everything that an assessor and a second can write, each with the marked word."""
        self._first_judgement()
        self._talk_about_it()
        self.world.walking.move("revise_report", Role.ASSESSOR, said=Said(reason=FIRST))
        self._write_and_share("again")
        with transaction(lock=self.world.fresh()) as held:
            lead, at = self.world.walking.by(Role.LEAD), self.world.walking.at
            assessing.reply_to_report(held, [], by=lead, at=at)
        self._second_begins()
        return self

    def _judge(self, words: str, role: Role) -> None:
        by, at = self.world.walking.by(role), self.world.walking.at
        act = assessing.judge if role is Role.ASSESSOR else assessing.judge_blind
        with transaction(lock=self.world.fresh()) as held:
            for one in list(held.asked)[: 3 if role is Role.SECOND else None]:
                act(held, one.code, Judged.MET, note=f"{words} on {one.code}", by=by, at=at)

    def _first_judgement(self) -> None:
        walking = self.world.walking
        visit = walking.assessment_visit()
        assert visit is not None
        by = walking.by(Role.ASSESSOR)
        self._record(visit, FIRST, by)
        with transaction(lock=self.world.fresh()) as held:
            feedback = Feedback(standards={"1": f"{FIRST} on the standard"})
            give_feedback(held, feedback, by=by, at=walking.at)
            noting.note_contact(
                held, how="call", with_whom="the lead", words=FIRST, by=by, at=walking.at
            )
        self._judge(FIRST, Role.ASSESSOR)
        self._write_and_share("first")

    def _record(self, visit: Visit, words: str, by: Actor) -> None:
        walking = self.world.walking
        record = replace(
            walking.record_of(visit),
            met=f"{words} met",
            summary=f"{words} in short",
            next_steps=f"{words} next",
            notes=[("children", ["1.3"], f"{words} heard")],
        )
        with transaction(lock=self.world.fresh()) as held:
            recording.record_visit(
                held, visit.id, record, version=visit.version, finished=True, by=by, at=walking.at
            )
            recording.share_visit_record(held, visit.id, by=by, at=walking.at)

    def _write_and_share(self, which: str) -> None:
        walking = self.world.walking
        by = walking.by(Role.ASSESSOR)
        words = assessing.ReportWords(
            f"{FIRST} is strong {which}", f"{FIRST} comes next {which}", Outcome.AWARD
        )
        with transaction(lock=self.world.fresh()) as held:
            report = live_report(held)
            version = report.version if report else 0
            assessing.write_report(held, words, version=version, by=by, at=walking.at)
        walking.move("share_report", Role.ASSESSOR)

    def _talk_about_it(self) -> None:
        """The setting quotes the report, and the assessor answers."""
        walking = self.world.walking
        with transaction(lock=self.world.fresh()) as held:
            said = [f"You write: {FIRST}"]
            lead = walking.by(Role.LEAD)
            reply = assessing.reply_to_report(held, said, by=lead, at=walking.at)
            answers = {reply.points[0].id: f"{FIRST} is right"}
            by = walking.by(Role.ASSESSOR)
            assessing.answer_points(held, answers, by=by, at=walking.at)

    def _second_begins(self) -> None:
        walking = self.world.walking
        with transaction(lock=self.world.fresh()) as held:
            by, second = walking.by(Role.COORDINATOR), walking.cast.second.id
            assigning.assign(held, AssignmentKind.SECOND, second, by=by, at=walking.at)
        visit = walking.book_visit(VisitKind.MODERATION, VisitForm.ON_SITE, Role.SECOND)
        walking.pass_time(days=12)
        self._record(visit, OTHER, walking.by(Role.SECOND))
        self._judge(OTHER, Role.SECOND)

    # --- walking -----------------------------------------------------------------------------

    def addresses(self) -> Iterator[str]:
        """Every address that can be opened of this journey, whichever room it lies in."""
        known = self._known()
        for rule in self.app.url_map.iter_rules():
            if "GET" not in (rule.methods or ()) or rule.endpoint.startswith(LEFT_OUT):
                continue
            for values in _values(rule, known):
                built = rule.build(values)
                if built is not None:
                    yield built[1]

    def _known(self) -> Mapping[str, list[object]]:
        rows, setting = self.world.rows, self.world.walking.setting

        def numbers(kind: type[Numbered]) -> list[object]:
            return list(rows.scalars(select(kind.id)))

        return {
            "authority": [setting.authority.code],
            "setting_id": [setting.id],
            "place_id": [setting.id],
            "journey_id": [self.world.journey.id],
            "code": ["1.3", "1"],
            "criterion": ["1.3"],
            "standard": ["1"],
            "conversation": ["children"],
            "visit_id": numbers(Visit),
            "letter_id": numbers(Letter)[-3:],
            "report_id": numbers(Report),
            "item_id": numbers(EvidenceItem)[:1],
            "evidence_id": numbers(EvidenceItem)[:1],
            "version_id": numbers(EvidenceVersion)[:1],
            "action_id": numbers(PlannedAction)[:1],
            "user_id": numbers(User)[:2],
            "name": ["revise_report", "confirm_report", "award"],
            "of": ["apply", "ready", "reply"],
            "number": [1, 2],
        }


def _values(rule: Rule, known: Mapping[str, list[object]]) -> Iterator[dict[str, object]]:
    """Each way to fill in the words of an address; none where a word is not known."""
    given = set(rule.defaults or {})
    choices: dict[str, list[object]] = {}
    for name, converter in rule._converters.items():
        if name in given:
            continue
        if isinstance(converter, AnyConverter):
            choices[name] = sorted(converter.items)
        elif name in known:
            choices[name] = known[name]
        else:
            return
    for values in product(*choices.values()):
        yield dict(zip(choices, values, strict=True)) | dict(rule.defaults or {})
