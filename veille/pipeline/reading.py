"""What runs in a child process: foreign bytes to clean items, ready to be stored.

Kept apart from the rest of the pipeline so that a child loads the readers and the
normaliser, not the archive: it starts in a third of the time.
"""

from dataclasses import dataclass

from veille.collect import KINDS
from veille.domain.item import Item
from veille.normalise.item import normalise_all
from veille.normalise.words import search_words


@dataclass(frozen=True, slots=True)
class Document:
    """What the bytes of one answer hold.

    ``words``: title and summary of each item, in the same order, as the search index takes
    them; stemming is better done here, on another core than the one that writes.
    """

    items: tuple[Item, ...]
    words: tuple[tuple[str, str], ...]
    left_out: int
    warning: str


def read_document(kind: str, source_id: str, body: bytes, url: str, content_type: str) -> Document:
    """Bytes to clean items; everything about it is picklable.

    Raises:
        ParseError: the bytes are no document of this kind.
    """
    collected = KINDS[kind].read(body, url, content_type)
    items = normalise_all(source_id, collected.items, language=collected.language)
    words = tuple([(search_words(item.title), search_words(item.summary)) for item in items])
    return Document(items, words, collected.left_out, collected.warning)
