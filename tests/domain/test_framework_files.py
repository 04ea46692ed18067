"""Reading a framework's file: what is read, and every fault that is named."""

import pytest

from award.domain.calendars import CalendarKind
from award.domain.framework_files import FrameworkFault, read_framework
from award.domain.frameworks import ExpectedEvidence, Judged
from award.domain.kinds import Family, Scheme

SMALL = """
[framework]
name = "An award"
version = "1.0"
language = "en-GB"
intro = "Welcome."
disclaimer = "It can still happen."
judging_rule = "Begin at met."
impact_rule = "Say what changed."
no_case_rule = "Judge by the form."
any_way_rule = "Any way."
data_rule = "No names."
scale = [
  { point = "not_yet", label = "Not yet", sentence = "No." },
  { point = "developing", label = "Developing", sentence = "Begun." },
  { point = "met", label = "Met", sentence = "Yes." },
  { point = "embedded", label = "Embedded", sentence = "For long." },
]
words = [{ word = "few", means = "Fewer than one in four." }]

[[conversations]]
code = "walk"
title = "A walk"
minutes = 30
with_whom = "Anyone."
opening = "Show me."
variants.play = { title = "A run", minutes = 15, with_whom = "All.", opening = "Come." }

[[standards]]
code = "1"
title = "Safe"
child_title = "I feel safe"
intro = "Safety."

[[criteria]]
code = "1.1"
standard = "1"
essential = true
title = "A policy"
wording = "We have a policy."
why = "It helps."
tips = ["Write it."]
club = true
not_applicable_for = []
descriptors = { not_yet = "None.", developing = "Some.", met = "All.", embedded = "Long." }
evidence = [{ name = "The policy", why_it_counts = "It is it.", fresh_months = 12 }]
seen_heard = [{ conversation = "walk", prompt = "Where is it?" }]
[criteria.variants.club]
title = "A page"
wording = "We have a page."
why = "It is enough."
tips = []
descriptors = { not_yet = "0", developing = "1", met = "2", embedded = "3" }
evidence = [{ name = "A page", why_it_counts = "It is.", fresh_months = 8, fresh_terms = 2 }]
seen_heard = [{ conversation = "walk", prompt = "Is it there?" }]
[criteria.variants.play]
title = "A sign"

[[policy_checklist]]
code = "p1"
text = "It says what bullying is."
criterion = "1.1"
applies_to = "all"
severity = "must"

[[kinds]]
code = "youth_club"
label = "Youth club"
family = "club"
approver_titles = ["lead worker"]
governing_bodies = ["committee"]
people = "young people"
person = "young person"
size_word = "members"
calendar = "own_days"
identifier_schemes = ["none"]
lead_may_approve = true
hidden_by_default = false
criteria = "club"

[[guidance]]
code = "charter"
name = "The charter"
body = "The council"
used_for = "The definition."
applies_to = ["all"]
checked_on = ""
note = ""
"""


def faults_of(text: str) -> tuple[str, ...]:
    with pytest.raises(FrameworkFault) as refused:
        read_framework(text)
    assert str(refused.value) == "\n".join(refused.value.faults)
    return refused.value.faults


def test_a_sound_file_is_read_whole() -> None:
    framework = read_framework(SMALL)

    (criterion,) = framework.criteria
    club = criterion.for_family(Family.CLUB)
    assert (framework.name, framework.words[0].word) == ("An award", "few")
    assert criterion.descriptor(Judged.DEVELOPING) == "Some."
    assert criterion.evidence == (ExpectedEvidence("The policy", "It is it.", 12, None),)
    assert club.evidence == (ExpectedEvidence("A page", "It is.", 8, 2),)
    assert (club.title, club.tips, club.descriptor(Judged.MET)) == ("A page", (), "2")
    assert criterion.for_family(Family.PLAY).wording == "We have a policy."
    assert framework.conversations[0].for_family(Family.PLAY).opening == "Come."
    assert framework.conversations[0].for_family(Family.CLUB).opening == "Show me."
    assert framework.kinds[0].calendar is CalendarKind.OWN_DAYS
    assert framework.kinds[0].identifier_schemes == (Scheme.NONE,)
    assert framework.guidance[0].checked_on == ""


def test_a_text_that_is_no_toml_is_refused() -> None:
    (fault,) = faults_of("[framework")

    assert fault.startswith("This is not a readable TOML file: ")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('intro = "Welcome."', 'intro = " "', "framework: “intro” needs some words."),
        ('met = "All.", ', "", "criteria 1.1, descriptors: “met” needs some words."),
        ("essential = true", 'essential = "yes"', "criteria 1.1: “essential” needs true or false."),
        (
            "minutes = 30",
            "minutes = 0",
            "conversations walk: “minutes” needs a whole number, 1 or more.",
        ),
        ('["Write it."]', '"Write it."', "criteria 1.1: “tips” needs a list of words."),
        (
            'calendar = "own_days"',
            'calendar = "moons"',
            (
                "kinds youth_club: “calendar” is “moons”; it needs one of: "
                "school_terms, working_days, own_days."
            ),
        ),
        (
            "[criteria.variants.play]",
            "[criteria.variants.castle]",
            (
                "criteria 1.1: “castle” is no family of settings; it needs one of: "
                "school, early_years, childrens_home, club, play, other."
            ),
        ),
        (
            'title = "A sign"',
            'tilte = "A sign"',
            (
                "criteria 1.1, variants, play: there is no field called “tilte”. "
                "Take it out or mend its name."
            ),
        ),
        (
            'evidence = [{ name = "The policy", why_it_counts = "It is it.", fresh_months = 12 }]',
            "evidence = []",
            "criteria 1.1: it asks for 0 pieces of evidence; ask for 1 to 3.",
        ),
    ],
)
def test_each_fault_is_named_in_one_sentence(old: str, new: str, fault: str) -> None:
    assert old in SMALL

    assert faults_of(SMALL.replace(old, new)) == (fault,)


def test_four_pieces_of_evidence_are_too_many() -> None:
    one = '{ name = "The policy", why_it_counts = "It is it.", fresh_months = 12 }'

    faults = faults_of(SMALL.replace(one, ", ".join([one] * 4)))

    assert faults == ("criteria 1.1: it asks for 4 pieces of evidence; ask for 1 to 3.",)


def test_all_faults_are_told_at_once() -> None:
    text = SMALL.replace('name = "An award"', "").replace('severity = "must"', 'severity = "law"')

    assert faults_of(text) == (
        "framework: “name” needs some words.",
        "policy_checklist p1: “severity” is “law”; it needs one of: must, should.",
    )


def test_an_empty_file_says_which_parts_are_missing() -> None:
    faults = faults_of("")

    assert "The file: the part “framework” is missing." in faults
    assert "The file: the list “criteria” is missing." in faults
