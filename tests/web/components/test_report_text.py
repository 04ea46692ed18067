"""What a report says, with the reply to it."""

from collections.abc import Callable

from lxml.html import HtmlElement

Render = Callable[..., HtmlElement]
SHOWN = """{% from "components/report_text.html" import report_text %}
{{ report_text(report, recommendation, "Bullying may still happen.", reply) }}"""
REPORT = {"strengths": "Children speak up.", "next_steps": ""}


def test_what_is_not_written_yet_says_so_and_the_disclaimer_stands(render: Render) -> None:
    words = render(SHOWN, report=REPORT, recommendation="", reply=None).text_content()

    for said in ("Children speak up.", "Not written yet.", "Not chosen yet", "may still happen"):
        assert said in words


def test_points_stand_with_their_answers(render: Render) -> None:
    points = [{"words": "Six, not five.", "answer": "Put right."}, {"words": "Two.", "answer": ""}]

    words = render(SHOWN, report=REPORT, recommendation="Award", reply={"points": points})

    assert "Answer: Put right." in words.text_content()
    assert "Not answered yet." in words.text_content()


def test_a_reply_without_points_corrects_nothing(render: Render) -> None:
    shown = render(SHOWN, report=REPORT, recommendation="Award", reply={"points": []})

    assert "Nothing to correct." in shown.text_content()
