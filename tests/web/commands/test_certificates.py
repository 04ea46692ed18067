"""`flask certificate`: one to look at, and those that wait."""

from pathlib import Path

import pytest
from flask import Flask

from award.domain.certificates import CertificateFace
from award.web.commands import certificates


def test_preview_draws_an_invented_certificate(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[CertificateFace] = []
    monkeypatch.setattr(
        certificates, "render_certificate", lambda face, at: drawn.append(face) or b"%PDF-1.7"
    )
    target = tmp_path / "folder" / "look.pdf"

    answer = app.test_cli_runner().invoke(args=["certificate", "preview", str(target)])

    assert (answer.exit_code, target.read_bytes()) == (0, b"%PDF-1.7")
    assert drawn[0].specimen


def test_issue_says_how_many_were_rendered(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["certificate", "issue", "--all-pending"])

    assert (answer.exit_code, answer.output) == (0, "0 rendered, 0 left\n")
