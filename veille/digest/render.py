"""A composition as HTML for mail programs, and as plain text read with as much care."""

import textwrap
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import css_inline
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from veille.digest.compose import Composition, Entry, SectionView
from veille.digest.message import UNSUBSCRIBE, VOTE
from veille.digest.voting import LONGEST_TOKEN
from veille.domain.vote import Vote
from veille.normalise.french import listed, number, plural

_BUILT_IN = Path(__file__).parent / "templates"
_WIDTH = 76
"""Columns of the text part: fits the window of every text-only reader."""
HTML_LIMIT = 95_000
"""Bytes; beyond 102 kB Gmail cuts a message at an arbitrary place."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """An edition ready to freeze. ``html`` and ``text`` still carry the section markers."""

    subject: str
    html: str
    text: str


def render(composition: Composition, *, base_url: str, template_dir: str = "") -> Rendered:
    """Both parts of the letter.

    ``template_dir``: the digest's own ``edition.html`` and ``edition.txt``, used in place of
    the built-in ones where present; they run in a sandbox.
    """
    environment = _environment(template_dir)
    html = _html(environment, composition, base_url)
    while _as_sent(html, base_url) > HTML_LIMIT and any(
        one.entries for one in composition.sections
    ):
        composition = _shorter(composition)
        html = _html(environment, composition, base_url)
    text = environment.get_template("edition.txt").render(_context(composition, base_url))
    return Rendered(composition.subject, html, text.strip() + "\n")


def _html(environment: SandboxedEnvironment, composition: Composition, base_url: str) -> str:
    page = environment.get_template("edition.html").render(_context(composition, base_url))
    return str(_inliner().inline(page))


def _as_sent(html: str, base_url: str) -> int:
    """Bytes of the letter once it is someone's own: what is signed takes more room."""
    longest = len(f"{base_url}/avis/".encode()) + LONGEST_TOKEN - len(VOTE)
    return len(html.encode()) + html.count(VOTE) * longest


def _shorter(composition: Composition) -> Composition:
    """One entry less in the longest section; what goes is still on the site."""
    longest = max(
        range(len(composition.sections)), key=lambda i: len(composition.sections[i].entries)
    )

    def cut(section: SectionView) -> SectionView:
        return replace(section, entries=section.entries[:-1], more=section.more + 1)

    sections = tuple(
        cut(section) if position == longest else section
        for position, section in enumerate(composition.sections)
    )
    return replace(composition, sections=sections)


def _context(composition: Composition, base_url: str) -> dict[str, Any]:
    digest = composition.digest
    return {
        "letter": composition,
        "digest": digest,
        "counts": composition.counts,
        "honesty": _honesty(composition),
        "base_url": base_url,
        "web_url": f"{base_url}/lettres/{digest.id}/{composition.week}",
        "help_url": f"{base_url}/aide/pertinence",
        "unsubscribe": UNSUBSCRIBE,
        "votes": _votes,
        "all_votes": _all_votes,
        "plural": plural,
    }


def _votes(entry: Entry) -> list[tuple[str, str]]:
    """The three plain words a reader may answer, each with what stands for its address."""
    return [(vote.label, f"{VOTE}{entry.item_id}/{vote.value}") for vote in Vote]


def _all_votes(entry: Entry) -> str:
    """What stands for the address where she finds all three."""
    return f"{VOTE}{entry.item_id}/"


def _honesty(composition: Composition) -> str:
    """« 412 articles reçus de 58 sources, 96 retenus, 12 ici. 3 sources muettes : … »"""
    counts = composition.counts
    kept = f"{number(counts.kept)} retenu{'s' if counts.kept > 1 else ''}"
    text = (
        f"{plural(counts.received, 'article reçu', 'articles reçus')} de "
        f"{plural(counts.sources, 'source')}, {kept}, {number(composition.shown)} ici."
    )
    if counts.silent:
        names = listed([*counts.silent[:3], *(["d’autres"] if len(counts.silent) > 3 else [])])
        text += f" {plural(len(counts.silent), 'source muette', 'sources muettes')} : {names}."
    return text


def _environment(template_dir: str) -> SandboxedEnvironment:
    folders = [template_dir, str(_BUILT_IN)] if template_dir else [str(_BUILT_IN)]
    environment = SandboxedEnvironment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=lambda name: bool(name and name.endswith(".html")),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["href"] = _href
    environment.filters["wrapped"] = _wrapped
    environment.filters["underlined"] = _underlined
    return environment


def _href(url: str) -> str:
    """The address if it is a web one, else nothing: a letter never carries another scheme."""
    return url if urlsplit(url).scheme in ("http", "https") else ""


def _wrapped(text: str, indent: str = "") -> str:
    return textwrap.fill(
        text,
        _WIDTH,
        initial_indent=indent,
        subsequent_indent=indent,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _underlined(text: str, mark: str = "-") -> str:
    return f"{text}\n{mark * min(len(text), _WIDTH)}"


@lru_cache(maxsize=1)
def _inliner() -> Any:
    return css_inline.CSSInliner(load_remote_stylesheets=False, keep_style_tags=True)
