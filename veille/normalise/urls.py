"""Addresses: absolute http(s) links, and the key that says two links are one article."""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

# Parameters that say where the click came from, never which article it is. ``id``, ``p`` and
# the like are the article itself on many sites and stay.
_TRACKERS = frozenset(
    "fbclid gclid dclid gbraid wbraid msclkid yclid twclid igshid mc_cid mc_eid xtor xtref xtmc "
    "_hsenc _hsmi mkt_tok wt_mc wt_zmc cmpid s_cid spm oly_enc_id oly_anon_id vero_id _openstat "
    "ns_mchannel ns_source ns_campaign ns_linkname ns_fee at_recipient_id".split()
)
_TRACKER_PREFIXES = ("utm_", "at_", "pk_", "mtm_", "piwik_", "matomo_", "hsa_")
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_CREDENTIALS = re.compile(r"^(\s*(?:[a-zA-Z][a-zA-Z0-9+.-]*:)?//)[^/?#]*@")
_SPACES = re.compile(r"[\x00-\x20\x7f]+")


def absolute_http_url(url: str, base: str = "") -> str:
    """The absolute form of a link found at ``base``; "" when it is no http(s) address."""
    url = url.strip()
    if "\t" in url or "\n" in url or "\r" in url:
        url = re.sub(r"[\t\r\n]+", "", url)
    if not url:
        return ""
    try:
        if base and not _SCHEME.match(url):
            url = urljoin(base, url)
        parts = urlsplit(url)
        parts.port  # noqa: B018  (raises on a port that is no number)
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        return ""
    return _SPACES.sub("%20", url)


def canonical_url(url: str) -> str:
    """A key, never shown: two addresses with one key are one article.

    http and https, with or without ``www.``, a final ``/``, the fragment (but ``#!``),
    trackers and the order of the query make no difference; the path keeps its case.
    An address that cannot be read is its own key. Applying it twice changes nothing.
    """
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").rstrip(".")
        port = parts.port
    except ValueError:
        return url
    if parts.scheme not in ("http", "https") or not host:
        return url
    host = host.removeprefix("www.") or host
    if port and port not in (80, 443):
        host = f"{host}:{port}"
    query = parts.query
    if query:
        kept = [piece for piece in query.split("&") if piece and not _is_tracker(piece)]
        query = "&".join(sorted(kept))
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    path = parts.path.rstrip("/")
    return urlunsplit(("https", host, path, query, fragment))


def without_password(url: str) -> str:
    """The address without « name:password@ », nor a name alone: it may be a token."""
    return _CREDENTIALS.sub(r"\1", url)


def _is_tracker(piece: str) -> bool:
    name = piece.partition("=")[0].lower()
    return name in _TRACKERS or name.startswith(_TRACKER_PREFIXES)
