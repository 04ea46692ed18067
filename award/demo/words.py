"""What people of the demo world write: evidence, plans, visits, reports; all of it invented."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from award.domain.visits import VisitKind
from award.storage.settings import Setting


class Voice(StrEnum):
    """Whose words fit a place: those of a school, a club, or a home."""

    SCHOOL = "school"
    CLUB = "club"
    HOME = "home"


VOICES: Final[dict[str, Voice]] = {
    "youth_club": Voice.CLUB,
    "play": Voice.CLUB,
    "wraparound": Voice.CLUB,
    "uniformed_group": Voice.CLUB,
    "supplementary_school": Voice.CLUB,
    "other": Voice.CLUB,
    "childrens_home": Voice.HOME,
    "supported_accommodation": Voice.HOME,
}


def voice_of(setting: Setting) -> Voice:
    """Whose words fit a setting, by its kind."""
    return VOICES.get(setting.kind.code if setting.kind else "", Voice.SCHOOL)


# --- evidence: for each criterion a title and what stands in the note ---------------------------

EVIDENCE: Final[dict[str, tuple[str, str]]] = {
    "1.1": ("Our policy, agreed this year", "Page 2 has the definition; page 9 who agreed it."),
    "1.2": ("Policy pages 4 to 6, marked", "The way to school, trips and online are named there."),
    "1.3": ("Worry box and “Tell us” page", "A poster by each door, and the form on our website."),
    "1.4": ("What our log showed last term", "Nine entries, two patterns, and what we changed."),
    "1.5": ("Minutes with bullying on the agenda", "Item 6: the numbers, and three questions."),
    "1.6": ("The one-page version", "Children chose the pictures; it went home in book bags."),
    "2.1": (
        "Notes of our listening lunch",
        "Twelve children; four changes to the draft.",
    ),
    "2.2": (
        "Survey, autumn and summer",
        "“I know who to tell”: 71 in a hundred, then 92.",
    ),
    "2.3": ("Rota of the playground friends", "Sixteen children, in pairs, with an adult to ask."),
    "2.4": ("Workshop for parents and carers", "Twenty-three came; their questions are on page 2."),
    "2.5": ("What we shared with the cluster", "Our follow-up form; two others use it now."),
    "3.1": ("Training register by role", "Everybody but two; midday staff had their own session."),
    "3.2": ("Our five steps card", "It hangs in the staff room and behind the reception desk."),
    "3.3": ("Getting along: the year’s plan", "A sample session about saying no is attached."),
    "3.4": ("Blank follow-up form", "Two days, two weeks, two months; who asks, and what is said."),
    "3.5": ("Map of safer places", "Children marked the corridor by the hall; we moved a door."),
    "4.1": ("Equality objective 2", "It names race, faith, disability and who people love."),
    "4.2": (
        "Prejudiced words: our summary",
        "By kind, with no names; fewer in spring.",
    ),
    "4.3": ("Books and visitors of the year", "The list, with what children asked for next year."),
    "4.4": (
        "What we do for those most at risk",
        "Four lines of the plan; a quiet room at break.",
    ),
    "4.5": ("Pictures of our entrance", "Everyone’s languages and families are on the wall."),
}

ACTIONS: Final[dict[str, str]] = {
    "1.4": "Look at the log together at the end of each half-term, and write down what we change",
    "2.2": "Ask the same six questions in autumn and in summer, and tell children what we heard",
    "1.3": "Put the second way to tell on the website, and try it out with two children",
    "3.4": "Write the follow-up into the diary: two days, two weeks, two months",
}
ACTION_FOR_OTHERS: Final = "Agree what we do for {code}, write it on one page, and try it out"

# --- why a setting takes part -------------------------------------------------------------------

WHY: Final[dict[Voice, str]] = {
    Voice.SCHOOL: "Children told us that break times worry them most. We want to hear that sooner.",
    Voice.CLUB: "Young people come here to be themselves. We want that to be true for all of them.",
    Voice.HOME: "Home is where you must be safe. We want young people to say whether they are.",
}


# --- visits -------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Account:
    """What a visitor wrote after a visit."""

    met: str
    summary: str
    next_steps: str
    heard: tuple[tuple[str, str, tuple[str, str, str]], ...]
    """Conversation, criterion, and what was said at each of THREE_VISITS."""


VISITS: Final[dict[Voice, Account]] = {
    Voice.SCHOOL: Account(
        "The lead, two midday supervisors, eight children of years 3 to 6, one governor",
        "Children named two ways to tell, and what happens then. Adults said the same.",
        "Show the summary of the log to those who govern. Ask the midday team once more.",
        (
            (
                "children",
                "1.3",
                (
                    "“You can tell any grown-up, or post it in the worry box.”",
                    "“The box is by the library now. Someone reads it every day.”",
                    "Eight of eight named two ways to tell; the youngest showed me the box.",
                ),
            ),
            (
                "staff",
                "3.1",
                (
                    "Two of four midday supervisors named all five steps.",
                    "All midday supervisors have the card on their lanyard, and two quoted it.",
                    "The newest supervisor knew the five steps by heart.",
                ),
            ),
        ),
    ),
    Voice.CLUB: Account(
        "The lead worker, one volunteer, six young people aged 12 to 16",
        "A Friday night like any other: loud, warm, and someone always by the door.",
        "Write the two ways to tell on the wall where the phones are charged.",
        (
            (
                "children",
                "1.3",
                (
                    "“I would tell Kay. Or write it on my phone and show her.”",
                    "“There’s a number on the wall. I’d text it.”",
                    "Six of six said whom they would tell, and that it would be Kay first.",
                ),
            ),
            (
                "walk",
                "3.5",
                (
                    "Nobody at the desk can see the corner with the pool table.",
                    "The pool table has moved; the yard door is still out of sight.",
                    "The pool table corner can be seen from the kitchen now.",
                ),
            ),
        ),
    ),
    Voice.HOME: Account(
        "The registered manager, one key worker, two young people who wished to talk",
        "Young people knew whom to tell inside the home and outside it.",
        "Put the independent visitor’s number where nobody has to ask for it.",
        (
            (
                "children",
                "2.1",
                (
                    "“They asked us before they changed the house rules.”",
                    "“We said the Wi-Fi hours were unfair, and they moved them.”",
                    "Both told me of something they had asked for, and what came of it.",
                ),
            ),
            (
                "staff",
                "3.4",
                (
                    "Key workers ask again, but not everybody writes it down.",
                    "Key workers ask again after two weeks, and write it down.",
                    "Three of three notes that I read had the second talk in them.",
                ),
            ),
        ),
    ),
}
THREE_VISITS: Final = (VisitKind.INITIAL, VisitKind.MONITORING, VisitKind.ASSESSMENT)
PURPOSE: Final[dict[VisitKind, str]] = {
    VisitKind.INITIAL: "We went through the plan together. ",
    VisitKind.MONITORING: "We looked at what has changed since the plan was agreed. ",
}

# --- reports and votes --------------------------------------------------------------------------

STRENGTHS: Final[dict[Voice, str]] = {
    Voice.SCHOOL: "Children trust adults to act, and say so without being asked. The log is used "
    "to change things: a door, a rota, a lesson.",
    Voice.CLUB: "Volunteers and young people use the same words. What is agreed on Friday is "
    "done by the next one.",
    Voice.HOME: "Young people are asked before things change, and told afterwards what came of it.",
}
NEXT_STEPS: Final[dict[Voice, str]] = {
    Voice.SCHOOL: "Let children see what changed because of what they told you. Share the "
    "follow-up form with the schools near you.",
    Voice.CLUB: "Give new volunteers the one-page card on their first evening.",
    Voice.HOME: "Ask those who have moved on what they would have changed.",
}
AGREED: Final = (
    "We read both surveys together. Children were asked; what came of it is not written down yet."
)
VOTE_REASONS: Final = (
    "What children said on the visit bears the report out.",
    "The evidence for the essentials is clear, and the second look agrees.",
    "I asked about the follow-up; the answer is in the record of the visit.",
)

# --- calls, talks and e-mails -------------------------------------------------------------------

CALLS: Final = (
    ("call", "Rang to ask how far they are. Two photos are on the lead’s phone; will add them."),
    ("e_mail", "Asked which page of the policy counts for 1.2. Sent them the part about trips."),
    (
        "in_person",
        "Met the head at a briefing. Pleased, and short of time until half-term.",
    ),
    ("call", "No answer at reception. Left my number and said Thursday suits me."),
    ("meeting", "Coffee after the network meeting. They would like to see another club’s plan."),
    ("call", "The lead is back after two weeks off. We agreed on one criterion a week."),
)
SAID_OF_SAFE: Final = (
    "A good beginning: your policy is easy to read, and children helped to write it. "
    "What would help most now is a date on it, and who agreed it."
)
SAID_OF_PIECES: Final = (
    ("needs_more", "Who agreed it, and when? A line from the minutes is enough."),
    ("accepted", ""),
)
ANSWER_ON_SAFE: Final = "Thank you. Would a photo of the signed page do?"
FEEDBACK_TO_COME: Final = "Could you look at 1.1 and 1.4? We are not sure that a summary is enough."

# What the assessor notes where part is in place, and what the panel then asks to see.
PART_IN_PLACE: Final = {
    "1.4": "The log is kept. What it shows is not looked at together yet.",
    "2.2": "They were asked in autumn. Nobody has told them yet what came of it.",
}
STILL_ASKED: Final = {
    "1.4": "Look at the log together once, and show us what you changed because of it.",
    "2.2": "Tell those who answered what came of it, and ask them once more.",
}
