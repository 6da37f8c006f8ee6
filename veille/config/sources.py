"""``sources.yaml``: the places watched."""

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from veille.collect import FLOWS
from veille.config.fields import Fields, root
from veille.config.nodes import Node, Notes
from veille.config.schema import SELECTOR_KEYS, SOURCE_KEYS
from veille.config.tree import read_tree
from veille.config.values import (
    choice,
    css_selector,
    duration,
    identifier,
    line_of_text,
    number,
    source_address,
    whole,
    yes_no,
)
from veille.config.wording import quoted
from veille.domain.source import Rights, Selectors, Source
from veille.errors import ConfigError

# Five minutes is already impolite to most sites; beyond a month nobody calls it a watch.
_EVERY = duration(
    "2h, 30m ou 1d", "m h d", ("5m", timedelta(minutes=5)), ("31d", timedelta(days=31))
)
_WEIGHT = number("au-dessus de 0 et jusqu’à 3", lambda value: 0 < value <= 3)
_EXTRACT = whole(0, 200)
_RIGHTS = choice({right.value: right for right in Rights})
_KIND = choice({kind: kind for kind in sorted(FLOWS)})
_NAME = line_of_text(200)
_WORDS = line_of_text(80)
_DEFAULT = Source(id="", name="", url="")


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """A source with the lines that later checks point at."""

    source: Source
    url_line: int
    theme_lines: tuple[tuple[str, int], ...]


def load_sources(path: Path) -> tuple[Source, ...]:
    """The sources of a file, in its order; a list left empty is no mistake.

    Raises:
        ConfigError: every mistake of the file, sorted by line.
    """
    notes = Notes(path)
    entries = read_sources(path, notes)
    if notes.mistakes:
        raise ConfigError(notes.mistakes)
    return tuple(entry.source for entry in entries)


def read_sources(path: Path, notes: Notes) -> list[SourceEntry]:
    """The sources as far as they can be read; the mistakes go to ``notes``."""
    return sources_of(read_tree(path, notes), notes)


def sources_of(node: Node | None, notes: Notes) -> list[SourceEntry]:
    """The sources of a tree, as ``read_sources``."""
    fields = root(node, notes, ("sources",))
    if fields is None:
        return []
    first_lines: dict[str, int] = {}
    entries = []
    for entry in fields.mappings("sources", SOURCE_KEYS, "id: roannais"):
        read = _source(entry)
        identity = read.source.id
        if identity in first_lines:
            notes.add(
                entry.line_of("id"),
                f"id : {quoted(identity)} est déjà pris ligne {first_lines[identity]} ;"
                " choisissez-en un autre",
            )
        elif identity:
            first_lines[identity] = entry.line_of("id")
        entries.append(read)
    return entries


def _source(entry: Fields) -> SourceEntry:
    themes = entry.values("themes", identifier)
    kind = entry.value("kind", _KIND, _DEFAULT.kind)
    source = Source(
        id=entry.value("id", identifier, "", example="un-nom-unique"),
        name=entry.value("name", _NAME, "", example="Nom de la source"),
        url=entry.value("url", source_address(kind), "", example="https://exemple.fr/rss.xml"),
        kind=kind,
        every=entry.value("every", _EVERY, _DEFAULT.every),
        every_max=entry.value("every_max", _EVERY, _DEFAULT.every_max),
        rights=entry.value("rights", _RIGHTS, _DEFAULT.rights),
        themes=tuple(theme for theme, _ in themes),
        weight=entry.value("weight", _WEIGHT, _DEFAULT.weight),
        extract=entry.value("extract", _EXTRACT, _DEFAULT.extract),
        tags=tuple(tag for tag, _ in entry.values("tags", _WORDS)),
        zone=entry.value("zone", _WORDS, _DEFAULT.zone),
        actor=entry.value("actor", _WORDS, _DEFAULT.actor),
        probed=entry.value("probed", yes_no, _DEFAULT.probed),
        enabled=entry.value("enabled", yes_no, _DEFAULT.enabled),
        selectors=_selectors(entry),
        articles=entry.value("articles", yes_no, _DEFAULT.articles),
        check_certificate=entry.value("check_certificate", yes_no, _DEFAULT.check_certificate),
        sender=entry.value("sender", _NAME, _DEFAULT.sender),
    )
    return SourceEntry(source, entry.line_of("url"), tuple(themes))


def _selectors(entry: Fields) -> Selectors | None:
    fields = entry.mapping("selectors", SELECTOR_KEYS, "item: article.actualite")
    if fields is None:
        return None
    return Selectors(
        item=fields.value("item", css_selector, "", example="article.actualite"),
        title=fields.value("title", css_selector, ""),
        link=fields.value("link", css_selector, ""),
        date=fields.value("date", css_selector, ""),
        summary=fields.value("summary", css_selector, ""),
    )
