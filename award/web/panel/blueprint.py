"""The room's blueprint and nothing else."""

from flask import Blueprint

bp = Blueprint("panel", __name__)
