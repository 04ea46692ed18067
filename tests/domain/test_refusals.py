"""A refusal says what to do, and at which answer."""

from award.domain.refusals import NotReady


def test_each_sentence_stands_with_its_own_answer() -> None:
    together = NotReady.together(
        [NotReady("Say whom you met", of="met"), NotReady("Write more", "Add a note", of="note")]
    )

    assert together.blockers == ("Say whom you met", "Write more", "Add a note")
    assert together.said == (
        ("met", "Say whom you met"),
        ("note", "Write more"),
        ("note", "Add a note"),
    )
    assert (str(together), together.of) == ("Say whom you met Write more Add a note", "")


def test_a_form_may_call_an_answer_by_a_name_of_its_own() -> None:
    refusal = NotReady.together([NotReady("Add a note", of="note 1.3"), NotReady("Wait")])

    named = refusal.renamed({"note 1.3": "note_2"})

    assert named.said == (("note_2", "Add a note"), ("", "Wait"))
