"""Keeps “e-mail” on one line on every page, wherever a screen or a sentence has it."""

from flask import Flask, Response

from award.domain.hyphens import keep_whole_on_page


def init_hyphens(app: Flask) -> None:
    """Go through each page once, when it is whole; files and what is streamed stay as they are."""

    @app.after_request
    def keep_whole(response: Response) -> Response:
        is_page = response.mimetype == "text/html" and not response.is_streamed
        if is_page and not response.direct_passthrough and b"-mail" in response.data:
            response.set_data(keep_whole_on_page(response.get_data(as_text=True)))
        return response
