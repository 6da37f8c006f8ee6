"""A place watched, and what is known of its last answers."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Rights(StrEnum):
    """What may leave the machine of a source's text (enforced in ``digest`` and ``web``)."""

    OPEN = "open"
    PRESS = "press"
    INTERNAL = "internal"


class Outcome(StrEnum):
    """How the last visit to a source ended. Only *content obtained* is ``OK``."""

    NEVER = "never"
    OK = "ok"
    UNCHANGED = "unchanged"
    EMPTY = "empty"
    MOVED = "moved"
    """Obtained at a new address, which the site said is permanent; sources.yaml is behind."""
    SUSPICIOUS = "suspicious"
    """« 200 OK » without the content: a login, a captcha, a list that is no longer found."""
    DEFERRED = "deferred"
    """The site asked to come back later, and said when."""
    ERROR = "error"
    BLOCKED = "blocked"
    """Not asked for: a private address, robots.txt, a text mining reservation."""
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Selectors:
    """CSS selectors for a page whose list is not found by itself; ``item`` alone is required."""

    item: str
    title: str = ""
    link: str = ""
    date: str = ""
    summary: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One entry of ``sources.yaml``."""

    id: str
    name: str
    url: str
    kind: str = "feed"
    every: timedelta = timedelta(hours=2)
    """The shortest time between two visits."""
    every_max: timedelta = timedelta(days=1)
    """The longest: a source that rarely publishes is visited at least so often."""
    rights: Rights = Rights.PRESS
    themes: tuple[str, ...] = ()
    weight: float = 1.0
    """Multiplies relevance; in ]0, 3]."""
    extract: int = 200
    """Characters of the summary that may be shown for ``press``; 0 to 200."""
    tags: tuple[str, ...] = ()
    zone: str = ""
    actor: str = ""
    """Type of actor, free text: « collectivité », « presse », « chambre consulaire »…"""
    probed: bool = True
    """False: nobody has checked yet that the address answers."""
    enabled: bool = True
    selectors: Selectors | None = None
    articles: bool = True
    """Whether the article may be fetched when the feed or list gives too little of it."""
    check_certificate: bool = True
    """False: the admin excuses this site's certificate."""
    sender: str = ""
    """For a mailbox: only the letters of this sender."""


@dataclass(frozen=True, slots=True)
class Validators:
    """What the server gave us to ask « has it changed? » (HTTP conditional GET)."""

    etag: str = ""
    last_modified: str = ""


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the archive knows of a source after its visits."""

    source_id: str
    outcome: Outcome = Outcome.NEVER
    reason: str = ""
    """French sentence; empty when all is well."""
    since: datetime | None = None
    """When ``outcome`` began."""
    checked_at: datetime | None = None
    next_due: datetime | None = None
    failures: int = 0
    """Visits in a row that brought an error."""
    validators: Validators = Validators()
    items: int = 0
    last_new: datetime | None = None
    address: str = ""
    """Where the site permanently moved this source to; empty when sources.yaml is right."""
    new: int = 0
    """New items of the last visit."""
    pace: float | None = None
    """Usual seconds between two publications; None until it is known."""
    empty_since: datetime | None = None
    """When a source that had items began to show none."""
    cursor: str = ""
    """Where the last visit stopped, for kinds that go on from there (a mailbox)."""
    active: bool = True
    """False: no longer in ``sources.yaml``; its archive stays."""
