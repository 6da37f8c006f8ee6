"""Jobs: named, idempotent, safe to run at any moment and twice."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from veille.archive import Archive
from veille.config import Configuration, Settings
from veille.digest.links import Links
from veille.domain.edition import Edition
from veille.normalise.french import plural
from veille.pipeline.classify import classify
from veille.pipeline.compose import compose_due
from veille.pipeline.deliver import Sending, deliver
from veille.pipeline.group import group
from veille.pipeline.issue_files import write_files


@dataclass(frozen=True, slots=True)
class Rest:
    """What the steps after the collection did."""

    classified: int
    grouped: int
    editions: tuple[Edition, ...]
    sending: Sending

    @property
    def sentence(self) -> str:
        judged = plural(self.classified, "article classé", "articles classés")
        text = f"{judged}, {plural(self.grouped, 'rangé', 'rangés')} par sujet"
        if self.editions:
            names = ", ".join(f"{one.digest_id} {one.week}" for one in self.editions)
            text += f" ; numéro composé : {names}"
        if self.sending.sent or self.sending.failed or self.sending.waiting:
            sent, failed = plural(self.sending.sent, "envoi"), plural(self.sending.failed, "refusé")
            text += f" ; {sent}, {failed}, {self.sending.waiting} en attente"
        return f"{text}. {self.sending.reason}".strip()


def after_collect(
    archive: Archive, configuration: Configuration, settings: Settings, *, now: datetime
) -> Rest:
    """Classify, group, compose what is due, deliver what is frozen."""
    by_id = {source.id: source for source in configuration.sources}
    classified = classify(archive, configuration.rules, by_id, now=now)
    grouped = group(archive, now=now, territory=configuration.rules.territory)
    composed = compose_due(archive, configuration, settings.base_url, now=now)
    for edition in composed:
        write_files(configuration.home, edition.digest_id, edition.week, edition.html, edition.text)
    sending = deliver(
        archive,
        configuration,
        settings,
        Links(settings.base_url, secret_key(configuration.home, settings)),
        now=now,
    )
    return Rest(classified, grouped, composed, sending)


def secret_key(home: Path, settings: Settings) -> str:
    """The key that signs links: ``VEILLE_SECRET_KEY``, else one drawn once and kept in data/."""
    if settings.secret_key:
        return settings.secret_key
    path = home / "data" / "secret-key"
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        key = secrets.token_urlsafe(32)
        # « x »: two processes starting together must not each keep their own key.
        try:
            with path.open("x", encoding="ascii") as file:
                file.write(key)
            path.chmod(0o600)
        except FileExistsError:
            return path.read_text(encoding="ascii")
        return key
