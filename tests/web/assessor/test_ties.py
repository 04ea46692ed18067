"""What an assessor meets who has said that a tie binds them to a setting."""

from collections.abc import Callable

from sqlalchemy import select

from award.domain.stages import Stage
from award.storage.assessments import Judge, Judgement
from tests.fixtures_rooms import Standing

Make = Callable[..., Standing]


def test_who_has_a_tie_is_led_to_no_judgement_and_no_visit(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor
    browser.get("/leicester/assessor")
    assert "Your next visit" in browser.words()

    browser.send(world.room("assessor", "/tie"), kind="related", words="My sister teaches there.")

    browser.get("/leicester/assessor")
    assert "No visit is booked." in browser.words()
    browser.get(world.room("assessor"))
    assert "Somebody else judges here You have a tie to this setting." in browser.words()
    assert "Judge 1.1" not in browser.words()
    assert "I have a tie to this setting" not in browser.words()
    browser.get(world.room("assessor", "/criteria/1.1"))
    assert "Where do they stand?" not in browser.words()
    assert "What each point looks like" in browser.words()


def test_a_judgement_sent_after_a_tie_is_refused_with_the_reason(standing: Make) -> None:
    world = standing(Stage.ASSESSING)
    browser = world.assessor
    address = world.room("assessor", "/criteria/1.1")
    token = browser.token(address)
    browser.send(world.room("assessor", "/tie"), kind="related", words="")

    browser.post(address, data={"csrf_token": token, "seen": "0", "judged": "met", "note": ""})

    assert "You have a tie to this setting, so somebody else judges it." in browser.words()
    world.fresh()
    mine = select(Judgement).where(Judgement.judge == Judge.ASSESSOR)
    assert world.rows.scalars(mine).all() == []
