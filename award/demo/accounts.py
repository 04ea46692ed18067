"""What visitors of the demo world write after a visit, in words that fit the place."""

from dataclasses import dataclass
from typing import Final

from award.demo.words import Voice
from award.domain.visits import VisitKind


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
        "The lead, two midday supervisors, eight children of all ages, one governor",
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
    Voice.OLDER: Account(
        "The lead, two tutors, a librarian, eight students, one of those who govern",
        "Students named two ways to tell, and what happens then. Adults said the same.",
        "Show the summary of the log to those who govern. Ask cover staff once more.",
        (
            (
                "children",
                "1.3",
                (
                    "“I’d tell my tutor, or use the form. Nobody sees you do it.”",
                    "“The form is on every screen now. Someone answers the same day.”",
                    "Eight of eight named two ways to tell; two had used the form.",
                ),
            ),
            (
                "staff",
                "3.1",
                (
                    "Two of four adults named all five steps.",
                    "All four have the card on their lanyard, and two quoted it.",
                    "The newest member of staff knew the five steps by heart.",
                ),
            ),
        ),
    ),
    Voice.EARLY: Account(
        "The manager, two key persons, children at play, three parents",
        "Children went to an adult when something was wrong. Adults knelt down and listened.",
        "Show families what you changed because of what children showed you.",
        (
            (
                "children",
                "1.3",
                (
                    "A girl took her key person’s hand and pointed to the sand.",
                    "Two children showed me the board with the faces.",
                    "Each child whom I asked pointed to somebody who listens.",
                ),
            ),
            (
                "staff",
                "3.1",
                (
                    "One of three adults named all five steps.",
                    "All three have the card on their lanyard, and two quoted it.",
                    "The newest key person knew the five steps by heart.",
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
