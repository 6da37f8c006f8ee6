"""How a text is written as a value of YAML: bare where that is enough, else in quotes."""

import re

from veille.config.tree import UNPRINTABLE

# What a YAML reader of version 1.1 or 1.2 takes for something else than a text. Ours reads
# texts only, but editors and other tools read the file too.
_WORDS = frozenset("y n yes no on off true false null".split())
_NUMBER_OR_DATE = re.compile(
    r"0[xob][0-9a-f_]+|\d[\d_]*(?:\.[\d_]*)?e[+-]?\d+|\d{4}-\d\d?-\d\d?[t ].*", re.IGNORECASE
)
_BARE_START = frozenset("/(«€")  # beside letters and digits; other signs mean something
_LIST_SIGNS = frozenset(",:#[]{}\"'")
_ESCAPED = re.compile(f"[\\t\\n]|{UNPRINTABLE.pattern}")


def scalar(text: str) -> str:
    """A value after « key: »."""
    bare = (text[:1].isalnum() or text[:1] in _BARE_START) and not (
        ": " in text or " #" in text or text.endswith((":", " "))
    )
    return _written(text, bare=bare)


def listed_scalar(text: str) -> str:
    """A value between the brackets of « [a, b] »."""
    bare = text[:1].isalnum() and not (_LIST_SIGNS & set(text) or text.endswith(" "))
    return _written(text, bare=bare)


def _written(text: str, *, bare: bool) -> str:
    if _ESCAPED.search(text):
        signs = text.replace("\\", "\\\\").replace('"', '\\"')
        return '"' + _ESCAPED.sub(lambda sign: f"\\U{ord(sign[0]):08X}", signs) + '"'
    if bare and _is_text(text):
        return text
    if '"' in text or "\\" in text:
        return "'" + text.replace("'", "''") + "'"
    return f'"{text}"'


def _is_text(text: str) -> bool:
    return (
        any(sign.isalpha() for sign in text)
        and text.lower() not in _WORDS
        and not _NUMBER_OR_DATE.fullmatch(text)
    )
