"""Every screen on which an authority sets things for itself, to be given to a room."""

from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from award.web.kit.scheme.screens import screens

# Each module of this folder adds its screens where it is read.
for _module in iter_modules([str(Path(__file__).parent)]):
    import_module(f"{__package__}.{_module.name}")
SCHEME_SCREENS = screens
