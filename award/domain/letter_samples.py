"""What stands in a letter's fields while it is only looked at: invented people and days."""

from collections.abc import Mapping
from datetime import date
from types import MappingProxyType
from typing import Final

from award.domain.announcing import kept_until_words
from award.domain.condition_ends import open_words
from award.domain.letter_texts import LINK
from award.domain.letters import Addressee, Letter
from award.domain.report_days import fact_check_words

SAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "adviser": "Hana Osei",
        "begins": "You will hear when the assessment begins.",
        "answer": "We agree: it does not apply to you.",
        "appeal_until": "Friday 27 March",
        "approver": "Priya Nair",
        "arrival": "Where: 12 Willow Lane, Leicester\nGetting in: The blue door, by the bell.\n"
        "Ask for: Amara Holt",
        "ask": "a photo of the poster that says how to report",
        "assessor": "Edith Moss",
        "authority": "Leicester",
        "away": "Colm Brady",
        "changed_at": "Monday 2 March 2026 at 9am",
        "chooser": "Hana Osei",
        "checks": "Everybody who visits has an enhanced check, held by the council.",
        "cohort": "Spring cohort",
        "condition": "Show the summary of reports for the spring term",
        "conditions": "- Show the summary of reports for the spring term, by Monday 4 May",
        "coordinators": "Colm Brady",
        "criteria": "- 1.4 Recording bullying\n- 2.1 Children took part",
        "criterion": "1.4 Recording bullying",
        "date": "Monday 4 May",
        "due_on": "Monday 4 May",
        "earlier_visitor": "Edith Moss",
        "ends_on": "Monday 31 August",
        "evidence": "Our anti-bullying policy",
        "fell_at": "Tuesday 10 March 2026 at 2:00pm",
        "file": "Policy.docx",
        "fact_check": fact_check_words(checks=True),
        "from_on": "Monday 2 March",
        "kept_until": kept_until_words(date(2026, 6, 16), date(2026, 6, 9)),
        "link": LINK,
        "link_until": "Monday 16 March",
        "name": "Amara Holt",
        "new_lead": "Jonah Reid",
        "open_conditions": open_words(1),
        "outcome": "Awarded",
        "owner": "Abbey Mill Primary",
        "panel_on": "Friday 26 June",
        "question": "Is one survey enough for 2.2?",
        "ready_by": "Friday 22 May",
        "reason": "We could not find the date on which the policy was agreed.",
        "reply_by": "Monday 16 March",
        "role": "colleague",
        "scheme": "Positive and Peaceful Places",
        "sender": "Colm Brady",
        "setting": "Willow Lane Primary",
        "signed": "Colm Brady\nLeicester",
        "since": "Monday 2 March",
        "standards": "Safe, Heard",
        "standing": "It is suspended: whoever checks it reads “not currently confirmed”.",
        "stands_in": "Nell Fairweather",
        "step": "the application",
        "subject": "Your next small step",
        "term": "spring 2026",
        "until_on": "Monday 4 May",
        "valid_from": "Monday 1 June 2026",
        "valid_until": "Friday 31 August 2029",
        "visit_at": "Thursday 12 March at 2pm",
        "visit_offers": "Thursday 12 March 2026 at 2:00pm or Friday 13 March 2026 at 9:00am",
        "visit_kind": "first visit",
        "visit_on": "Thursday 12 March",
        "visited_on": "Thursday 12 March",
        "visitor": "Hana Osei",
        "vote_by": "Friday 26 June",
        "what": "- Train the lunchtime team, by 12 March\n- Ask the children again, by 20 March",
        "words": "A photo of the worry box is enough for 1.3. Shall we talk on Thursday?",
    }
)

ADDRESSEE_WORDS: Final[Mapping[Addressee, str]] = MappingProxyType(
    {
        Addressee.LEAD: "the lead",
        Addressee.HEAD: "the head",
        Addressee.COORDINATOR: "coordinators",
        Addressee.COVER: "who stands in",
        Addressee.ADVISER: "the adviser",
        Addressee.ASSESSOR: "the assessor",
        Addressee.SECOND: "the second",
        Addressee.VISITOR: "the visitor",
        Addressee.PANEL: "the panel",
        Addressee.STEERING: "the steering group",
        Addressee.PERSON: "the one person it is about",
    }
)


