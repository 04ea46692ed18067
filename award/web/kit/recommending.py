"""What a report recommends, in words for those who read it at a setting."""

from typing import Final

from award.domain.facts import Outcome

# What a report recommends, as its readers at a setting are told, on pages and papers alike.
RECOMMENDED_WORDS: Final = {
    Outcome.AWARD: "The award",
    Outcome.AWARD_WITH_CONDITIONS: "The award, with conditions",
    Outcome.DEFER: "A little more time",
    Outcome.TURN_DOWN: "Not yet awarded",
}
# The texts that an assessor writes in a report, by their fields.
REPORT_TEXTS: Final = {
    "strengths": "What is strong",
    "next_steps": "What comes next",
    "differs_because": "Why it is not what the rule suggests",
}
