"""From the bytes of a feed to UTF-8, whatever their encoding and whatever they claim.

The order is feedparser's (byte-order mark, HTTP charset, XML declaration, UTF-8, windows-1252)
but for two rules that save accents where it would lose them:

- bytes that are valid UTF-8 with accents are UTF-8, even declared iso-8859-1 or windows-1252:
  no real text in those has only pairs that happen to be valid;
- one bad byte in UTF-8 is read as windows-1252 by itself; the rest stays UTF-8.
"""

import codecs
import re
from dataclasses import dataclass

_MARKS = (
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF8, "utf-8"),
)
# « <? » without a byte-order mark, as the XML specification (appendix F) tells to guess.
_BARE_MARKS = (
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00<\x00?", "utf-16-be"),
    (b"<\x00?\x00", "utf-16-le"),
    (b"\x4c\x6f\xa7\x94", "cp037"),
)
# Comments or blanks before the declaration make the document ill-formed, not less declared.
_DECLARED = re.compile(
    rb"\s*(?:<!--(?:(?!-->).){0,2000}-->\s*){0,5}"
    rb"<\?xml[^>]{0,200}?encoding=['\"]([\w.:-]{1,40})['\"]",
    re.DOTALL,
)
_CHARSET = re.compile(r";\s*charset\s*=\s*[\"']?([\w.:-]{1,40})", re.IGNORECASE)

# Codecs that Python counts as text encodings and that no document can be in; some are slow.
_NEVER = frozenset({"idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined"})
# Not for a document whose first bytes are « <?xml » in ASCII, whatever it says of itself.
_WIDE = ("utf-16", "utf-32", "cp037", "cp500")
# Where plain ASCII bytes may mean other letters: valid UTF-8 proves nothing.
_NOT_ASCII = ("utf-7", "iso2022", "hz")
_EAST_ASIAN = ("big5", "gb", "euc", "shift", "cp932", "cp949", "cp950", "johab")

# At most one damaged letter in a thousand: beyond that, the declared encoding is a lie.
_DAMAGE = 1_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """``data`` is UTF-8 without byte-order mark; ``mended``: the declaration was not right."""

    data: bytes
    mended: bool = False


def to_utf8(body: bytes, content_type: str) -> Decoded:
    """UTF-8 bytes of a document; never raises, whatever the bytes."""
    for mark, encoding in _MARKS:
        if body.startswith(mark):
            body = body[len(mark) :]
            if encoding == "utf-8":
                return _as_utf8(body) or _mixed(body)
            return Decoded(_encode(body.decode(encoding, "replace")))
    for mark, encoding in _BARE_MARKS:
        if body.startswith(mark):
            return Decoded(_encode(body.decode(encoding, "replace")))
    declared = _declared(body, content_type)
    if not any(name.startswith((*_NOT_ASCII, *_EAST_ASIAN)) for name in declared):
        valid = _as_utf8(body)
        if valid:
            return valid
    for name in declared:
        if name not in ("utf-8", "ascii"):
            try:
                return Decoded(_encode(body.decode(name)))
            except UnicodeDecodeError:
                text = body.decode(name, "replace")
                if text.count("\ufffd") <= 1 + len(text) // _DAMAGE:
                    return Decoded(_encode(text), mended=True)
    return _as_utf8(body) or _mixed(body)


def _declared(body: bytes, content_type: str) -> tuple[str, ...]:
    """Usable encodings declared by the server then by the document, as Python names them."""
    found: list[str] = []
    charset = _CHARSET.search(content_type)
    if charset:
        found.append(charset[1])
    declaration = _DECLARED.match(body)
    if declaration:
        found.append(declaration[1].decode("ascii", "ignore"))
    names: list[str] = []
    for name in found:
        try:
            known = codecs.lookup("gb18030" if name.lower() == "gb2312" else name).name
            b"".decode(known)  # refuses those that are not text (« zip », « hex »…)
        except (LookupError, ValueError):
            continue
        if known not in names and known not in _NEVER and not known.startswith(_WIDE):
            names.append(known)
    return tuple(names)


def _as_utf8(body: bytes) -> Decoded | None:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return None
    return Decoded(body)


def _mixed(body: bytes) -> Decoded:
    """UTF-8 whose few bad bytes are windows-1252; or all windows-1252, if they are not few."""
    text = body.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(not char.isascii() for char in text) - bad
    # In windows-1252 pairs that happen to be valid UTF-8 are rare: one accent in a hundred.
    encoding = "utf-8" if good > bad else "windows-1252"
    return Decoded(_encode(body.decode(encoding, "veille-windows-1252")), mended=True)


def _windows_1252(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeDecodeError):
        raise error
    bad = error.object[error.start : error.end]
    if error.encoding != "utf-8":
        return "\ufffd" * len(bad), error.end
    return bad.decode("windows-1252", "replace"), error.end


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "replace")


codecs.register_error("veille-windows-1252", _windows_1252)
