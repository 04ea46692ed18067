"""What a kind of setting is asked, in which words; and the scale."""

from dataclasses import replace

from award.domain.calendars import CalendarKind
from award.domain.checklists import ChecklistLine, ChecklistReach, Severity
from award.domain.frameworks import (
    SCALE,
    Conversation,
    ConversationVariant,
    Criterion,
    CriterionVariant,
    Descriptor,
    ExpectedEvidence,
    Framework,
    Guidance,
    Judged,
    SeenHeard,
    Standard,
    checklist_for,
    conversations_for,
    criteria_for,
    preset_not_applicable,
    standards_for,
)
from award.domain.kinds import Family, Kind, KindCriteria, Scheme

SCHOOL = Kind(
    code="primary",
    label="Primary school",
    family=Family.SCHOOL,
    approver_titles=("headteacher",),
    governing_bodies=("governing board",),
    people="pupils",
    person="pupil",
    size_word="pupils on roll",
    calendar=CalendarKind.SCHOOL_TERMS,
    identifier_schemes=(Scheme.GIAS_URN,),
    lead_may_approve=False,
    hidden_by_default=False,
    criteria=KindCriteria.ALL,
)
CLUB = replace(
    SCHOOL,
    code="youth_club",
    family=Family.CLUB,
    people="young people",
    person="young person",
    criteria=KindCriteria.CLUB,
)
TOLD = Criterion(
    code="1.1",
    standard="1",
    essential=True,
    title="Children can tell",
    wording="Each child knows how.",
    why="Children need it.",
    tips=("Ask a child.",),
    club=True,
    not_applicable_for=("youth_club",),
    descriptors=tuple(Descriptor(point, f"{point} for children") for point in SCALE),
    evidence=(ExpectedEvidence("Children's page", "It tells a child.", 12, 2),),
    seen_heard=(SeenHeard("children", "Does a child know?"), SeenHeard("walk", "Look.")),
    variants=(CriterionVariant(Family.CLUB, title="Anyone can tell", tips=()),),
)
STAFFED = replace(TOLD, code="1.2", club=False, not_applicable_for=(), variants=())
FRAMEWORK = Framework(
    name="An award",
    version="1",
    language="en-GB",
    intro="i",
    disclaimer="d",
    judging_rule="j",
    impact_rule="i",
    no_case_rule="n",
    any_way_rule="a",
    data_rule="d",
    scale=(),
    words=(),
    conversations=(
        Conversation(
            "children",
            "Talking",
            30,
            "Six children",
            "Hello",
            (ConversationVariant(Family.CLUB, minutes=15),),
        ),
    ),
    standards=(Standard("1", "Children first", "I, a child", "Children are safe."),),
    criteria=(TOLD, STAFFED),
    policy_checklist=(
        ChecklistLine("p1", "It is for children.", "1.1", ChecklistReach.ALL, Severity.MUST),
        ChecklistLine("p2", "Schools only.", "1.1", ChecklistReach.SCHOOLS, Severity.MUST),
        ChecklistLine("p3", "Staff.", "1.2", ChecklistReach.ALL, Severity.SHOULD),
    ),
    kinds=(SCHOOL, CLUB),
    guidance=(
        Guidance("all", "n", "b", "u", ("all",), "", ""),
        Guidance("school", "n", "b", "u", ("school",), "", ""),
    ),
)


def test_a_school_is_asked_every_criterion_in_its_own_words() -> None:
    first, second = criteria_for(FRAMEWORK, SCHOOL)

    assert (first.title, first.wording, first.why) == (
        "Pupils can tell",
        "Each pupil knows how.",
        "Pupils need it.",
    )
    assert first.tips == ("Ask a pupil.",)
    assert first.descriptor(Judged.MET) == "met for pupils"
    assert first.evidence == (ExpectedEvidence("Pupils' page", "It tells a pupil.", 12, 2),)
    assert first.prompts("children") == ("Does a pupil know?",)
    assert second.code == "1.2"


def test_a_club_is_asked_the_criteria_marked_for_clubs_with_its_variant() -> None:
    (only,) = criteria_for(FRAMEWORK, CLUB)

    assert (only.code, only.title, only.tips) == ("1.1", "Anyone can tell", ())
    assert only.wording == "Each young person knows how."


def test_what_does_not_apply_has_no_descriptor() -> None:
    assert TOLD.descriptor(Judged.NOT_APPLICABLE) == ""


def test_standards_and_conversations_come_in_the_kinds_words() -> None:
    (standard,) = standards_for(FRAMEWORK, SCHOOL)
    (in_school,) = conversations_for(FRAMEWORK, SCHOOL)
    (in_club,) = conversations_for(FRAMEWORK, CLUB)

    assert standard == Standard("1", "Pupils first", "I, a pupil", "Pupils are safe.")
    assert (in_school.minutes, in_club.minutes, in_club.title) == (30, 15, "Talking")
    assert in_school.with_whom == "Six pupils"


def test_the_checklist_leaves_out_what_is_not_asked_of_the_kind() -> None:
    assert [one.code for one in checklist_for(FRAMEWORK, SCHOOL)] == ["p1", "p2", "p3"]
    assert [one.text for one in checklist_for(FRAMEWORK, CLUB)] == ["It is for young people."]


def test_a_kind_may_preset_that_a_criterion_does_not_apply() -> None:
    assert preset_not_applicable(FRAMEWORK, SCHOOL) == frozenset()
    assert preset_not_applicable(FRAMEWORK, CLUB) == frozenset({"1.1"})


def test_a_kind_is_found_by_its_code() -> None:
    assert FRAMEWORK.kind("youth_club") is CLUB
    assert FRAMEWORK.kind("castle") is None
