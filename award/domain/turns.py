"""Whose turn it is."""

from enum import StrEnum


class Turn(StrEnum):
    """Who is waited for."""

    SETTING = "setting"
    COORDINATOR = "coordinator"
    ADVISER = "adviser"
    ASSESSOR = "assessor"
    SECOND = "second"
    PANEL = "panel"
    NOBODY = "nobody"
