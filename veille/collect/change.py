"""Watching a page that has no list: a project's page, a call for projects.

::

    bytes ──► page_walls ──► change_blocks ──► Snapshot ──► kept by the caller
                                                  │
                    change(before, after): sentences compared by change_masks' key
                                                  │
                              nothing that somebody wrote? ──► None
                                                  └──► Change ──► RawItem

Sentences are compared as a bag: one that moved, or that another paragraph took in, is no change.
What is left on both sides is paired by its words: « modifié » rather than « retiré » and
« ajouté ». A page that is not the content raises; the caller then keeps its last good snapshot,
so that the return of the page is compared with it.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from html import escape

from veille.collect.change_account import account
from veille.collect.change_blocks import blocks_of
from veille.collect.change_masks import sentence_key
from veille.collect.page_tree import page_text, page_tree
from veille.collect.page_walls import wall
from veille.domain.item import RawItem
from veille.errors import ParseError, SuspiciousError
from veille.normalise.urls import canonical_url

ALIKE = 0.5
"""Share of words from which two sentences are one, edited: « 120 emplois » and « 150 emplois »,
« Statut : ouvert » and « Statut : clos » share just one half."""
MOST_PAIRED = 80
"""Sentences on either side that are paired; beyond, the page was rewritten and pairs are chance."""
_SENTENCE = re.compile(r"(?<=[^\W\d_]{3}[.!?…])\s+(?=[A-ZÀ-ÝŒ«])|(?<=\d[.!?…])\s+(?=[A-ZÀ-ÝŒ«])")
_SWAPPED = 6
"""Letters of a word in which two that changed place are a slip, no other word."""

_DAMAGED = (
    "Le dernier état connu de cette page est illisible ; il sera repris à la prochaine visite."
)


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The blocks of text of a page that somebody wrote for its readers, in order."""

    title: str
    blocks: tuple[str, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What somebody wrote since. ``text``: the French account; ``state``: hash of what is now."""

    title: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    edited: tuple[tuple[str, str], ...]
    text: str
    state: str


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    key: str


def snapshot(body: bytes, url: str, content_type: str) -> Snapshot:
    """Read the meaningful text of a page.

    Raises:
        ParseError: no page, or one without text; never to be taken for a change.
        SuspiciousError: a page that is not the content (login, maintenance, captcha…).
    """
    tree = page_tree(page_text(body, content_type))
    title, blocks = blocks_of(tree)
    reason = wall(tree)
    if reason:
        raise SuspiciousError(reason)
    if not any(block != title for block in blocks):
        raise ParseError(
            "Cette page ne montre aucun texte à surveiller ; vérifiez l’adresse dans un navigateur."
        )
    return Snapshot(title or url, blocks, (tree.get("lang") or "")[:2].lower())


def masked(snapshot: Snapshot) -> tuple[str, ...]:
    """What identifies the content of a page: equal for two pages that say the same."""
    return tuple(sorted(one.key for one in _sentences(snapshot)))


def change(before: Snapshot, after: Snapshot) -> Change | None:
    """What was added, removed or edited between two readings; None when nothing that counts."""
    old, new = _sentences(before), _sentences(after)
    removed, added = _missing(old, new), _missing(new, old)
    # A sentence cut in two blocks, or two made one.
    if _joined(removed) == _joined(added):
        return None
    pairs = _pairs(removed, added)
    edited = tuple((one.text, two.text) for one, two in pairs if not _slip(one.key, two.key))
    gone, come = {id(one) for one, _ in pairs}, {id(two) for _, two in pairs}
    lost = tuple(one.text for one in removed if id(one) not in gone)
    won = tuple(one.text for one in added if id(one) not in come)
    if not (edited or lost or won):
        return None
    kept = len(new) - len(added)
    text = account(won, lost, edited, rewritten=kept * 5 < len(new))
    return Change(after.title, won, lost, edited, text, _hash(masked(after)))


def raw_item(change: Change, url: str, moment: datetime) -> RawItem:
    """A change as a publication, found at ``moment``. The same new state is the same entry."""
    return RawItem(
        guid=f"{_hash([canonical_url(url)])}-{change.state}",
        url=url,
        title=escape(f"Page modifiée\xa0: {change.title}"),
        html="".join(f"<p>{escape(line)}</p>" for line in change.text.splitlines()),
        published=moment,
    )


def to_text(snapshot: Snapshot) -> str:
    """A snapshot as JSON, for storage."""
    return json.dumps(asdict(snapshot), ensure_ascii=False)


def from_text(text: str) -> Snapshot:
    """The snapshot that ``to_text`` wrote.

    Raises:
        ParseError: the text is none.
    """
    try:
        data = json.loads(text)
        title, blocks, language = data["title"], data["blocks"], data["language"]
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise ParseError(_DAMAGED) from error
    if not isinstance(blocks, list) or not all(
        isinstance(one, str) for one in (title, language, *blocks)
    ):
        raise ParseError(_DAMAGED)
    return Snapshot(title, tuple(blocks), language)


def _sentences(snapshot: Snapshot) -> list[_Sentence]:
    found = []
    for block in snapshot.blocks:
        for text in _SENTENCE.split(block):
            key = sentence_key(text)
            if key:
                found.append(_Sentence(text.strip(), key))
    return found


def _missing(those: Iterable[_Sentence], others: Iterable[_Sentence]) -> list[_Sentence]:
    """The sentences that ``others`` has not, or fewer times."""
    left = Counter(one.key for one in others)
    missing = []
    for one in those:
        if left[one.key]:
            left[one.key] -= 1
        else:
            missing.append(one)
    return missing


def _joined(sentences: Sequence[_Sentence]) -> str:
    return " ".join(one.key for one in sentences)


def _pairs(
    removed: Sequence[_Sentence], added: Sequence[_Sentence]
) -> list[tuple[_Sentence, _Sentence]]:
    """The sentences that are one, edited: the most alike first; given in the order of the page."""
    if max(len(removed), len(added)) > MOST_PAIRED:
        return []
    bags = [Counter(_telling(one.key)) for one in removed]
    scores = []
    for place, two in enumerate(added):
        bag = Counter(_telling(two.key))
        for rank, other in enumerate(bags):
            score = 2 * (bag & other).total() / (bag.total() + other.total())
            if score >= ALIKE:
                scores.append((-score, abs(place - rank), place, rank))
    taken: dict[int, int] = {}
    for _, _, place, rank in sorted(scores):
        if place not in taken and rank not in taken.values():
            taken[place] = rank
    return [(removed[taken[place]], added[place]) for place in sorted(taken)]


def _telling(key: str) -> list[str]:
    """The words that say what a sentence is about: neither « le » nor « est »."""
    words = key.split()
    return [one for one in words if len(one) > 3 or one[0].isdigit()] or words


def _slip(one: str, two: str) -> bool:
    """Whether two keys differ by letters that changed place, which is no news."""
    old, new = one.split(), two.split()
    return len(old) == len(new) and all(
        a == b or (len(a) >= _SWAPPED and a.isalpha() and a[0] == b[0] and sorted(a) == sorted(b))
        for a, b in zip(old, new, strict=True)
    )


def _hash(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode("utf-8", "replace")).hexdigest()[:32]
