"""THE door in: every request of the program, and the only async code besides its callers."""

from veille.fetcher.door import Answer, Fetcher, FetchSettings

__all__ = ["Answer", "FetchSettings", "Fetcher"]
