"""``digests/<id>/digest.yaml``: who receives what, and when."""

from dataclasses import dataclass
from pathlib import Path

from veille.config.fields import root
from veille.config.nodes import Notes
from veille.config.tree import read_tree
from veille.config.values import (
    Misfit,
    identifier,
    line_of_text,
    mailbox,
    paragraph,
    sending_hour,
    timezone_name,
    weekday,
    whole,
    yes_no,
)
from veille.domain.edition import Digest, Section
from veille.errors import ConfigError, Mistake

DIGEST_KEYS = (
    "name",
    "day",
    "at",
    "timezone",
    "max_late_days",
    "highlights",
    "min_relevance",
    "approval",
    "audience",
    "sender",
    "reply_to",
    "word",
    "sections",
)
SECTION_KEYS = ("title", "themes", "limit")
_name = line_of_text(120)
_tag = line_of_text(80)
_WORD = paragraph(600)  # two lines on a page, five on a phone
_DEFAULT = Digest(id="", name="")


@dataclass(frozen=True, slots=True)
class DigestEntry:
    """A digest with the lines that later checks point at."""

    digest: Digest
    path: Path
    theme_lines: tuple[tuple[str, int], ...]


def load_digests(folder: Path) -> tuple[Digest, ...]:
    """The digests of a folder, sorted by id.

    Raises:
        ConfigError: every mistake of every digest.
    """
    entries, mistakes = read_digests(folder)
    if mistakes:
        raise ConfigError(tuple(mistakes))
    return tuple(entry.digest for entry in entries)


def digest_paths(folder: Path) -> list[Path]:
    """The file of each digest, there or not. A folder that only holds issues is no digest:
    issues stay when a digest is removed, and lie in the home of a borrowed one."""
    if not folder.is_dir():
        return []
    return sorted(child / "digest.yaml" for child in folder.iterdir() if _is_digest(child))


def _is_digest(child: Path) -> bool:
    if child.name.startswith(".") or not child.is_dir():
        return False
    return any(inner.name != "issues" for inner in child.iterdir())


def read_digests(folder: Path) -> tuple[list[DigestEntry], list[Mistake]]:
    """The digests as far as they can be read, and every mistake in them."""
    entries: list[DigestEntry] = []
    mistakes: list[Mistake] = []
    for path in digest_paths(folder):
        notes = Notes(path)
        if (entry := _digest(notes)) is not None:
            entries.append(entry)
        mistakes += notes.mistakes
    if not entries and not mistakes:
        mistakes.append(
            Mistake(folder, 0, "aucune lettre ; créez-y un dossier avec un fichier digest.yaml")
        )
    return entries, mistakes


def _digest(notes: Notes) -> DigestEntry | None:
    path = notes.path
    try:
        identity = identifier(path.parent.name)
    except Misfit as misfit:
        notes.add(0, f"nom du dossier : {misfit}")
        identity = ""
    fields = root(read_tree(path, notes), notes, DIGEST_KEYS)
    if fields is None:
        return None
    fields.require("sections", "puis, en retrait, « - title: … » et « themes: […] »")
    sections: list[Section] = []
    theme_lines: list[tuple[str, int]] = []
    for section in fields.mappings("sections", SECTION_KEYS, "title: Entreprises"):
        section.require("themes", "[entreprises]")
        themes = section.values("themes", identifier)
        theme_lines += themes
        sections.append(
            Section(
                title=section.value("title", _name, "", example="Entreprises et emploi"),
                themes=tuple(theme for theme, _ in themes),
                limit=section.value("limit", whole(1, 50), 6),
            )
        )
    templates = path.parent / "templates"
    digest = Digest(
        id=identity,
        name=fields.value("name", _name, "", example="La veille de mon territoire"),
        weekday=fields.value("day", weekday, _DEFAULT.weekday),
        at=fields.value("at", sending_hour, _DEFAULT.at),
        timezone=fields.value("timezone", timezone_name, _DEFAULT.timezone),
        # A week late, the next edition is due.
        max_late_days=fields.value("max_late_days", whole(0, 6), _DEFAULT.max_late_days),
        sections=tuple(sections),
        highlights=fields.value("highlights", whole(0, 20), _DEFAULT.highlights),
        min_relevance=fields.value("min_relevance", whole(0, 3), _DEFAULT.min_relevance),
        approval=fields.value("approval", yes_no, _DEFAULT.approval),
        audience=tuple(tag for tag, _ in fields.values("audience", _tag)),
        sender=fields.value("sender", mailbox, "", example='"Veille <veille@exemple.fr>"'),
        reply_to=fields.value("reply_to", mailbox, ""),
        word=fields.value("word", _WORD, ""),
        template_dir=str(templates.resolve()) if templates.is_dir() else "",
    )
    return DigestEntry(digest, path, tuple(theme_lines))
