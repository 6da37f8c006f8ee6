"""Step 3: put the items without a story into one."""

from datetime import datetime

from veille.archive import Archive, stories
from veille.stories.grouping import group as decide

_AT_ONCE = 5_000


def group(archive: Archive, *, now: datetime) -> int:
    """Group every item that has no story yet; the number of items grouped."""
    done = 0
    while waiting := stories.ungrouped(archive, _AT_ONCE):
        known = stories.candidates(archive, waiting)
        stories.assign(archive, decide([*waiting, *known]), now=now)
        done += len(waiting)
    return done
