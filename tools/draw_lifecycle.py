"""Draw the lifecycle into README.md, between its two marks, from the table of moves."""

import re
from pathlib import Path

from award.domain import diagram

README = Path(__file__).parent.parent / "README.md"
MARKS = re.compile(r"(<!-- lifecycle -->\n).*?(<!-- /lifecycle -->)", re.DOTALL)


def with_drawing(text: str, drawing: str) -> str:
    """The text with the drawing between its marks."""
    fenced = f"```mermaid\n{drawing.strip()}\n```\n"
    drawn, count = MARKS.subn(lambda found: f"{found[1]}{fenced}{found[2]}", text)
    if count != 1:
        raise SystemExit(
            "README.md needs the marks <!-- lifecycle --> and <!-- /lifecycle --> once."
        )
    return drawn


if __name__ == "__main__":
    README.write_text(with_drawing(README.read_text(), diagram.draw()))
