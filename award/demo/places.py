"""The places of the demo world and what has become of each: all of them invented."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from award.domain.facts import Outcome
from award.domain.stages import Stage


class Ending(StrEnum):
    """What comes after the walk: most journeys simply stand where it has led them."""

    STAYS = "stays"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    PAUSED = "paused"
    SUSPENDED = "suspended"
    RENEWING = "renewing"
    WITH_ADVISER = "with_adviser"
    DECIDED = "decided"
    APPEALING = "appealing"
    ANSWERING = "answering"
    FEEDBACK_ASKED = "feedback_asked"
    DATES_OFFERED = "dates_offered"
    POINTS_RAISED = "points_raised"
    ONE_VOTE = "one_vote"
    LOOK_ASKED = "look_asked"
    REPORT_REVISED = "report_revised"
    CHECKED_IN = "checked_in"


@dataclass(frozen=True)
class Place:
    """One setting, who leads there, and how far its journey has come.

    ``stage`` is None for a place that has not begun. ``quiet_days`` is how long ago, at least,
    the last step was made. ``given`` is for how many criteria a place that gathers has given
    something so far, and ``gives_files`` says that photos and papers are among it.
    """

    name: str
    kind: str
    ward: str
    size: int
    lead: str
    head: str
    stage: Stage | None = None
    route: str = "standard"
    quiet_days: int = 1
    ending: Ending = Ending.STAYS
    outcome: Outcome = Outcome.AWARD
    in_group: bool = False
    gives_files: bool = False
    given: int = 0
    weekdays: tuple[int, ...] = ()


S, E = Stage, Ending
# fmt: off
LEICESTER: Final = (
    # The journey that goes on hold comes first: its reminders have to go out before.
    Place("Old Wharf Theatre Workshop", "other", "Abbey", 34,
          "Terrence Pole", "Sunniva Lund",
          S.GATHERING, "standard", 520, E.LAPSED),
    Place("Willow Lane Primary", "primary", "Evington", 402, "Amara Holt", "Priya Nair",
          S.GATHERING, quiet_days=2, ending=E.WITH_ADVISER, in_group=True, gives_files=True),
    Place("Canal Street Nursery", "early_years", "Westcotes", 58,
          "Josie Flint", "Maryam Sadiq",
          S.AWARDED, "light", 385, E.CHECKED_IN, in_group=True),
    Place("Swallowfield Special School", "special", "Humberstone", 96,
          "Owen Prior", "Leila Haddad",
          S.DECIDING, quiet_days=1, gives_files=True),
    Place("Northgate Sixth Form College", "college", "Castle", 1240,
          "Dev Anand Rao", "Morwenna Pike",
          S.ASSESSING, quiet_days=1, gives_files=True),
    Place("The Lanterns Youth Club", "youth_club", "Belgrave", 45,
          "Kofi Mensah", "Kofi Mensah",
          S.APPLIED, "club", 1, weekdays=(1, 4)),
    Place("Rowan House", "childrens_home", "Aylestone", 5, "Bethan Rees", "Silas Moor",
          S.CHECKING, "light", 7, E.REPORT_REVISED, gives_files=True),
    Place("Riverside Summer Playscheme", "play", "Abbey", 60,
          "Anjali Mehta", "Anjali Mehta",
          S.PLANNING, "club", 1, weekdays=(0, 1, 2, 3, 4)),
    Place("Spinney Hill Juniors", "junior", "Stoneygate", 310, "Callum Wray", "Ngozi Eze",
          S.READY, quiet_days=1),
    Place("Meadowbank Infants", "infant", "Knighton", 240, "Harriet Dale", "Ruben Costa",
          S.DRAFT, quiet_days=1),
    Place("Highcross Academy", "secondary", "Castle", 1105,
          "Yusuf Demir", "Alison Tarrant",
          S.AWARDED, "standard", 960, E.RENEWING),
    Place("Fosse Family Hub", "family_hub", "Fosse", 130, "Nadia Kovac", "Peter Lyle",
          S.AWARDED, "light", 1500),
    Place("Stargazers After School Club", "wraparound", "Rushey Mead", 40,
          "Effie Grant", "Effie Grant",
          S.AWARDED, "standard", 210, E.SUSPENDED),
    Place("Orchard Road All-through School", "all_through", "Eyres Monsell", 890,
          "Gethin Vaughan", "Samira Bashir",
          S.NOT_YET, quiet_days=40, outcome=Outcome.TURN_DOWN),
    Place("Linden Independent School", "independent", "Knighton", 180,
          "Imogen Hart", "Lucas Bell",
          S.APPLIED, quiet_days=25, ending=E.DECLINED),
    Place("Bridge Lane Alternative Provision", "alternative_provision", "Beaumont Leys", 44,
          "Marcus Dean", "Ayesha Malik",
          S.PLANNING, quiet_days=30, ending=E.WITHDRAWN),
    Place("Saffron Way Primary", "primary", "Saffron", 350, "Kerry Nolan", "Joan Abiola",
          S.GATHERING, quiet_days=12, ending=E.PAUSED),
    Place("Foxglove Supported Homes", "supported_accommodation", "Western", 12,
          "Tariq Aziz", "Moira Quinn"),
    Place("Tanyard Junior School", "junior", "Belgrave", 288, "Rosalind Ashe", "Femi Adeyemi",
          S.GATHERING, quiet_days=5, ending=E.FEEDBACK_ASKED, gives_files=True),
    Place("St Guthlac’s Primary", "primary", "Fosse", 415, "Tobias Merrick", "Shazia Parvez",
          S.GATHERING, quiet_days=96, given=4, gives_files=True),
    Place("Mill Race Academy", "secondary", "Westcotes", 1020, "Deborah Kwan", "Iain Fairlie",
          S.DECIDING, quiet_days=9, ending=E.DECIDED, outcome=Outcome.DEFER, in_group=True),
    Place("Dovecote Nursery School", "early_years", "Knighton", 74, "Pauline Greaves",
          "Halima Yusuf", S.PLANNING, "light", 3, E.DATES_OFFERED),
    Place("Kirby Road Gurdwara Saturday School", "supplementary_school", "Belgrave", 85,
          "Harpreet Gill", "Manjit Sandhu", S.APPLIED, "club", 8, weekdays=(5,)),
    Place("Abbeyfields Boxing and Youth Centre", "youth_club", "Abbey", 120, "Delroy Whitlock",
          "Sandra Whitlock", S.GATHERING, "club", 44, given=3, gives_files=True,
          weekdays=(0, 2, 4)),
    Place("Thornbury Lodge", "childrens_home", "Humberstone", 4, "Gwen Ollerton", "Rafael Soto",
          S.GATHERING, "light", 21, given=5),
    Place("Humber Vale Infants", "infant", "Humberstone", 178, "Clara Nduka", "Robert Styles",
          S.CHECKING, quiet_days=2, ending=E.POINTS_RAISED),
    Place("King’s Lock High School", "secondary", "Castle", 1288, "Beatrix Lowe", "Amir Rahmani",
          S.DECIDING, quiet_days=3, ending=E.ONE_VOTE, gives_files=True),
    Place("Little Acorns Pre-school", "early_years", "Aylestone", 38, "Mina Petrova", "Joyce Tan",
          S.NOT_YET, "light", 14, E.APPEALING, Outcome.TURN_DOWN),
    Place("Cardinal’s Walk Primary", "primary", "Thurncourt", 366, "Hugh Penhale", "Lydia Obi",
          S.AWARDED, "standard", 45, E.ANSWERING, Outcome.AWARD_WITH_CONDITIONS, in_group=True),
    Place("Sunrise Breakfast and Play Club", "wraparound", "Rushey Mead", 28, "Tess Marlow",
          "Tess Marlow", S.DRAFT, "club", 24),
    Place("Latimer Road Juniors", "junior", "Spinney Hills", 264, "Ottilie Sands", "Bashir Noor",
          S.ASSESSING, quiet_days=13, ending=E.LOOK_ASKED, gives_files=True),
)
FENWICK: Final = (
    Place("Marsh Farm Primary", "primary", "Lower Marsh", 205,
          "Solomon Price", "Greta Lindqvist",
          S.GATHERING, "light", 4, given=7, gives_files=True),
    Place("Kestrel Hill Secondary", "secondary", "Kestrel Hill", 930,
          "Ines Duarte", "Rhodri Bevan",
          S.AWARDED, "standard", 60, outcome=Outcome.AWARD_WITH_CONDITIONS),
    Place("Ferry Street Playgroup", "early_years", "Quayside", 32,
          "Lottie Marsh", "Abdi Warsame",
          S.DRAFT, "light", 3),
    Place("Fenwick Saturday School", "supplementary_school", "Quayside", 70,
          "Zofia Wilk", "Zofia Wilk"),
)
# fmt: on
# Where the wards of Leicester lie, in metres on the National Grid; the places themselves are
# invented, and so is where in their ward they stand. Fenwick's are nowhere.
WARD_MIDDLES: Final = {
    "Abbey": (458300, 307300),
    "Aylestone": (457300, 301000),
    "Beaumont Leys": (456400, 308300),
    "Belgrave": (459700, 306700),
    "Castle": (458700, 304200),
    "Evington": (462600, 303400),
    "Eyres Monsell": (457600, 299400),
    "Fosse": (457000, 305200),
    "Humberstone": (462500, 305900),
    "Knighton": (460100, 301300),
    "Rushey Mead": (461000, 308000),
    "Saffron": (458400, 301200),
    "Stoneygate": (460500, 303200),
    "Thurncourt": (464000, 304900),
    "Western": (455000, 303600),
    "Westcotes": (457300, 303600),
}  # fmt: skip


def spot_of(place: Place) -> tuple[int, int] | None:
    """Where a place stands: somewhere in its ward, and always there."""
    middle = WARD_MIDDLES.get(place.ward)
    if middle is None:
        return None
    turn = sum(ord(letter) * number for number, letter in enumerate(place.name, start=1))
    return middle[0] + turn % 900 - 450, middle[1] + turn // 7 % 900 - 450


GROUP: Final = "Two Rivers Learning Trust"

# Names for the places that only fill the world up, for a look at long lists.
FIRST_WORDS: Final = (
    "Alder", "Bluebell", "Copse", "Dove", "Elder", "Fern", "Gable", "Hazel", "Ivy", "Juniper",
    "Kingfisher", "Larch", "Maple", "Nettle", "Otter", "Poplar", "Quarry", "Robin", "Sorrel",
    "Thistle", "Umber", "Violet", "Wren", "Yew",
)  # fmt: skip
SECOND_WORDS: Final = ("Bank", "Close", "Field", "Green", "Hill", "Lane", "Mead", "Park", "Street")
LAST_WORDS: Final = (
    ("Primary", "primary"),
    ("Nursery", "early_years"),
    ("Youth Club", "youth_club"),
    ("Infants", "infant"),
    ("Academy", "secondary"),
    ("Play Scheme", "play"),
)
# How far the journeys of those places have come: most have not begun.
STAGES_OF_MANY: Final = (None, S.DRAFT, None, S.APPLIED, None, None, S.DRAFT, None)


FIRST_NAMES: Final = (
    "Ada", "Bilal", "Cora", "Dunstan", "Elif", "Farid", "Greer", "Hollis", "Ilse", "Jomo", "Kira",
    "Lorcan", "Mabel", "Nasrin", "Oisin", "Pavel", "Rhea", "Senan", "Tilda",
)  # fmt: skip


def family_name(number: int) -> str:
    """A name made of two words of the landscape, as English names are."""
    ends = ("ham", "ley", "ton", "worth", "by")
    return SECOND_WORDS[number % len(SECOND_WORDS)] + ends[number // len(SECOND_WORDS) % len(ends)]


def further_place(number: int) -> Place:
    """The place of this number, of as many as anybody asks for; every name differs."""
    rest, first = divmod(number, len(FIRST_WORDS))
    turn, second = divmod(rest, len(SECOND_WORDS))
    words, kind = LAST_WORDS[number % len(LAST_WORDS)]
    name = f"{FIRST_WORDS[first]} {SECOND_WORDS[second]} {words}"
    return Place(
        name=f"{name} {turn + 1}" if turn else name,
        kind=kind,
        ward=LEICESTER[number % len(LEICESTER)].ward,
        size=20 + number * 37 % 400,
        lead=f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {family_name(number)}",
        head=f"{FIRST_NAMES[(number + 7) % len(FIRST_NAMES)]} {family_name(number + 1)}",
        stage=STAGES_OF_MANY[number % len(STAGES_OF_MANY)],
        route="light",
        quiet_days=1 + number % 9,
    )
