"""Step 3: put together the items that tell one event."""

from datetime import datetime

from veille.archive import Archive, stories
from veille.domain.place import Territory
from veille.stories.grouping import group as decide
from veille.stories.grouping import periods


def group(archive: Archive, *, now: datetime, territory: Territory | None = None) -> int:
    """Group every item that has no story yet; the number of items grouped.

    All items near the new ones in time are grouped with them, as if they had come at once:
    what is told does not depend on when each source was visited. Older stories stand, and come
    whole where a person bound one of their items to a newer one.
    """
    waiting = stories.waiting(archive)
    if not waiting:
        return 0
    decisions = stories.decisions(archive)
    local = _names(territory) if territory else ()
    for first, last in periods(waiting):
        bound = stories.bound(archive, first, last)
        groups = decide(
            [*stories.tellings(archive, first, last), *bound],
            decisions,
            local,
            strict=True,
            standing=[one.id for one in bound],
        )
        stories.assign(archive, groups, now=now)
    stories.applied(archive, now=now)
    return len(waiting)


def _names(territory: Territory) -> tuple[str, ...]:
    """What the territory and its surroundings are called."""
    communes = [one.name for one in (*territory.communes, *territory.neighbours)]
    return (territory.name, *territory.aliases, territory.region, *communes)
