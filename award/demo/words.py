"""What people of the demo world write: evidence, plans, reports; all of it invented."""

from enum import StrEnum
from typing import Final

from award.storage.settings import Setting


class Voice(StrEnum):
    """Whose words fit a place: those of a school, a nursery, a club, or a home."""

    SCHOOL = "school"
    OLDER = "older"
    EARLY = "early"
    CLUB = "club"
    HOME = "home"


VOICES: Final[dict[str, Voice]] = {
    "secondary": Voice.OLDER,
    "college": Voice.OLDER,
    "alternative_provision": Voice.OLDER,
    "early_years": Voice.EARLY,
    "family_hub": Voice.EARLY,
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
    "1.1": ("Our policy, agreed this year", "Page 1 has the definition; page 2 who worked on it."),
    "1.2": ("Policy page 2, marked", "The way here, trips and online are named there."),
    "1.3": ("Worry box and “Tell us” page", "A poster by each door, and the form on our website."),
    "1.4": (
        "What our log showed this year",
        "No names: how many, of which kind, and what we changed.",
    ),
    "1.5": ("Minutes with bullying on the agenda", "Item 6: the numbers, and three questions."),
    "1.6": ("The one-page version", "Children chose the pictures; every family has it."),
    "2.1": (
        "Notes of our listening lunch",
        "Twelve children; four changes to the draft.",
    ),
    "2.2": (
        "Survey, autumn and summer",
        "“I know who to tell”: 71 in a hundred, then 92.",
    ),
    "2.3": ("Rota of the playground friends", "Sixteen children, in pairs, with an adult to ask."),
    "2.4": ("Workshop for parents and carers", "Twenty-three came; we wrote down what they asked."),
    "2.5": ("What we shared with the cluster", "Our follow-up form; two others use it now."),
    "3.1": ("Training register by role", "Everybody but two, who come to the next session."),
    "3.2": ("Our five steps card", "It hangs where adults meet, and everybody new gets one."),
    "3.3": ("Getting along: the year’s plan", "Six sessions; the third is about saying no."),
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

# Where a place of this kind would give something else.
EVIDENCE_OF: Final[dict[Voice, dict[str, tuple[str, str]]]] = {
    Voice.SCHOOL: {},
    Voice.OLDER: {
        "2.3": ("Rota of the student ambassadors", "Sixteen students, in pairs, with an adult."),
    },
    Voice.EARLY: {
        "1.3": ("“Tell us” board by the door", "Pictures of who listens; the form for families."),
        "2.1": ("What children told us at circle time", "Their words, and four changes we made."),
        "2.2": ("Talks in autumn and summer", "Each child told us, with faces and pictures."),
        "2.3": ("Our kindness helpers", "Two children a day, with their key person."),
        "3.5": (
            "Map of safer places",
            "Children showed us the corner by the sand; we opened it up.",
        ),
        "4.4": ("What we do for those most at risk", "Four lines of the plan; a quiet den."),
    },
    Voice.CLUB: {
        "1.3": ("Number on the wall and “Tell us” box", "By each door, and on our page."),
        "1.6": ("The one-page version", "Young people chose the words; it is on the wall."),
        "2.1": ("Notes of our pizza night", "Twelve young people; four changes to the draft."),
        "2.3": ("Rota of the young leaders", "Six young people, in pairs, with an adult to ask."),
        "3.5": ("Map of safer places", "Young people marked the yard door; we put in a light."),
        "4.4": ("What we do for those most at risk", "Four lines of the plan; a quiet room."),
    },
    Voice.HOME: {
        "1.3": ("Whom to tell, inside and outside", "A card in every room, with two numbers."),
        "1.4": ("What our log showed last term", "Two entries, one pattern, and what we changed."),
        "1.6": ("The one-page version", "Young people wrote it; it is in their welcome book."),
        "2.1": ("Notes of our house meeting", "Everybody spoke; two changes to the house rules."),
        "2.2": ("Talks in autumn and summer", "Under five live here, so we talked, one by one."),
        "2.3": ("Who chairs the house meeting", "Young people take turns, with an adult to ask."),
        "2.4": ("Talks with families and social workers", "What we do, and what they asked us."),
        "2.5": ("What we shared with other homes", "Our follow-up form; two others use it now."),
        "3.5": ("Map of safer places", "Young people named the landing; we changed the light."),
        "4.4": ("What we do for those most at risk", "Four lines of the plan; a room to be alone."),
    },
}

ACTIONS: Final[dict[str, str]] = {
    "1.4": "Look at the log together at the end of each half-term, and write down what we change",
    "2.2": "Ask the same six questions in autumn and in summer, and tell children what we heard",
    "1.3": "Put the second way to tell on the website, and try it out with two children",
    "3.4": "Write the follow-up into the diary: two days, two weeks, two months",
}
ACTION_FOR_OTHERS: Final = "Agree what we do for {code}, write it on one page, and try it out"
BETTER: Final[dict[str, str]] = {
    "1.4": "We saw that most of it happened in one place, and changed that place.",
    "2.2": "More of those we asked know whom to tell than in autumn.",
    "1.3": "The new way was used in its first week.",
    "3.4": "Nobody who was hurt waits for our question any more: the diary asks.",
}
BETTER_IN_OTHERS: Final = "All of us do it in the same way now."

# --- why a setting takes part -------------------------------------------------------------------

WHY: Final[dict[Voice, str]] = {
    Voice.SCHOOL: "Children told us that break times worry them most. We want to hear that sooner.",
    Voice.OLDER: "Students told us that what hurts most happens online. We want to hear sooner.",
    Voice.EARLY: "Small children need us to notice. We want every adult here to see it early.",
    Voice.CLUB: "Young people come here to be themselves. We want that to be true for all of them.",
    Voice.HOME: "Home is where you must be safe. We want young people to say whether they are.",
}

# --- reports and votes --------------------------------------------------------------------------

STRENGTHS: Final[dict[Voice, str]] = {
    Voice.SCHOOL: "Children trust adults to act, and say so without being asked. The log is used "
    "to change things: a door, a rota, a lesson.",
    Voice.OLDER: "Students trust adults to act, and say so without being asked. The log is used "
    "to change things: a corridor, a rota, a lesson.",
    Voice.EARLY: "Children show with a picture how they feel, and adults act on it. Families know "
    "whom to ask.",
    Voice.CLUB: "Volunteers and young people use the same words. What is agreed on Friday is "
    "done by the next one.",
    Voice.HOME: "Young people are asked before things change, and told afterwards what came of it.",
}
NEXT_STEPS: Final[dict[Voice, str]] = {
    Voice.SCHOOL: "Let children see what changed because of what they told you. Share the "
    "follow-up form with the schools near you.",
    Voice.OLDER: "Let students see what changed because of what they told you. Share the "
    "follow-up form with the places near you.",
    Voice.EARLY: "Show families what changed because of what children told you.",
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
        "Met them at a briefing. Pleased, and short of time this month.",
    ),
    ("call", "No answer. Left my number and said Thursday suits me."),
    ("meeting", "Coffee after the network meeting. They would like to see somebody else’s plan."),
    ("call", "The lead is back after two weeks off. We agreed on one criterion a week."),
    ("e_mail", "They asked for an example of a summary without names. Sent the blank form."),
    ("call", "Somebody new helps now, and is glad of the descriptors. They start with 3.1."),
    ("in_person", "Saw the new poster in the entrance. Asked them to add a photo of it."),
    ("call", "Their survey goes out next week. Reminded them to keep the questions the same."),
    ("meeting", "Ten minutes with those who look after the place. They ask for the one page."),
    ("e_mail", "The link in our letter had run out. Sent it again; they are in."),
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
COLLEAGUE_ASKED: Final = (
    "Bernadette Shaw",
    "3.1",
    "Could you put in the register of the September training? A photo will do.",
)
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
