"""Words and addresses as the pages show them. Pure."""

from urllib.parse import urlsplit

_RELEVANCE = ("sans utilité", "marginale", "utile", "à voir")


def relevance(value: int) -> str:
    """The word for a relevance from 0 to 3."""
    return _RELEVANCE[max(0, min(value, 3))]


def web_address(address: str) -> str:
    """The address when it may be a link (http or https, no password in it), else nothing."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https") or not parts.netloc:
        return ""
    return parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()


def host(address: str) -> str:
    """« www.exemple.fr » → « exemple.fr », to say where a link leads."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""
