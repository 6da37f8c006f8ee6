"""Step 3: put together the items that tell one event."""

from datetime import datetime

from veille.archive import Archive, stories
from veille.stories.grouping import Group, periods
from veille.stories.grouping import group as decide


def group(archive: Archive, *, now: datetime) -> int:
    """Group every item that has no story yet; the number of items grouped.

    All items near the new ones in time are grouped with them, as if they had come at once:
    what is told does not depend on when each source was visited. Older stories stand.
    """
    waiting = stories.waiting(archive)
    if not waiting:
        return 0
    decisions = stories.decisions(archive)
    groups: list[Group] = []
    for first, last in periods(waiting):
        groups += decide(stories.tellings(archive, first, last), decisions)
    stories.assign(archive, groups, now=now)
    return len(waiting)
