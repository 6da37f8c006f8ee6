"""What stands before the first element of a feed: XML declaration, comments, DOCTYPE.

A DOCTYPE can define entities, and an entity can be made to grow: 110 kB of feed became a
title of a thousand million characters, 2.9 GB, before feedparser noticed. So:

- a DOCTYPE that only names an external DTD is dropped (it is never fetched);
- one that declares nothing but external entities, elements or attributes, or entities of a few
  plain characters, is left to feedparser, which neither fetches nor expands what matters;
- any other is refused before reading.
"""

import re
from dataclasses import dataclass

from veille.errors import ParseError

# Blanks before the declaration are an error for expat, and for no reader.
_DECLARATION = re.compile(rb"\s*<\?xml\s[^>]*>")
# One step through the prolog. feedparser takes the first « <letter » for the first element;
# going no less far than it does is what makes the check safe.
_STEP = re.compile(
    rb"(?P<skip><\?.*?\?>|<!--.*?-->)|(?P<doctype><!DOCTYPE)|(?P<element><\w)|[^<]+|<",
    re.DOTALL | re.IGNORECASE,
)
_DOCTYPE = re.compile(rb"<!DOCTYPE(?:[^<>\[\"']|\"[^\"]*\"|'[^']*')*>", re.IGNORECASE)
_QUOTED = rb"(?:[^<>\"']|\"[^\"]*\"|'[^']*')*"
# A DOCTYPE with an internal subset, wholly understood.
_SUBSET = re.compile(
    rb"<!DOCTYPE[^\[<>]*\[(?:\s+|<!(?:ENTITY|ELEMENT|ATTLIST|NOTATION)\s" + _QUOTED + rb">|"
    rb"%[\w.:-]+;)*\]\s*>",
    re.IGNORECASE,
)
_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_EXTERNAL = re.compile(
    rb"<!ENTITY\s+(?:%\s+)?[\w.:-]+\s+(?:SYSTEM|PUBLIC)\s[^<>&%]*>", re.IGNORECASE
)
# Long enough for « © Mairie de … », too short to be worth repeating.
_SHORT = re.compile(
    rb"<!ENTITY\s+[\w.:-]+\s+(?:\"(?:&#\w{1,8};|[^&\"<>%]{0,32})\"|"
    rb"'(?:&#\w{1,8};|[^&'<>%]{0,32})')\s*>",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Prolog:
    """``plain``: the document for expat, without declaration nor DOCTYPE; None if unsure."""

    plain: bytes | None


def open_prolog(data: bytes) -> Prolog:
    """Look at the prolog of a document in UTF-8.

    Raises ParseError for entities that could grow.
    """
    declaration = _DECLARATION.match(data)
    start = declaration.end() if declaration else 0
    doctype, end = _walk(data, start)
    if _ENTITY.search(data, 0, end) and _keeps_entities(data[:end]):
        return Prolog(None)
    if doctype is None:
        return Prolog(data[start:])
    understood = _DOCTYPE.match(data, doctype) or _SUBSET.match(data, doctype)
    if not understood:
        return Prolog(None)
    return Prolog(data[start:doctype] + data[understood.end() :])


def _walk(data: bytes, start: int) -> tuple[int | None, int]:
    """Where the DOCTYPE and the first element begin (None; the end, when there is none)."""
    doctype = None
    position = start
    while position < len(data):
        step = _STEP.match(data, position)
        if step is None or step["element"]:
            break
        if step["doctype"] and doctype is None:
            doctype = position
        position = step.end()
    return doctype, position


def _keeps_entities(prolog: bytes) -> bool:
    """Whether the text may use an entity declared here; raises for one that could grow."""
    short = len(_SHORT.findall(prolog))
    if short + len(_EXTERNAL.findall(prolog)) < len(_ENTITY.findall(prolog)):
        raise ParseError(
            "Ce flux définit des abréviations (entités XML) qui peuvent grossir sans limite : "
            "il n’a pas été lu. Signalez-le à son éditeur."
        )
    return short > 0
