"""Builds the application; `flask run` and gunicorn start here."""

from award.adapters.fenced import keep_to_itself
from award.web.factory import create_app

keep_to_itself()
app = create_app()
