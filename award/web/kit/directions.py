"""Sets names from right to left apart on every page, wherever a screen or a sentence has them."""

import re
from typing import Final

from flask import Flask, Response

from award.domain.directions import set_apart_on_page

# The first byte of each letter that may run from right to left, so that most pages cost nothing.
_MAY_HOLD_ANY: Final = re.compile(rb"[\xd6-\xdf]|\xe0[\xa0-\xa3]|\xef[\xac-\xbb]|\xf0[\x90\x9e]")


def init_directions(app: Flask) -> None:
    """Go through each page once, when it is whole; files and what is streamed stay as they are."""

    @app.after_request
    def set_names_apart(response: Response) -> Response:
        is_page = response.mimetype == "text/html" and not response.is_streamed
        if is_page and not response.direct_passthrough and _MAY_HOLD_ANY.search(response.data):
            response.set_data(set_apart_on_page(response.get_data(as_text=True)))
        return response
