"""A kind of setting."""

from dataclasses import replace

from award.domain.calendars import CalendarKind
from award.domain.kinds import Family, Kind, KindCriteria, Scheme

HOME = Kind(
    code="childrens_home",
    label="Residential children's home",
    family=Family.CHILDRENS_HOME,
    approver_titles=("registered manager", "responsible individual"),
    governing_bodies=("registered provider",),
    people="young people",
    person="young person",
    size_word="places",
    calendar=CalendarKind.WORKING_DAYS,
    identifier_schemes=(Scheme.OFSTED_URN,),
    lead_may_approve=False,
    hidden_by_default=True,
    criteria=KindCriteria.ALL,
)


def test_a_kind_says_a_text_in_its_own_words() -> None:
    assert HOME.say("Children in a children's home") == "Young people in a children's home"
    assert replace(HOME, people="students").say("children's views") == "students' views"