# Where a field says something else than usual, so that each letter reads as when it goes out.
OF_LETTER: Final[Mapping[str, Mapping[str, str]]] = MappingProxyType(
    {
        "administrator_asked": {
            "name": "Wren Abbott",
            "what": "an application to accept or return",
        },
        "approval_fallen": {"step": "the application to take part"},
        "approval_still_waits": {"what": "the application to take part"},
        "approval_waits": {"what": "the application to take part"},
        "approval_asked": {
            "name": "Priya Nair",
            "sender": "Amara Holt",
            "step": "the application to take part",
        },
        "approval_given": {"step": "the application to take part"},
        "approval_returned": {
            "step": "the application to take part",
            "reason": "Our deputy’s name is not right, and we did more last year.",
        },
        "assessment_stopped": {"reason": "Edith Moss has left the council."},
        "assignment_ended": {"role": "adviser"},
        "application_declined": {"reason": "All our places for this year are taken."},
        "award_extended": {"reason": "The panel meets later than planned."},
        "certificate_reissued": {"reason": "The setting has a new name."},
        "closed": {"reason": "The setting has become one with Abbey Mill Primary."},
        "cohort_invitation": {
            "role": "the lead",
            "what": "The workshop is on Thursday 12 March at 2pm, at City Hall.",
        },
        "check_in_answered": {
            "reason": "The playground leaders sound like a real step. May we tell others of them?"
        },
        "colleague_answered": {"sender": "Jonah Reid"},
        "colleague_asked": {"name": "Jonah Reid", "sender": "Amara Holt"},
        "condition_due": {"what": "Show the summary of reports for the spring term"},
        "condition_late": {"what": "Show the summary of reports for the spring term"},
        "condition_more_time": {"reason": "The term was shorter than planned."},
        "condition_not_met": {"reason": "The summary was not written this term."},
        "condition_overdue": {"what": "Show the summary of reports for the spring term"},
        "cover_ended": {"name": "Nell Fairweather", "sender": "Colm Brady"},
        "cover_fell": {"name": "Colm Brady"},
        "cover_named": {"name": "Nell Fairweather"},
        "digest": {
            "what": "- Train the lunchtime team, by 12 March\n\n"
            "Safe:\n- “Our policy”: needs more. Who agreed it? (Hana Osei, adviser)"
        },
        "enquiry_answered": {
            "words": "Thank you for asking. You could begin this term: the first step is a short "
            "talk about what you do already.\n\nWould Thursday afternoon suit you?"
        },
        "enquiry_arrived": {"sender": "Jonah Reid"},
        "enquiry_uncoordinated": {"name": "Wren Abbott", "sender": "Jonah Reid"},
        "escalation": {"what": "points on the report to answer"},
        "evidence_withdrawn": {"reason": "A family no longer agrees to the photo."},
        "feedback_answered": {
            "what": "Safe:\n- “Our policy”: The governors did, in May. (Amara Holt, lead)"
        },
        "feedback_given": {
            "what": "Safe:\n- “Our policy”: needs more. Who agreed it? (Hana Osei, adviser)"
        },
        "file_set_aside": {"reason": "It could not be opened: it asks for a password."},
        "invitation": {"role": "a colleague"},
        "invitation_to_authority": {"role": "an assessor"},
        "journey_opened_together": {
            "what": "There is a workshop for all of you on Thursday 12 March at 2pm, at City Hall. "
            "It is everybody’s first visit. Please send your application before that day."
        },
        "look_asked": {"name": "Hana Osei", "sender": "Edith Moss"},
        "look_given": {"name": "Edith Moss", "sender": "Hana Osei"},
        "more_asked": {
            "what": "- 1.4 Recording bullying: A summary of one term\n"
            "- 2.1 Children took part: What the children said"
        },
        "not_applicable_asked": {"reason": "We have no lunchtime: children come after school."},
        "pause_declined": {"reason": "Your visit is next week, so let us talk about it there."},
        "pause_asked": {"reason": "The head is away until Easter."},
        "reminder": {"what": "a visit record to agree"},
        "report_revised": {"reason": "The number of midday supervisors was not right."},
        "retention_soon": {"what": "The files of your evidence."},
        "revocation_proposed": {"reason": "Nobody could tell us who leads the work now."},
        "revoked": {"reason": "Nobody could tell us who leads the work now."},
        "second_set_aside": {"reason": "Nobody without a tie was free in time."},
        "shared_evidence_ended": {
            "criteria": "1.4 Recording bullying and 2.1 Children took part",
            "evidence": "Our policy",
        },
        "suspended": {"reason": "Nobody could tell us who leads the work now."},
        "suspension_proposed": {"reason": "Nobody could tell us who leads the work now."},
        "tie_declared": {"sender": "Edith Moss"},
        "visit_cancelled": {"reason": "The hall is closed that week."},
        "visit_missed": {"reason": "The train did not run."},
        "visit_offered_anew": {"reason": "The hall is closed that day."},
        "visit_moved": {"reason": "The hall is closed that day."},
        "visit_soon": {
            "date": "Thursday 12 March at 2pm",
            "what": "Where: 12 Willow Lane, Leicester\nGetting in: The blue door, by the bell.\n"
            "Ask for: Amara Holt",
        },
        "votes_waiting": {"what": "votes are still missing"},
        "withdrawn": {"reason": "No time for it this year."},
        "appeal_dismissed": {"reason": "The panel had seen both the survey and the log."},
        "appeal_upheld": {"reason": "The survey was not looked at."},
    }
)


def samples_for(letter: Letter, *, authority: str) -> dict[str, str]:
    """A value for every field that the letter may use."""
    usual = {name: SAMPLES[name] for name in letter.fields}
    ends = {"authority": authority, "signed": f"{SAMPLES['sender']}\n{authority}"}
    return {**usual, **ends, **OF_LETTER.get(letter.code, {})}
