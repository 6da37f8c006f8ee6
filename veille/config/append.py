"""Add sources at the end of ``sources.yaml``, whose every line stays as it was written.

The file is edited as text: a YAML writer would lose the comments, the quotes and the blank
lines people put there. What was written is read again before it replaces the file, and must
give the old sources unchanged, then the new ones; else nothing is replaced.
"""

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from veille.config.nodes import Node, Notes
from veille.config.placing import Place, find_place, split_lines
from veille.config.replacing import replace_content
from veille.config.scalars import listed_scalar, scalar
from veille.config.sources import read_sources, sources_of
from veille.config.tree import parse, read_content, text_of
from veille.config.wording import quoted, typeset
from veille.domain.source import Source
from veille.errors import ConfigError, UsageError
from veille.normalise.urls import absolute_http_url, canonical_url
from veille.normalise.words import fold

_BOM = b"\xef\xbb\xbf"
_LONGEST_ID = 64  # what ``identifier`` takes
_FEED = Source(id="", name="", url="").kind


@dataclass(frozen=True, slots=True)
class NewSource:
    """What is worth writing of a source; an empty value is left to its default.

    ``every`` is as in the file (« 1d »); ``note`` is a comment written above the entry.
    """

    id: str
    name: str
    url: str
    kind: str = _FEED
    every: str = ""
    tags: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class _File:
    """``content`` is None when there is no file, ``node`` when nothing is written in it."""

    content: bytes | None
    node: Node | None
    sources: tuple[Source, ...]


def present_sources(path: Path) -> tuple[Source, ...]:
    """The sources of a file that may be absent or empty.

    Raises:
        ConfigError: every mistake of the file.
    """
    return _read(path).sources


def addresses(sources: Iterable[Source]) -> dict[str, str]:
    """The id of the source that follows each address, by the key of the address."""
    return {canonical_url(source.url): source.id for source in reversed(tuple(sources))}


def append_sources(path: Path, sources: Sequence[NewSource]) -> tuple[str, ...]:
    """Write the sources at the end of the list; the ids of those written.

    A source whose address is already followed, by the file or by one before it, is left
    out: its id is not in the answer.

    Raises:
        ConfigError: every mistake of the file as it is.
        UsageError: a source that does not fit, a list between brackets, a file that
            cannot be written or that changed meanwhile. Nothing is written.
    """
    file = _read(path)
    followed = set(addresses(file.sources))
    taken = {source.id for source in file.sources}
    kept: list[NewSource] = []
    expected = list(file.sources)
    for new in sources:
        source = _checked(new)
        key = canonical_url(source.url)
        if key in followed:
            continue
        if source.id in taken:
            raise UsageError(
                typeset(f"id : {quoted(source.id)} est déjà pris ; choisissez-en un autre.")
            )
        followed.add(key)
        taken.add(source.id)
        kept.append(new)
        expected.append(source)
    if kept:
        replace_content(
            path,
            file.content,
            _with(file, kept),
            lambda temporary: _check(path, temporary, expected),
        )
    return tuple(new.id for new in kept)


def new_id(name: str, url: str, taken: Container[str]) -> str:
    """A readable id from the name, else from the site of ``url``, that is not in ``taken``."""
    site = urlsplit(canonical_url(absolute_http_url(url))).hostname or ""
    base = _slug(name) or _slug(site) or "source"
    found, rank = base, 1
    while found in taken:
        rank += 1
        ending = f"-{rank}"
        found = base[: _LONGEST_ID - len(ending)].rstrip("-") + ending
    return found


def _slug(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:_LONGEST_ID].rstrip("-")


def _read(path: Path) -> _File:
    if not path.exists():
        return _File(None, None, ())
    notes = Notes(path)
    content = read_content(path, notes)
    text = text_of(content, notes) if content is not None else ""
    lines = (line.strip() for line in text.split("\n"))
    if not notes.mistakes and all(not line or line.startswith("#") for line in lines):
        return _File(content, None, ())
    node = parse(text, notes) if content is not None else None
    sources = tuple(entry.source for entry in sources_of(node, notes))
    if notes.mistakes:
        raise ConfigError(notes.mistakes)
    return _File(content, node, sources)


def _checked(new: NewSource) -> Source:
    """The source as it will be read; its entry is tried alone, so that a misfit names it."""
    notes = Notes(Path())
    read = sources_of(parse("\n".join(("sources:", *_entry(new, Place()))), notes), notes)
    if notes.mistakes or len(read) != 1:
        reasons = " ; ".join(mistake.message for mistake in notes.mistakes)
        raise UsageError(typeset(f"{quoted(new.name)} ne peut pas être ajoutée : {reasons}."))
    return read[0].source


def _entry(new: NewSource, place: Place) -> list[str]:
    """The lines of one entry, without their ends."""
    pairs = [("id", scalar(new.id)), ("name", scalar(new.name)), ("url", scalar(new.url))]
    if new.kind != _FEED:
        pairs.append(("kind", scalar(new.kind)))
    if new.every:
        pairs.append(("every", scalar(new.every)))
    if new.tags:
        pairs.append(("tags", f"[{', '.join(listed_scalar(tag) for tag in new.tags)}]"))
    shown = "".join(sign if sign.isprintable() or sign == "\u00a0" else " " for sign in new.note)
    lines = [""] if place.apart else []
    if note := " ".join(shown.split(" ")).strip(" #"):
        lines.append(f"{' ' * place.dash}# {note}")
    first = f"{' ' * place.dash}-{' ' * place.gap}"
    for key, value in pairs:
        lines.append(f"{first}{key}: {value}")
        first = " " * len(first)
    return lines


def _with(file: _File, kept: Sequence[NewSource]) -> bytes:
    """The bytes of the file with the new entries."""
    content = file.content or b""
    mark = _BOM if content.startswith(_BOM) else b""
    lines = split_lines(content.removeprefix(_BOM).decode())
    end = next((line[len(line.rstrip("\r\n")) :] for line in lines), "") or "\n"
    if file.node is None:
        place = Place(at=len(lines))
        added = ["sources:"]
    else:
        place = find_place(lines, file.node)
        added = []
    for new in kept:
        added += _entry(new, place)
    before, after = lines[: place.at], lines[place.at :]
    if before and not before[-1].endswith(("\n", "\r")):
        text = "".join((*before, end, end.join(added)))
    else:
        text = "".join((*before, *(line + end for line in added), *after))
    return mark + text.encode()


def _check(path: Path, temporary: Path, expected: list[Source]) -> None:
    notes = Notes(temporary)
    read = [entry.source for entry in read_sources(temporary, notes)]
    if notes.mistakes or read != expected:
        reasons = "".join(f" ({mistake.message})" for mistake in notes.mistakes[:1])
        raise UsageError(
            typeset(
                f"{path} ne se relirait pas comme il faut{reasons} : rien n’y a été écrit ;"
                " ajoutez les sources à la main."
            )
        )
