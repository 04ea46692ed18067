"""Writes a framework's tables as the TOML text that is read again: what is published is a file."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

DELETE: Final = "\x7f"


def write_toml(values: Mapping[str, Any]) -> str:
    """The text of these tables; reading it gives the same tables back.

    Raises TypeError for a value of a sort that no framework holds.
    """
    return "\n".join(_table((), values)).strip() + "\n"


def _table(path: tuple[str, ...], values: Mapping[str, Any]) -> Iterator[str]:
    """The plain fields of a table first, then the tables inside it, as TOML wants it."""
    inside = {name: one for name, one in values.items() if _is_table(one) or _is_rows(one)}
    for name, one in values.items():
        if name not in inside:
            yield f"{_key(name)} = {_value(one)}"
    for name, one in inside.items():
        deeper = (*path, _key(name))
        if _is_rows(one):
            for row in one:
                yield f"\n[[{'.'.join(deeper)}]]"
                yield from _table(deeper, row)
        else:
            yield f"\n[{'.'.join(deeper)}]"
            yield from _table(deeper, one)


def _is_table(value: object) -> bool:
    return isinstance(value, Mapping)


def _is_rows(value: object) -> bool:
    return isinstance(value, list) and bool(value) and all(_is_table(one) for one in value)


def _key(name: str) -> str:
    return name if name.replace("_", "a").isalnum() and name.isascii() else _text(name)


def _value(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, list):
        return f"[{', '.join(_value(one) for one in value)}]"
    raise TypeError(f"A framework holds no {type(value).__name__}.")


def _text(value: str) -> str:
    """A basic string; JSON's escapes are TOML's too, but for one character that it leaves alone."""
    return json.dumps(value, ensure_ascii=False).replace(DELETE, "\\u007f")
