"""A home on disk whose sources live on misbehaving sites, and the passes over it."""

import io
import json
import os
from collections.abc import Callable, Mapping
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch

from tests.faults.server import Asked, Reply, Site, Web, answer

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
DAY = timedelta(days=1)
DEADLINE = 2
"""Seconds of one fetch: a hundred times what a good answer takes here."""
SENTINEL = "saine"
SENTINEL_ARTICLES = 2

Report = dict[str, dict[str, Any]]


def rss(*guids: str, extra: str = "") -> bytes:
    """A good feed, one article for each guid."""
    items = "".join(
        f"<item><title>Une usine de vélos s’installe ({guid})</title><guid>{guid}</guid>"
        f"<link>http://val.example/{guid}</link><pubDate>{format_datetime(NOW)}</pubDate></item>"
        for guid in guids
    )
    return (
        f'<rss version="2.0"><channel><title>Le Val</title>{items}{extra}</channel></rss>'.encode()
    )


def page(*names: str, extra: str = "", head: str = "") -> bytes:
    """A good page: a list of dated articles, one for each name."""
    articles = "".join(
        f'<article><h2><a href="/actus/{name}">Une usine de vélos s’installe au bourg ({name})'
        f'</a></h2><time datetime="2026-11-20">20 novembre 2026</time><p>La communauté de '
        f"communes accueille une usine et quarante emplois ({name}).</p></article>"
        for name in names
    )
    return (
        f'<!doctype html><html lang="fr"><head><meta charset="utf-8">{head}'
        f"<title>Actualités</title></head><body><h1>Actualités</h1><main>{articles}</main>{extra}</body></html>"
    ).encode()


def revised(body: bytes, etag: str) -> Reply:
    """Serves ``body`` with its ETag; « unchanged » to whoever has one already."""

    async def reply(asked: Asked) -> None:
        if asked.headers.get("if-none-match") in (etag, FAULTY):
            await asked.send(answer(b"", f"ETag: {etag}", status="304 Not Modified"))
        else:
            await asked.send(answer(body, f"ETag: {etag}"))

    return reply


FAULTY = '"faute"'
"""The ETag of answers that cannot be used: nobody may ever send it back."""
TAGGED = f"ETag: {FAULTY}"


class Watch:
    """Runs commands in this process, as they are typed; a healthy source is in every pass."""

    def __init__(self, home: Path, web: Web) -> None:
        home.mkdir(exist_ok=True)
        self.home = home
        self.web = web
        self.sources: dict[str, dict[str, Any]] = {}
        self.sound = web.site("127.0.0.2")
        self.sound.replies["/flux"] = answer(rss("s1", "s2"))
        self.canary = web.site("127.0.0.3", allowed=False)
        self.add(SENTINEL, self.sound.url())

    def add(self, source: str, url: str, **keys: Any) -> None:
        self.sources[source] = {"id": source, "name": f"Source {source}", "url": url, **keys}

    def site(self, source: str, replies: Mapping[str, Reply], **keys: Any) -> Site:
        """A new source on a new site; « /flux » is its address."""
        site = self.web.site()
        site.replies.update(replies)
        self.add(source, site.url(), **keys)
        return site

    def environment(self) -> dict[str, str]:
        return {
            "VEILLE_FETCH_ALLOW": self.web.allow,
            "VEILLE_HOST_PAUSE": "0s",
            "VEILLE_FETCH_DEADLINE": f"{DEADLINE}s",
        }

    def write(self) -> None:
        lines = ["sources:"]
        for keys in self.sources.values():
            # A JSON value is a YAML value.
            pairs = [
                f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in keys.items()
            ]
            lines.append("  - " + "\n    ".join(pairs))
        (self.home / "sources.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def run(self, *words: str) -> str:
        """What the command prints."""
        from veille.cli.application import app

        self.write()
        printed = io.StringIO()
        with patch.dict(os.environ, self.environment()), redirect_stdout(printed):
            app([*words, "--home", str(self.home)], standalone_mode=False)
        return printed.getvalue()

    def collect(self, now: datetime = NOW, *, everything: bool = True, only: str = "") -> Report:
        """One pass, by source; the healthy one is well, and no canary was woken."""
        chosen = ["--source", only] if only else ["--all"] * everything
        words = ["collect", "--json", "--now", now.isoformat(), *chosen]
        report = {one["id"]: one for one in json.loads(self.run(*words))["sources"]}
        if SENTINEL in report:
            assert report[SENTINEL]["outcome"] == "ok", report[SENTINEL]
            assert report[SENTINEL]["seen"] == SENTINEL_ARTICLES
        assert self.canary.connections == 0
        return report

    def status(self) -> Report:
        return {one["id"]: one for one in json.loads(self.run("sources", "status", "--json"))}

    def export(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.run("export").splitlines()]

    def kept(self) -> dict[str, list[str]]:
        """The guids in the archive, by source; of an address, its last word."""
        found: dict[str, list[str]] = {source: [] for source in self.sources}
        for row in self.export():
            found[row["source"]].append(row["guid"].rpartition("/")[2])
        assert len(found.get(SENTINEL, ())) in (0, SENTINEL_ARTICLES)
        return found


@dataclass(frozen=True, slots=True)
class Fault:
    """What a site does, and what must be told of it.

    ``reply``: to the address of the source; ``paths``: to others.
    """

    reply: Reply
    outcome: str
    reason: str
    paths: tuple[tuple[str, Reply], ...] = ()


@dataclass(slots=True)
class Life:
    """A site that was well, fails twice, and is well again."""

    site: Site
    before: dict[str, Any]
    during: dict[str, Any]
    again: dict[str, Any]
    status: dict[str, Any]
    kept: list[str]
    """The guids in the archive while the fault lasts."""
    after: dict[str, Any]
    kept_after: list[str]


def live(
    folder: Path,
    web: Web,
    faults: Mapping[str, Fault],
    *,
    good: Callable[..., bytes] = rss,
    kind: str = "feed",
) -> dict[str, Life]:
    """Four passes over sites that are well, fail, still fail, and are mended, all at once."""
    watch = Watch(folder, web)
    sites = {
        name: watch.site(name, {"/flux": revised(good("a", "b"), '"avant"')}, kind=kind)
        for name in faults
    }
    before = watch.collect(NOW)
    for name, fault in faults.items():
        sites[name].replies.update({"/flux": fault.reply, **dict(fault.paths)})
    during = watch.collect(NOW + DAY)
    again = watch.collect(NOW + 2 * DAY)
    status, kept = watch.status(), watch.kept()
    for site in sites.values():
        site.replies = {"/flux": revised(good("a", "b", "c"), '"apres"')}
    after = watch.collect(NOW + 3 * DAY)
    kept_after = watch.kept()
    return {
        name: Life(
            sites[name],
            before[name],
            during[name],
            again[name],
            status[name],
            kept[name],
            after[name],
            kept_after[name],
        )
        for name in faults
    }
