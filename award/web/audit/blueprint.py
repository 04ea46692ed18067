"""The room's blueprint and nothing else."""

from flask import Blueprint

bp = Blueprint("audit", __name__)
