"""The room's blueprint and nothing else."""

from flask import Blueprint

bp = Blueprint("steering", __name__)
