"""What is said around the tray: how many lie there, which criteria lack evidence, who is shown."""

from award.domain.stages import Stage
from award.storage.db import transaction
from tests.web.setting.conftest import Make, said_on
from tests.web.setting.test_evidence import file, given
from tests.web.setting.test_evidence_tray import drop


def test_what_lay_in_the_tray_before_is_counted_with_what_is_added(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    drop(lead, place, files=[file("a.txt", b"One.\n"), file("b.txt", b"Two.\n")])

    page = said_on(lead, f"{place.at}/evidence/drop")
    answer = drop(lead, place, files=[file("c.txt", b"Three.\n")])
    told = said_on(lead, answer.location)

    assert "2 pieces were in your tray when this page opened." in page
    assert "1 piece added, 3 in your tray. Sort now or later." in told


def test_who_sorts_reads_how_many_there_are_and_which_criteria_lack_evidence(
    place_at: Make,
) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    drop(lead, place, files=[file("a.txt", b"One.\n"), file("b.txt", b"Two.\n")])

    page = said_on(lead, f"{place.at}/evidence/{given(place)[0].id}/sort")

    assert "One of 2 in your tray." in page
    assert "Or one that still needs evidence" in page


def test_the_answer_about_who_is_shown_is_asked_in_the_words_of_the_kind(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead = place.lead()
    drop(lead, place, files=[file("a.txt", b"One.\n")])
    with transaction(lock=place.journey) as held:
        held.setting.kind.content = {**held.setting.kind.content, "people": "pupils"}
    code = place.journey.asked[0].code

    lead.send(f"{place.at}/evidence/{given(place)[0].id}/sort?code={code}")

    assert "Say whether pupils can be recognised in it" in lead.words()
    assert "whether children" not in lead.words()
