"""Every screen on which an authority sets things for itself, to be given to a room."""

from award.web.kit.scheme import (
    framework,
    framework_draft,
    framework_parts,
    framework_points,
    guidance,
    kinds,
    kinds_ends,
    letter_texts,
    numbers,
    overview,
    rounds,
    routes,
    routes_ends,
    terms,
)
from award.web.kit.scheme.screens import screens

MODULES = (
    framework,
    framework_draft,
    framework_parts,
    framework_points,
    guidance,
    kinds,
    kinds_ends,
    letter_texts,
    numbers,
    overview,
    rounds,
    routes,
    routes_ends,
    terms,
)
SCHEME_SCREENS = screens
