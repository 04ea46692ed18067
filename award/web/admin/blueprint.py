"""The room's blueprint and nothing else."""

from flask import Blueprint

bp = Blueprint("admin", __name__)
