"""The built files carry a hash, the manifest knows them, and a fault is told with its file."""

import json
from pathlib import Path

import pytest

from award.adapters.typefaces import OTHER_SCRIPTS, UNPACKED_FROM, Typefaces
from tools import build_static


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project of one style sheet and one picture, with the real front-end packages."""
    monkeypatch.setattr(build_static, "ROOT", tmp_path)
    monkeypatch.setattr(build_static, "STATIC", tmp_path / "static")
    monkeypatch.setattr(build_static, "BUILD", tmp_path / "static/build")
    (tmp_path / "static/styles").mkdir(parents=True)
    (tmp_path / "static/images").mkdir()
    (tmp_path / "static/images/leaf.svg").write_text("<svg/>")
    (tmp_path / "static/styles/main.scss").write_text('p { background: url("images/leaf.svg") }')
    return tmp_path / "static"


def manifest_of(static: Path) -> dict[str, str]:
    return dict(json.loads((static / "build/manifest.json").read_text()))


def test_a_style_names_the_built_picture(project: Path) -> None:
    build_static.build()

    built = manifest_of(project)
    css = (project / "build" / built["main.css"]).read_text()
    assert css.strip() == f'p{{background:url("{built["images/leaf.svg"]}")}}'
    assert (project / "build" / built["images/leaf.svg"]).read_text() == "<svg/>"


def test_fonts_and_the_design_systems_script_are_there(project: Path) -> None:
    build_static.build()

    built = manifest_of(project)
    wanted = {
        "fonts/atkinson-hyperlegible-next-latin-wght-normal.woff2",
        "fonts/cormorant-garamond-latin-700-normal.woff2",
        "fonts/source-sans-3-latin-400-normal.woff2",
        "scripts/govuk-frontend.min.js",
    }
    assert wanted - set(built) == set()
    assert [name for name in built.values() if not (project / "build" / name).is_file()] == []


def test_a_large_typeface_is_unpacked_by_the_build_and_read_from_there(project: Path) -> None:
    build_static.build()

    built, name = manifest_of(project), OTHER_SCRIPTS[-1]
    packed = (project / "build" / built[f"fonts/{name}.woff2"]).read_bytes()
    unpacked = (project / "build" / built[f"fonts/{name}.ttf"]).read_bytes()
    assert len(packed) > UNPACKED_FROM
    assert unpacked == build_static.unpacked_once(packed)
    assert Typefaces(project / "build/fonts").unpacked(name) == unpacked
    assert [one for one in built if one.endswith(".ttf")] == [f"fonts/{name}.ttf"]


def test_a_changed_style_gets_another_name(project: Path) -> None:
    build_static.build()
    before = manifest_of(project)["main.css"]

    (project / "styles/main.scss").write_text("p { color: teal }")
    build_static.build()

    assert manifest_of(project)["main.css"] != before
    assert not (project / "build" / before).exists()


def test_nothing_is_built_twice(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build_static.build()
    build_static.build()

    assert capsys.readouterr().out == "Building styles and scripts\n"


def test_the_design_system_can_be_used(project: Path) -> None:
    (project / "styles/main.scss").write_text(
        '@use "govuk-frontend/dist/govuk" with ($govuk-include-default-font-face: false);'
    )

    build_static.build()

    css = (project / "build" / manifest_of(project)["main.css"]).read_text()
    assert ".govuk-button{" in css


def test_a_fault_in_a_style_is_told_and_the_last_build_stays(project: Path) -> None:
    build_static.build()
    before = manifest_of(project)
    (project / "styles/main.scss").write_text("p { color: ")

    with pytest.raises(SystemExit, match=r"static/styles/main\.scss could not be built"):
        build_static.build()

    assert manifest_of(project) == before


def test_a_picture_that_is_not_there_is_named(project: Path) -> None:
    (project / "styles/main.scss").write_text("p { background: url(images/rose.svg) }")

    with pytest.raises(SystemExit, match=r"main\.scss names images/rose\.svg, but there is no"):
        build_static.build()


def test_what_is_text_lies_beside_itself_compressed_and_goes_with_it(project: Path) -> None:
    (project / "styles/main.scss").write_text("p { color: teal } " * 50 + "a { color: teal }")
    build_static.build()
    sheet = project / "build" / manifest_of(project)["main.css"]
    beside = [sheet.with_name(f"{sheet.name}.{form}") for form in ("br", "gz")]
    before = [one.is_file() for one in beside]

    (project / "styles/main.scss").write_text("p { color: teal }")
    build_static.build()

    assert before == [True, True]
    assert [one for one in (sheet, *beside) if one.exists()] == []
    assert list((project / "build/fonts").glob("*.br")) == []
