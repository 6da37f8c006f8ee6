"""THE door in: every request of the program, and the only async code besides its callers."""

from veille.fetcher.door import FEED_TYPES, PAGE_TYPES, Fetcher, FetchSettings
from veille.fetcher.exchange import Answer

__all__ = ["FEED_TYPES", "PAGE_TYPES", "Answer", "FetchSettings", "Fetcher"]
