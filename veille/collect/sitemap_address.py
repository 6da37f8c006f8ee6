"""What an address says by itself: whose site it is, whether an article, under which title."""

import re
from urllib.parse import unquote, urlsplit

# Second levels under which anybody may have a name: two names there are two sites. A choice of
# those met on French territory; a name missing here would make two sites one.
_SHARED = frozenset(
    "gouv.fr asso.fr com.fr nom.fr prd.fr tm.fr presse.fr notaires.fr medecin.fr cci.fr "
    "co.uk org.uk gov.uk ac.uk com.be co.nl com.au wordpress.com blogspot.com blogspot.fr "
    "over-blog.com over-blog.fr canalblog.com e-monsite.com wixsite.com jimdofree.com "
    "jimdosite.com webnode.fr webnode.page github.io gitlab.io netlify.app vercel.app "
    "pages.dev hautetfort.com free.fr pagesperso-orange.fr sharepoint.com".split()
)
_IP = re.compile(r"[\d.]+|.*:.*")
# Never an article. A PDF is one as often as not: it stays.
_NOT_ARTICLE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|css|m?js|woff2?|ttf|eot)$", re.IGNORECASE
)
_HOME = re.compile(r"/*(?:index\.(?:x?html?|php|aspx?))?", re.IGNORECASE)
_EXTENSION = re.compile(r"\.(?:x?html?|s?html|php\d?|aspx?|jspx?|cfm|cgi|pdf|docx?|odt)$", re.I)
_DATE = re.compile(r"^(?:19|20)\d\d[-_ ]?(?:0[1-9]|1[0-2])[-_ ]?(?:[0-2]\d|3[01])(?=\D|$)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_HASH = re.compile(r"(?=.*\d)(?=.*[a-f])[0-9a-f]{8,}", re.IGNORECASE)
_MACHINE = frozenset(
    "index default article articles art node page item detail details view show id post posts "
    "spip actu actualite actualites news default aspx www fr en".split()
)
"""Words of a path that name no publication when they stand alone."""


def site_of(url: str) -> str:
    """The name under which a site was registered: « mairie.exemple.fr » → « exemple.fr »."""
    host = (urlsplit(url).hostname or "").rstrip(".").lower()
    if _IP.fullmatch(host):
        return host
    labels = host.split(".")
    kept = 3 if ".".join(labels[-2:]) in _SHARED else 2
    return ".".join(labels[-kept:])


def may_be_article(url: str) -> bool:
    """Whether nothing in an address says for certain that it is no publication."""
    parts = urlsplit(url)
    if _HOME.fullmatch(parts.path):
        # « /?p=12 » and « /index.php?id=12 » are articles of their sites.
        return bool(parts.query)
    return not _NOT_ARTICLE.search(parts.path)


def title_from(url: str) -> str:
    """A readable title from the end of an address, or the address itself.

    >>> title_from("https://exemple.fr/actus/extension-de-la-zone-d-activites-4512.html")
    'Extension de la zone d activites'
    """
    segments = [unquote(one) for one in urlsplit(url).path.split("/") if one]
    words = _words(segments[-1]) if segments else []
    # « /extension-de-la-zone/1234 »; three words, for two may name a section of the site.
    if not words and len(segments) > 1:
        words = _words(segments[-2])
        words = words if len(words) >= 3 else []
    title = " ".join(words)
    return title[0].upper() + title[1:] if title else url


def _words(segment: str) -> list[str]:
    """The words of a segment, without extension, date, numbers of records and hashes."""
    segment = _DATE.sub("", _EXTENSION.sub("", segment.strip()))
    words = [one for one in re.split(r"[-_+,;\s]+", segment) if one.isprintable() and one]
    while words and _is_id(words[-1]):
        words.pop()
    while words and _is_id(words[0]):
        words.pop(0)
    letters = [re.sub(r"[\W\d_]+", "", one).lower() for one in words]
    if not any(len(one) >= 3 and one not in _MACHINE for one in letters):
        return []
    return words


def _is_id(word: str) -> bool:
    """A record's number or hash. Years, « phase-2 » and « rn-117 » are words of the title."""
    if word.isdigit():
        return len(word) >= 4 and not _YEAR.fullmatch(word)
    return bool(_HASH.fullmatch(word))
