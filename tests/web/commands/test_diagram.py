"""`flask diagram` prints the drawing that stands in the README."""

from flask import Flask

from award.domain.diagram import draw


def test_diagram_prints_the_lifecycle(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["diagram"])

    assert (answer.exit_code, answer.output) == (0, draw())
