"""The folder of a watch (its « home »): find its files, read them all, check them together."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from veille.config.digests import DigestEntry, digest_paths, read_digests
from veille.config.nodes import Notes
from veille.config.overruled import failing
from veille.config.rules import Rules, RulesReading, read_rules, rule_paths
from veille.config.sources import SourceEntry, read_sources
from veille.config.wording import did_you_mean, quoted, typeset
from veille.domain.edition import Digest
from veille.domain.source import Source
from veille.errors import ConfigError, Mistake

_PROJECT = Path(__file__).resolve().parents[2]
"""The folder that holds the package, with the project's own ``rules/`` and ``digests/``."""


@dataclass(frozen=True, slots=True)
class Configuration:
    """All that a home says. ``paths`` are the files it was read from."""

    home: Path
    sources: tuple[Source, ...]
    rules: Rules
    digests: tuple[Digest, ...]
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class _Reading:
    sources: list[SourceEntry]
    rules: RulesReading
    digests: list[DigestEntry]
    mistakes: tuple[Mistake, ...]


def rules_folder(home: Path) -> Path:
    """``rules/`` of the home, else the project's own."""
    return home / "rules" if (home / "rules").is_dir() else _PROJECT / "rules"


def digests_folder(home: Path) -> Path:
    """``digests/`` of the home if a digest is there (issues alone are none), else the
    project's own."""
    return home / "digests" if digest_paths(home / "digests") else _PROJECT / "digests"


def files_of(home: Path) -> tuple[Path, ...]:
    """Every file that the configuration of ``home`` is read from, present or not."""
    return (
        home / "sources.yaml",
        *rule_paths(rules_folder(home)),
        *digest_paths(digests_folder(home)),
    )


def load(home: Path) -> Configuration:
    """The configuration of a home, ready to run.

    What only a person can judge (an unknown theme hinted by a source, an example of a
    theme that fails) is left to ``check``: it stops nothing.

    Raises:
        ConfigError: every mistake of every file, sorted by file, then by line.
    """
    reading = _read(home)
    if reading.mistakes or reading.rules.rules is None:
        raise ConfigError(reading.mistakes)
    return Configuration(
        home=home,
        sources=tuple(entry.source for entry in reading.sources),
        rules=reading.rules.rules,
        digests=tuple(entry.digest for entry in reading.digests),
        paths=files_of(home),
    )


def check(home: Path) -> tuple[Mistake, ...]:
    """Every mistake of every file, of the files together, and the examples that fail.

    Sorted by file, then by line; empty when all is well.
    """
    reading = _read(home)
    mistakes = {*reading.mistakes, *_across_files(home, reading)}
    if reading.rules.rules is not None:
        rules = reading.rules
        mistakes.update(failing(reading.rules.rules, rules.examples, rules.cue_examples))
    return tuple(sorted(mistakes))


def _read(home: Path) -> _Reading:
    notes = Notes(home / "sources.yaml")
    sources = read_sources(notes.path, notes)
    rules = read_rules(rules_folder(home))
    digests, digest_mistakes = read_digests(digests_folder(home))
    mistakes = tuple(sorted((*notes.mistakes, *rules.mistakes, *digest_mistakes)))
    return _Reading(sources, rules, digests, mistakes)


def _across_files(home: Path, reading: _Reading) -> Iterator[Mistake]:
    path = home / "sources.yaml"
    addresses: dict[tuple[str, ...], SourceEntry] = {}
    for entry in reading.sources:
        yield from _unknown_themes(path, entry.theme_lines, reading.rules.codes)
        if not entry.source.url:
            continue
        first = addresses.setdefault(_address(entry.source.url), entry)
        if first is not entry:
            yield Mistake(
                path,
                entry.url_line,
                typeset(
                    f"url : même adresse que {quoted(first.source.id)} (ligne {first.url_line}) ;"
                    " retirez l’une des deux sources"
                ),
            )
    for digest in reading.digests:
        yield from _unknown_themes(digest.path, digest.theme_lines, reading.rules.codes)


def _unknown_themes(
    path: Path, used: tuple[tuple[str, int], ...], codes: frozenset[str]
) -> Iterator[Mistake]:
    for code, line in used:
        if code not in codes:
            sentence = f"themes : thème inconnu {quoted(code)}{did_you_mean(code, codes)}"
            yield Mistake(path, line, typeset(sentence))


def _address(url: str) -> tuple[str, ...]:
    """What makes two addresses one to the server: case of the site name does not."""
    parts = urlsplit(url)
    return (parts.scheme.lower(), parts.netloc.lower(), parts.path or "/", parts.query)
