"""What a site asks of those who visit it, as read and when."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class HostRules:
    """The answers of one origin (« https://exemple.fr ») about visits and text mining.

    ``robots``: the text of robots.txt, "" where there is none. ``reserved``: for each path
    pattern of ``/.well-known/tdmrep.json``, in its order, whether text mining is reserved.
    """

    origin: str
    robots: str = ""
    reserved: tuple[tuple[str, bool], ...] = ()
    read_at: datetime | None = None
