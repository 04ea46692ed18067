"""Titles that may name a child or are one incident's record get a hint; others are let be."""

import pytest

from award.domain.title_hints import OF_NAME, OF_RECORD, hint_for


@pytest.mark.parametrize(
    "title",
    [
        "Jack's incident form",
        "CPOMS log 12/3",
        "cpoms_export_0312.pdf",
        "Amelia B behaviour log",
        "MyConcern export",
        "Incident report, playground, 4 May",
        "bullying-incident-form-03.docx",
        "Record of concern",
        "Behaviour log",
        "Witness statement 2.jpg",
        "BullyingIncidentLog.xlsx",
    ],
)
def test_a_record_of_one_incident_is_better_shown_on_ones_own_screen(title: str) -> None:
    assert hint_for(title) == OF_RECORD


@pytest.mark.parametrize(
    "title",
    [
        "Jack’s drawing",
        "jack_smith.jpg",
        "Letter from Amelia and Noah",
        "Poppy's story",
        "Ruby T.png",
        "Zbigniew K review meeting",
        "photo of Mohammed winning",
        "OliviaPoem.docx",
    ],
)
def test_a_childs_name_is_better_taken_out(title: str) -> None:
    assert hint_for(title) == OF_NAME


@pytest.mark.parametrize(
    "title",
    [
        "St Mary's policy",
        "Mrs Smith's assembly",
        "Mr James's class assembly",
        "Headteacher's letter",
        "Role description, Jack Smith, deputy head",
        "Governors' minutes, Amelia Jones",
        "Children's version of the policy",
        "Parents' survey 2026",
        "Blank incident form",
        "Incident form template.docx",
        "Termly summary of the behaviour log",
        "Bullying log, autumn term, no names",
        "Anonymised incident report",
        "How we fill in an incident form",
        "Anti-bullying policy.pdf",
        "Behaviour policy",
        "Poppy class display",
        "Willow Lane Primary newsletter",
        "Summer fair",
        "Anne Frank assembly plan",
        "Jack and the Beanstalk, our play",
        "Plan B for wet playtimes",
        "Appendix A",
        "Year 6's poster",
        "IMG_20260312_101501.jpg",
        "Screenshot 2026-03-12 at 10.15.png",
        "Our worry box in the hall",
        "Worry box will be open in May",
        "Rose Road youth club rota",
        "What I would change",
        "John Lewis advert we talked about",
        "Training register by role",
        "Diana Award certificate",
        "",
        "...",
        "مدرستنا",
    ],
)
def test_what_names_no_child_is_let_be(title: str) -> None:
    assert hint_for(title) == ""


def test_endless_titles_are_looked_over_quickly() -> None:
    assert hint_for("a" * 100_000 + "'s") == ""
    assert hint_for("incident " * 20_000) == ""
