"""Builds the application; `flask run` and gunicorn start here."""

from award.web.factory import create_app

app = create_app()
