"""Days that the setting offers: what is against one of them is said beside it."""

from lxml import html

from award.domain.stages import Stage
from tests.web.setting.conftest import Make

OPEN, CLOSED, LATER = ["1", "7", "2026"], ["4", "7", "2026"], ["8", "7", "2026"]
SENT = {"kind": "monitoring", "held_as": "on_site", "time_1": "2pm", "day_1": OPEN}
WHY = "Why is this day right all the same?"


def test_a_closed_day_among_others_is_told_beside_it_and_linked(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/visits/propose"

    answer = lead.send(address, **SENT, day_2=CLOSED, time_2="2pm", day_3=LATER, time_3="2pm")

    page = html.fromstring(answer.get_data(as_text=True))
    said = "The setting is closed on Saturday 4 July 2026"
    links = page.xpath("//*[contains(@class, 'error-summary')]//a")
    assert [link.get("href") for link in links] == ["#day_2-day"]
    assert page.xpath("//*[@id='day_1-error'] | //*[@id='day_3-error']") == []
    assert said in page.xpath("string(//*[@id='day_2-error'])")
    assert WHY in lead.words()


def test_a_reason_is_asked_only_where_it_lets_a_day_stand(place_at: Make) -> None:
    place = place_at(Stage.GATHERING)
    lead, address = place.lead(), f"{place.at}/visits/propose"

    lead.send(address, **(SENT | {"day_1": ["1", "1", "2025"]}))
    assert "still to come" in lead.words()
    assert WHY not in lead.words()

    lead.send(address, **(SENT | {"kind": ""}))
    assert "Choose what it is for" in lead.words()
    assert WHY not in lead.words()
