"""Words and addresses as the pages show them. Pure."""

from urllib.parse import urlsplit

from veille.normalise.french import jobs

_RELEVANCE = ("sans utilité", "marginale", "utile", "à voir")
_LEVELS = {"epci": "intercommunalité", "departement": "département", "region": "région"}
# Bounds between the weights of events: each word is about twice the one below.
_IMPORTANCE = ((0.45, "forte"), (0.25, "moyenne"), (0.15, "faible"), (0.0, "très faible"))


def relevance(value: int) -> str:
    """The word for a relevance from 0 to 3."""
    return _RELEVANCE[max(0, min(value, 3))]


def importance(weight: float) -> str:
    """The word for what an event adds to relevance, from 0 to 1."""
    return next(word for least, word in _IMPORTANCE if weight >= least)


def level(code: str) -> str:
    """What kind of place: « commune », « intercommunalité », « département », « région »."""
    return _LEVELS.get(code, code)


def jobs_told(count: int) -> str:
    """« 40 emplois annoncés », « 120 emplois supprimés »."""
    told = "annoncé" if count > 0 else "supprimé"
    return f"{jobs(abs(count))} {told}{'s' if abs(count) > 1 else ''}"


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
