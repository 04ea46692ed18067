"""The room's blueprint and nothing else."""

from flask import Blueprint

bp = Blueprint("assessor", __name__)
