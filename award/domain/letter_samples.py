"""What stands in a letter's fields while it is only looked at: invented people and days."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from award.domain.letter_texts import LINK
from award.domain.letters import Addressee, Letter

SAMPLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "adviser": "Hana Osei",
        "answer": "Yes, it does not apply to you.",
        "appeal_until": "Friday 27 March",
        "approver": "Priya Nair",
        "ask": "a photo of the poster that says how to report",
        "assessor": "Edith Moss",
        "authority": "Leicester",
        "changed_at": "Monday 2 March, 9am",
        "checks": "Everybody who visits has an enhanced check, held by the council.",
        "cohort": "Spring cohort",
        "condition": "Show the summary of reports for the spring term",
        "conditions": "- Show the summary of reports for the spring term, by Monday 4 May",
        "criteria": "1.4 Recording bullying\n2.1 Children took part",
        "criterion": "1.4 Recording bullying",
        "date": "Monday 4 May",
        "due_on": "Monday 4 May",
        "ends_on": "Monday 31 August",
        "evidence": "Our anti-bullying policy",
        "file": "Policy.docx",
        "from_on": "Monday 2 March",
        "link": LINK,
        "link_until": "Monday 16 March",
        "name": "Amara Holt",
        "new_lead": "Jonah Reid",
        "outcome": "award",
        "owner": "Abbey Mill Primary",
        "panel_on": "Friday 26 June",
        "question": "Is one survey enough for 2.2?",
        "ready_by": "Friday 22 May",
        "reason": "We could not find the date on which the policy was agreed.",
        "reply_by": "Monday 16 March",
        "role": "contributor",
        "scheme": "Positive and Peaceful Places",
        "sender": "Colm Brady",
        "setting": "Willow Lane Primary",
        "since": "Monday 2 March",
        "standards": "Safe, Heard",
        "step": "the application",
        "subject": "Your next small step",
        "term": "spring 2026",
        "until_on": "Monday 4 May",
        "valid_from": "Monday 1 June 2026",
        "valid_until": "Friday 31 August 2029",
        "visit_at": "Thursday 12 March at 2pm",
        "visit_kind": "first visit",
        "visit_on": "Thursday 12 March",
        "visitor": "Hana Osei",
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


def samples_for(letter: Letter, *, authority: str) -> dict[str, str]:
    """A value for every field that the letter may use."""
    return {name: SAMPLES[name] for name in letter.fields} | {"authority": authority}
