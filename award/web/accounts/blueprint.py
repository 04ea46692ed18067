"""The room's blueprint and nothing else."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
