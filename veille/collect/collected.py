"""What reading one document gives, whatever the kind of its source."""

from dataclasses import dataclass

from veille.domain.item import RawItem


@dataclass(frozen=True, slots=True)
class Collected:
    """The entries of one document, in its order.

    ``left_out`` counts the entries beyond the ceiling, not kept. ``warning`` is a French
    sentence when the document is ill-formed but was read. ``method`` names the reader that
    gave the entries (« fast », « feedparser », « json »).
    """

    items: tuple[RawItem, ...]
    title: str = ""
    language: str = ""
    """Two letters (ISO 639-1) that the whole document declares, or empty."""
    left_out: int = 0
    warning: str = ""
    method: str = ""
    more: tuple[str, ...] = ()
    """Further documents to be read in the same visit, most recent first."""
    ttl: float = 0.0
    """Seconds for which the document asks not to be fetched again; 0 when it does not say."""
    cut: bool = False
    """The document stops before its end: the next visit must ask for the whole again."""
