"""Every error that veille raises on purpose, in one tree.

VeilleError
├── ConfigError              sources.yaml, rules/, digests/ or the environment: all mistakes at once
├── FetchError               an address gave no usable answer (transient, retry_after, status)
│   └── BlockedError         not fetched: private address, robots.txt, TDM reservation
├── ParseError               the bytes are not what the source's kind promises
│   ├── SuspiciousError      « 200 OK » without the content: login, captcha, maintenance
│   ├── ReservedError        the page reserves the mining of its text
│   └── ParseLimitError      reading them would have cost too much time or memory
├── ArchiveError             the archive cannot be opened, read or written
├── SearchQueryError         the words or the filters of a search cannot be understood
├── NotFoundError            a source, digest, edition, item or subscriber that is not there
├── LearningError            the examples do not suffice to learn anything from
├── UsageError               a command was asked for something that cannot be done
└── DeliveryError            a mail did not leave (permanent)

``str(error)`` is the sentence shown to the person: French, what happened, what to do next.
"""

from dataclasses import dataclass
from pathlib import Path


class VeilleError(Exception):
    """Root of the tree; the command line shows ``str(error)`` and exits with 1."""


@dataclass(frozen=True, slots=True, order=True)
class Mistake:
    """One thing to mend in a configuration file.

    ``line`` counts from 1; 0 when the mistake is about the whole file.
    ``message`` is a French sentence: where, what was expected, what to write.
    """

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        where = f"{self.path}:{self.line}" if self.line else f"{self.path}"
        return f"{where} — {self.message}"


class ConfigError(VeilleError):
    """The configuration cannot be used; carries every mistake found, in file order."""

    def __init__(self, mistakes: tuple[Mistake, ...]) -> None:
        super().__init__("\n".join(str(mistake) for mistake in mistakes))
        self.mistakes = mistakes


class FetchError(VeilleError):
    """An address gave no usable answer.

    ``transient``: trying again later can help. ``retry_after``: seconds the server asked
    us to wait, or None. ``status``: HTTP status, or None when there was no answer.
    ``offline``: this machine may be without network.
    """

    def __init__(
        self,
        message: str,
        *,
        transient: bool = True,
        retry_after: float | None = None,
        status: int | None = None,
        offline: bool = False,
    ) -> None:
        super().__init__(message)
        self.offline = offline
        self.transient = transient
        self.retry_after = retry_after
        self.status = status


class BlockedError(FetchError):
    """We do not fetch: a private address, another scheme, robots.txt, a TDM reservation."""

    def __init__(self, message: str) -> None:
        super().__init__(message, transient=False)


class ParseError(VeilleError):
    """The bytes are not what the source's kind promises (a login page for a feed, say)."""


class SuspiciousError(ParseError):
    """« 200 OK », but not the content: a login, a captcha, a maintenance page, HTML for a feed."""


class ReservedError(ParseError):
    """The page itself reserves the mining of its text (TDMRep)."""

    # The message is a parameter: what a child process raises is rebuilt from it.
    def __init__(
        self,
        message: str = (
            "La page réserve la fouille de son texte (TDM) ; demandez une autorisation au site, "
            "ou retirez la source."
        ),
    ) -> None:
        super().__init__(message)


class ParseLimitError(ParseError):
    """Reading was stopped at its limit of time or memory."""


class ArchiveError(VeilleError):
    """The archive cannot be opened, read or written."""


class SearchQueryError(VeilleError):
    """The words or filters of a search cannot be understood."""


class NotFoundError(VeilleError):
    """Something named by the person is not there."""


class LearningError(VeilleError):
    """The examples do not suffice: none, all with one label, or a label too many."""


class UsageError(VeilleError):
    """A command was asked for something that cannot be done."""


class DeliveryError(VeilleError):
    """A mail did not leave. ``permanent``: the address itself was refused for good."""

    def __init__(self, message: str, *, permanent: bool = False) -> None:
        super().__init__(message)
        self.permanent = permanent
