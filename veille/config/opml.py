"""OPML, the lists of feeds that readers of news exchange: read with care, written plainly.

The bytes come from anywhere. They are decoded here, so that what is searched for a DTD is
what the parser reads, then parsed strictly: a lenient parser would cut addresses at their
first bare « & » without a word. That one slip, the commonest, is mended beforehand.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.entities import html5
from io import BytesIO
from ipaddress import ip_address
from itertools import chain, islice
from urllib.parse import urlsplit

from lxml import etree

from veille.config.values import UNSHOWABLE, Misfit, web_address
from veille.config.wording import quoted, typeset
from veille.domain.source import Source
from veille.errors import UsageError
from veille.normalise.urls import without_password

MAX_BYTES = 10_000_000  # 5,000 feeds are about 2 MB
MAX_FEEDS = 5_000  # what a sources.yaml can hold, see ``tree``
_LONGEST_TITLE = 200  # what ``name`` takes
_LONGEST_TAG = 80  # what ``tags`` takes
# What one line of sources.yaml can hold; nobody has so many folders, a hostile list may.
_MOST_TAGS = 50
_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]*\?>")
_ENCODING = re.compile(rb"""^\s*<\?xml\b[^>]*?\bencoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
# The encodings that readers of news ever wrote; with others « < » could be written otherwise.
_ENCODINGS = frozenset("utf-8 utf8 us-ascii ascii iso-8859-1 iso-8859-15 windows-1252".split())
_NAMED_LETTER = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(\w{1,32};)")
_BARE_AMPERSAND = re.compile(r"&(?!(?:amp|lt|gt|quot|apos|#[0-9]{1,7}|#x[0-9a-fA-F]{1,6});)")
_DEFINITION = re.compile(r"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_FEED = Source(id="", name="", url="").kind
# A tag may hold the two signs that part categories; a third one then marks them.
_TAG_SIGNS = str.maketrans({"%": "%25", ",": "%2C", "/": "%2F"})
_MARKED_SIGN = re.compile(r"%(?:25|2C|2F)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class OpmlFeed:
    """``url`` is the feed, ``page`` the site (empty when unknown); ``tags`` are the folders it
    is in, from the outermost, then its categories."""

    title: str
    url: str
    page: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OpmlReading:
    """``mistakes`` are French sentences, one for each entry left out."""

    title: str
    feeds: tuple[OpmlFeed, ...]
    mistakes: tuple[str, ...]


def read_opml(data: bytes) -> OpmlReading:
    """The feeds of a list, in its order; where the list breaks off, those before are kept.

    Raises:
        UsageError: too big, a DTD or entities, another encoding, no OPML at all.
    """
    if len(data) > MAX_BYTES:
        raise UsageError("Ce fichier est trop gros (plus de 10 Mo) ; est-ce bien un OPML ?")
    text = _decoded(data)
    if _DEFINITION.search(text):
        raise UsageError(
            "Ce fichier définit ses propres signes (DOCTYPE ou ENTITY), ce qui n’est pas accepté ;"
            " retirez ces lignes, ou exportez-le de nouveau."
        )
    text = _NAMED_LETTER.sub(_spelled, _DECLARATION.sub("", text, count=1))
    return _Reader().read(_BARE_AMPERSAND.sub("&amp;", text).encode())


def write_opml(sources: Iterable[Source], title: str) -> bytes:
    """The feeds among the sources, as OPML 2.0: one folder for each first tag, no password."""
    root = etree.Element("opml", version="2.0")
    etree.SubElement(etree.SubElement(root, "head"), "title").text = title
    body = etree.SubElement(root, "body")
    folders: dict[str, etree._Element] = {}
    for source in sources:
        if source.kind != _FEED:
            continue
        parent = body
        if source.tags:
            folder = source.tags[0]
            if folder not in folders:
                folders[folder] = etree.SubElement(body, "outline", text=folder, title=folder)
            parent = folders[folder]
        outline = etree.SubElement(
            parent,
            "outline",
            type="rss",
            text=source.name,
            title=source.name,
            xmlUrl=without_password(source.url),
        )
        if len(source.tags) > 1:
            outline.set("category", ",".join(tag.translate(_TAG_SIGNS) for tag in source.tags))
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return written


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encoding = "utf-16"
    elif found := _ENCODING.match(data):
        encoding = found[1].decode().lower()
    else:
        encoding = "utf-8"
    if encoding in ("utf-8", "utf8"):
        encoding = "utf-8-sig"
    elif encoding != "utf-16" and encoding not in _ENCODINGS:
        raise UsageError(
            typeset(
                f"L’encodage {quoted(encoding)} n’est pas lu ; enregistrez le fichier en UTF-8."
            )
        )
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UsageError(
            typeset("Ce fichier n’est pas dans l’encodage qu’il annonce ; enregistrez-le en UTF-8.")
        ) from None


def _spelled(name: re.Match[str]) -> str:
    """« &eacute; », which HTML knows and XML does not, as its letter."""
    letters = html5.get(name[1])
    return "".join(f"&#{ord(letter)};" for letter in letters) if letters else name[0]


class _Reader:
    """Goes through the elements once, keeping the folders it is in."""

    def __init__(self) -> None:
        self._title = ""
        self._feeds: list[OpmlFeed] = []
        self._mistakes: list[str] = []
        self._folders: list[str] = []
        self._seen = 0

    def read(self, content: bytes) -> OpmlReading:
        elements = etree.iterparse(
            BytesIO(content),
            events=("start", "end"),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            encoding="utf-8",
        )
        begun = False
        try:
            for event, element in elements:
                name = _local(element.tag)
                if not begun and name != "opml":
                    raise _no_opml()
                begun = True
                if name == "outline":
                    self._outline(event, element)
                elif name == "title" and event == "end" and not self._title:
                    self._title = _shown(element.text or "", _LONGEST_TITLE)
        except etree.XMLSyntaxError as error:
            if not begun:
                raise _no_opml() from None
            line = error.position[0]
            self._mistakes.append(
                typeset(f"ligne {line} : le fichier est abîmé, la suite n’a pas pu être lue")
            )
        return OpmlReading(self._title, tuple(self._feeds), tuple(self._mistakes))

    def _outline(self, event: str, element: etree._Element) -> None:
        if event == "end":
            self._folders.pop()
            element.clear()
            # Else a file of nothing but empty entries would fill the memory.
            while element.getprevious() is not None:
                del element.getparent()[0]
            return
        attributes = {key.lower(): value for key, value in element.attrib.items()}
        title = _shown(attributes.get("text", ""), _LONGEST_TITLE)
        title = title or _shown(attributes.get("title", ""), _LONGEST_TITLE)
        kind = attributes.get("type", "").strip().lower()
        if "xmlurl" in attributes or kind in ("rss", "atom", "include", "link"):
            self._seen += 1
            if self._seen > MAX_FEEDS:
                raise UsageError(
                    "Ce fichier a plus de 5 000 entrées ; coupez-le en plusieurs fichiers."
                )
            self._entry(title, attributes)
            self._folders.append("")
        else:
            self._folders.append(_shown(title, _LONGEST_TAG))

    def _entry(self, title: str, attributes: dict[str, str]) -> None:
        try:
            url = _public_address(attributes)
        except Misfit as misfit:
            name = f" {quoted(title)}" if title else ""
            self._mistakes.append(typeset(f"entrée {self._seen}{name} : {misfit}"))
            return
        page = attributes.get("htmlurl", "")
        try:
            page = web_address(page)
        except Misfit:  # it is only told, never visited
            page = ""
        tags = chain(self._folders, _categories(attributes.get("category", "")))
        self._feeds.append(
            OpmlFeed(
                title=title or _shown(urlsplit(url).hostname or url, _LONGEST_TITLE),
                url=url,
                page=page,
                tags=tuple(dict.fromkeys(islice(filter(None, tags), _MOST_TAGS))),
            )
        )


def _local(name: str) -> str:
    return name.rpartition("}")[2].lower()


def _no_opml() -> UsageError:
    return UsageError(
        typeset("Ce fichier n’est pas un OPML ; exportez la liste de votre lecteur de flux.")
    )


def _shown(text: str, limit: int) -> str:
    """A title or a tag as sources.yaml takes it: one line, and not too long."""
    text = UNSHOWABLE.sub(" ", text).strip()
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def _categories(text: str) -> Iterator[str]:
    """« Presse,/Loire/Roannais » is three tags: a path says each of its steps."""
    for piece in re.split("[,/]", text):
        unmarked = _MARKED_SIGN.sub(lambda sign: chr(int(sign[0][1:], 16)), piece)
        yield _shown(unmarked, _LONGEST_TAG)


def _public_address(attributes: dict[str, str]) -> str:
    """The address of the feed; one of this machine or of its network is refused.

    In sources.yaml such an address is the choice of the admin; here it is a stranger's.
    """
    if "xmlurl" not in attributes:
        raise Misfit("ce n’est pas un flux (pas de xmlUrl) ; ajoutez son flux à la main")
    url = web_address(attributes["xmlurl"])
    host = (urlsplit(url).hostname or "").rstrip(".")
    try:
        private = not ip_address(host.partition("%")[0]).is_global
    except ValueError:
        # A name without a dot, or a number, only means something on a local network.
        private = "." not in host or host.endswith((".local", ".localhost", ".internal"))
        private = private or host.rpartition(".")[2].isdigit()
    if private:
        raise Misfit(f"{quoted(url)} mène à une machine privée ; donnez une adresse publique")
    return url
