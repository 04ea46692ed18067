"""Every component stands in the gallery, where it is looked at in each width."""

import re
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).parent
COMPONENTS = HERE.parents[2] / "templates/components"

# Drawn by another component or a layout in the gallery, by script, or on a screen of its own.
SEEN_ELSEWHERE = {
    "behalf.behalf",
    "choice_folds.choice_folds", "criteria_table.criteria_folds",
    "criteria_table.criteria_table", "diary.diary", "dot_map.dot_map",
    "draft.offered", "draft.sent_late", "draft.told", "error_summary.error_summary",
    "finder.finder", "form.form_tag", "form.in_rows",
    "icon.icon", "journey_line.journey_line", "journey_line.stage_bars", "motif.motif",
    "paper.lines", "papers.beside", "plan_chart.plan_chart",
    "print_button.print_button", "reader.pager", "reader.pages", "readiness.leaves",
    "ready_days.ready_days",
    "thumbnail.thumbnail", "trying.trying", "uploading.uploading",
    "uploading.uploading_script",
}  # fmt: skip


def public_macros() -> Iterator[str]:
    """The macros that a component's first lines tell screens of."""
    for path in COMPONENTS.glob("*.html"):
        source = path.read_text()
        told = source.partition("#}")[0]
        for name in re.findall(r"{%-? macro (\w+)", source):
            if re.search(rf"\b{name}\(", told):
                yield f"{path.stem}.{name}"


def shown_macros() -> Iterator[str]:
    """The macros that a page of the gallery calls."""
    for path in HERE.glob("gallery*.html"):
        source = path.read_text()
        for stem, names in re.findall(r'components/(\w+)\.html" import ([^%]*?) %}', source):
            for name, _, called in (one.strip().partition(" as ") for one in names.split(",")):
                if re.search(rf"[{{(|%~ ]{called or name}\(", source):
                    yield f"{stem}.{name}"


def test_every_public_macro_is_in_the_gallery_or_named_as_seen_elsewhere() -> None:
    assert set(public_macros()) - set(shown_macros()) == SEEN_ELSEWHERE
