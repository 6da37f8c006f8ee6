"""Step 3: put together the items that tell one event."""

from datetime import datetime

from veille.archive import Archive, stories
from veille.stories.clusters import SPAN
from veille.stories.grouping import group as decide


def group(archive: Archive, *, now: datetime) -> int:
    """Group every item that has no story yet; the number of items grouped.

    All items near the new ones in time are grouped with them, as if they had come at once:
    what is told does not depend on when each source was visited. Older stories stand.
    """
    waiting = stories.waiting(archive)
    if waiting is None:
        return 0
    known = stories.tellings(archive, waiting.first, waiting.last, around=SPAN)
    stories.assign(archive, decide(known, stories.decisions(archive)), now=now)
    return waiting.count
