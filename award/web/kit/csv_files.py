"""Lists as files for a spreadsheet, in which nothing can become a formula."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from flask import Response

from award.domain.zip_names import without_formula


def csv_file(name: str, heads: Sequence[str], rows: Iterable[Sequence[object]]) -> Response:
    """A file of comma-separated values, to download."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow(heads)
    writer.writerows(["" if one is None else without_formula(one) for one in row] for row in rows)
    answer = Response("\ufeff" + out.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return answer
