"""Source kinds: bytes in, raw items out. Pure: no network, no file, no clock.

A kind is one file and one line of ``KINDS``.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from veille.collect.collected import Collected
from veille.collect.feed import read as read_feed

__all__ = ["KINDS", "Collected", "Kind"]


@dataclass(frozen=True, slots=True)
class Kind:
    """``read(body, url, content_type)``: ``url`` is the final one, after redirects.

    Raises ``ParseError`` when the body is not what this kind promises.
    """

    read: Callable[[bytes, str, str], Collected]


KINDS: Mapping[str, Kind] = {
    "feed": Kind(read=read_feed),
}
