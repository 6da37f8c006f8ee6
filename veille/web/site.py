"""What every page needs: the archive, the configuration in force, the templates."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from veille.archive import Archive
from veille.archive.health import Summary, summary
from veille.config import Configuration
from veille.domain.signal import Cue
from veille.domain.source import Source
from veille.errors import Mistake
from veille.normalise import french
from veille.normalise.rights import extract_and_proof, visible_extract
from veille.web.format import host, jobs_told, level, relevance, web_address

HERE = Path(__file__).parent
STYLE = HERE / "static" / "style.css"
READ = ["GET", "HEAD"]
"""Methods of a page: mail scanners and monitors ask HEAD first."""

# Three of the shortest intervals: one visit may be slow and one may fail before we worry.
_INTERVALS_BEFORE_LATE = 3
# Below that, a source read every minute would raise an alarm at each restart.
_LEAST_LATE = timedelta(hours=1)
# Eight hues are what the eye tells apart in a mark; the name always stands beside it.
_HUES = 8


@dataclass(frozen=True)
class Heartbeat:
    """« dernière collecte il y a … », at the foot of every page."""

    last: datetime | None
    late: bool
    items: int


@dataclass(frozen=True)
class Site:
    """``configuration`` and ``mistakes`` are asked at each page: files change under us."""

    archive: Archive
    configuration: Callable[[], Configuration]
    base_url: str
    clock: Callable[[], datetime]
    mistakes: Callable[[], tuple[Mistake, ...]]
    templates: Environment = field(init=False)

    def __post_init__(self) -> None:
        environment = Environment(
            loader=FileSystemLoader(HERE / "templates"),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        environment.globals["root"] = self.root
        environment.globals["style"] = hashlib.sha256(STYLE.read_bytes()).hexdigest()[:8]
        environment.globals["decimal"] = french.decimal
        environment.filters.update(
            number=french.number,
            plural=french.plural,
            month=french.month,
            shown_term=french.shown_term,
            jobs=french.jobs,
            jobs_told=jobs_told,
            money=french.money,
            level=level,
            relevance=relevance,
            web_address=web_address,
            host=host,
        )
        object.__setattr__(self, "templates", environment)

    @property
    def root(self) -> str:
        """Path under which the site is served, without its last slash; often empty."""
        return urlsplit(self.base_url).path.rstrip("/")

    def page(
        self,
        template: str,
        *,
        path: str,
        status: int = 200,
        headers: Mapping[str, str] | None = None,
        **context: Any,
    ) -> HTMLResponse:
        """A page in the frame of the site. ``path``: its own, for the menu."""
        configuration = self.configuration()
        html = self.render(
            template,
            path=path,
            territory=configuration.rules.territory.name,
            heartbeat=self.heartbeat(configuration, summary(self.archive)),
            zone=zone_of(configuration),
            **context,
        )
        return HTMLResponse(html, status, headers)

    def render(self, template: str, *, zone: str, **context: Any) -> str:
        now = self.clock()
        return self.templates.get_template(template).render(
            now=now,
            day=partial(french.long_date, timezone=zone),
            plain_day=partial(french.plain_date, timezone=zone),
            moment=partial(french.date_and_time, timezone=zone),
            since=partial(french.since, now=now),
            until=partial(french.until, now=now),
            **context,
        )

    def heartbeat(self, configuration: Configuration, kept: Summary) -> Heartbeat:
        intervals = [source.every for source in configuration.sources if source.enabled]
        late = False
        if intervals and kept.last_collect:
            patience = max(_INTERVALS_BEFORE_LATE * min(intervals), _LEAST_LATE)
            late = self.clock() - kept.last_collect > patience
        return Heartbeat(kept.last_collect, late, kept.items)


@dataclass(frozen=True)
class Names:
    """Labels of the codes that the archive keeps, for one page."""

    themes: dict[str, str]
    sources: dict[str, Source]
    signals: dict[str, Cue]
    axes: dict[str, Cue]

    @classmethod
    def of(cls, configuration: Configuration) -> "Names":
        rules = configuration.rules
        return cls(
            {theme.code: theme.label for theme in rules.themes},
            {source.id: source for source in configuration.sources},
            {signal.code: signal for signal in rules.signals},
            {axis.code: axis for axis in rules.axes},
        )

    def theme(self, code: str) -> str:
        return self.themes.get(code) or code

    def signal(self, code: str) -> str:
        return self.signals[code].label if code in self.signals else code

    def event(self, code: str) -> str:
        """The signal in short, for a line that says much else."""
        return self.signals[code].short if code in self.signals else code

    def axis(self, code: str) -> str:
        return self.axes[code].label if code in self.axes else code

    def source(self, source_id: str) -> str:
        known = self.sources.get(source_id)
        return known.name if known else source_id

    def hue(self, code: str) -> int:
        """Colour of the theme's mark: a class of the style sheet, 0 to 7."""
        codes = list(self.themes)
        return codes.index(code) % _HUES if code in codes else 0

    def extract(self, source_id: str, summary: str) -> str:
        """What may be shown of a summary; nothing once the source's rights are unknown."""
        return visible_extract(self.sources.get(source_id), summary)

    def extract_and_proof(self, source_id: str, summary: str, sentence: str) -> tuple[str, str]:
        """The same, with a sentence quoted beside it."""
        return extract_and_proof(self.sources.get(source_id), summary, sentence)


def zone_of(configuration: Configuration) -> str:
    """The time zone of the letters: an EPCI of La Réunion reads its own hours."""
    digests = configuration.digests
    return digests[0].timezone if digests else "Europe/Paris"
