"""What an authority sets for itself, for those who administer it: as in the coordinator's room."""

from award.web.admin.blueprint import bp
from award.web.kit.scheme.every import SCHEME_SCREENS

SCHEME_SCREENS.give_to(bp, "/authorities/<authority:authority>")
