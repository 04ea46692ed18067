"""What the authority sets for itself: framework, routes, rounds, letters, terms."""

from award.web.coordinator.blueprint import bp
from award.web.kit.scheme.every import SCHEME_SCREENS

SCHEME_SCREENS.give_to(bp)
