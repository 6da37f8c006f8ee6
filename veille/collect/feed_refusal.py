"""Why a document is no feed, said so that the admin knows what to do."""

import re
from html import unescape
from urllib.parse import urljoin

from veille.errors import SuspiciousError

_NO_FEED = "Ce n’est pas un flux"
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_LINK = re.compile(r"<link\b[^<>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))")
_FEED_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
)
# Known by their first bytes; the name is what the admin reads.
_SIGNATURES = (
    (b"%PDF", "un document PDF"),
    (b"PK\x03\x04", "une archive ou un document de bureautique"),
    (b"\x1f\x8b", "un fichier compressé"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
)
# Advertised feeds stand in the head of a page.
_HEAD = 200_000


def refuse_at_sight(body: bytes) -> None:
    """Raise SuspiciousError for what the first bytes betray: nothing, or a file of another kind."""
    if not body.strip():
        raise SuspiciousError(
            f"{_NO_FEED} : la réponse est vide. Ouvrez l’adresse dans un navigateur pour vérifier."
        )
    for signature, name in _SIGNATURES:
        if body.startswith(signature):
            raise SuspiciousError(f"{_NO_FEED}, c’est {name}. Vérifiez l’adresse de la source.")


def refuse(data: bytes, url: str, version: str) -> None:
    """Raise SuspiciousError for UTF-8 without entries, but for an empty feed (``version``)."""
    if _HTML.search(data[:2_000]) or (not version and _HTML.search(data[:20_000])):
        raise SuspiciousError(_html_sentence(data, url))
    if version:
        return
    seen = "un document XML d’un autre format" if data.lstrip()[:1] == b"<" else "un texte"
    raise SuspiciousError(f"{_NO_FEED}, c’est {seen}. Vérifiez l’adresse de la source.")


def _html_sentence(data: bytes, url: str) -> str:
    sentence = f"{_NO_FEED}, c’est une page HTML."
    advertised = advertised_feed(data, url)
    if advertised:
        return f"{sentence} Elle annonce ce flux : {advertised}"
    return f"{sentence} Cherchez sur le site l’adresse de son flux RSS."


def advertised_feed(data: bytes, url: str) -> str:
    """The http(s) address of the first feed that an HTML page announces, or ""."""
    for link in _LINK.findall(data[:_HEAD].decode("utf-8", "replace")):
        attributes = {
            name.lower(): unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(link)
        }
        if (
            "alternate" in attributes.get("rel", "").lower().split()
            and attributes.get("type", "").lower().strip() in _FEED_TYPES
        ):
            try:
                address = urljoin(url, attributes.get("href", "").strip())
            except ValueError:
                continue
            if address.startswith(("http://", "https://")):
                return address
    return ""
