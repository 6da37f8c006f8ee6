"""The title of one record of a list: a heading, the words of its link, or the best other line."""

import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from veille.collect.page_tree import BLOCKS, dropped, text_of
from veille.normalise.text import clean, shorten
from veille.normalise.words import title_key

TITLE_LIMIT = 300
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_TITLE_TAGS = frozenset({"a", "div", "p", "span", "strong", "td", "dt", "b"})
# Class names that sites of every kind give to a title which is no heading (microformats included).
_TITLED = re.compile(r"(?:^|[-_ ])(?:title|titre|headline|p-name|intitule|heading)(?:$| )")

# What a link says when it does not say where it leads: a few of these words and nothing else.
_GENERIC = re.compile(
    r"\W*(?:(?:lire|voir|consulter|découvrir|en savoir|afficher|ouvrir|continuer|suite|accéder|"
    r"cliquez|télécharger|détails?|plus|read|continue|learn|view|see|more|full|click|"
    r"weiterlesen|mehr|leer|ir|la|le|les|l|the|of|à|au|de|du|d|cet|cette|article|actualité|"
    r"page|projet|lecture|reading|ici|here|en|savoir|et|news|post|story|release|fiche|"
    r"information|informations|infos?|tout|all|permalink|lien|link|comments?|commentaires?|"
    r"aucun|no|laisser|leave|a|un|une|sur|on|évènement|événement|\d+)\b\W*){1,7}",
    re.IGNORECASE,
)
_MONTHS = (
    "janvier|janv|jan|février|fevrier|févr|fevr|fév|fev|mars|avril|avr|mai|juin|juillet|"
    "juil|août|aout|"
    "septembre|sept|sep|octobre|oct|novembre|nov|décembre|decembre|déc|dec|january|february|"
    "march|april|may|june|july|august|september|october|november|december|feb|mar|apr|jun|jul|aug"
)
DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:er|st|nd|rd|th)?[\s.-]+(?:{_MONTHS})\.?,?[\s-]+(?:19|20)\d\d"
    rf"|(?:{_MONTHS})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+(?:19|20)\d\d"
    r"|\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d"
    r"|(?:19|20)\d\d[/.-]\d{1,2}[/.-]\d{1,2}"
    r"|\d{1,2}[/.]\d{1,2}[/.]\d\d(?!\d))(?:T[\d:.+Z-]{5,20})?\b",
    re.IGNORECASE,
)
# How a line begins that tells when, by whom or where an article was published, never its title.
_ABOUT = re.compile(
    rf"\W*(?:(?:publié|posté|écrit|mis en ligne|mise? à jour|posted|published|updated)\b|"
    rf"(?:par|by|catégories?|category|étiquettes?|tags?|classé dans|filed under)\s*:|"
    rf"(?:laisser un|aucun|\d+) commentaires?\b|commentaires fermés|leave a comment|"
    rf"(?:le )?(?:(?:lun|mar|mercre|jeu|vendre|same)di |dimanche )?(?:{DATE.pattern})"
    r"\W*(?:$|[/|]))",
    re.IGNORECASE,
)
# The file that a title leads to: « (PDF – 240 Ko) ».
_FILE = re.compile(
    r"\s*[(\[]\s*(?:pdf|docx?|odt|xlsx?|ods|zip|format pdf)\b[^()\[\]]{0,30}[)\]]$", re.IGNORECASE
)
_SHORT_LINE, _LONG_LINE = 15, 160
"""Characters between which a line of a card may be its title: the median title of 100 real
listings has 52, 3 % of them are shorter than 15 and 1 % longer than 160."""


def generic(text: str) -> bool:
    """Whether a link's words say nothing of where it leads (« Lire la suite »)."""
    return not text or (len(text) < _LONG_LINE and bool(_GENERIC.fullmatch(text)))


def in_heading(link: HtmlElement, root: HtmlElement | None = None) -> HtmlElement | None:
    """The heading around a link, within ``root``, or inside of it."""
    node = link
    while node is not None:
        if _is_heading(node):
            return node
        if node is root:
            break
        node = node.getparent()
    return next((one for one in link.iter() if _is_heading(one) and text_of(one, 50)), None)


def title_of(
    link: HtmlElement, target: str, root: HtmlElement, nodes: Sequence[HtmlElement]
) -> tuple[str, bool, bool]:
    """The title, whether it is a heading, whether the link bears it.

    ``nodes``: the elements of the record, in order.
    """
    words = text_of(link, TITLE_LIMIT * 3)
    around = in_heading(link, root)
    if around is not None:
        title = text_of(around, TITLE_LIMIT * 3)
        if not _says_nothing(title):
            return _short(title if len(title) < TITLE_LIMIT else words or title), True, True
    for node in nodes:
        if not _is_heading(node):
            continue
        title = text_of(node, TITLE_LIMIT * 3)
        if _says_nothing(title):
            continue
        same = any(leads_to(a, target) for a in node.iter("a"))
        if same or next(node.iter("a"), None) is None:
            within = any(parent is link for parent in node.iterancestors("a"))
            borne = same or within or generic(words) or title_key(words) == title_key(title)
            return _short(title), True, borne
    return _without_heading(link, target, words, nodes)


def _without_heading(
    link: HtmlElement, target: str, words: str, nodes: Sequence[HtmlElement]
) -> tuple[str, bool, bool]:
    best, bearer = words, link
    for node in nodes:
        if node.tag == "a" and leads_to(node, target):
            other = text_of(node, TITLE_LIMIT * 3)
            if not _says_nothing(other) and (
                _says_nothing(best) or len(best) < len(other) < TITLE_LIMIT
            ):
                best, bearer = other, node
    if _says_nothing(best):
        return _short(next(_spare(link, nodes), best)), False, False
    return _short(_line_of_card(bearer) or best), False, True


def _line_of_card(link: HtmlElement) -> str:
    """The title among the lines of a card that is one link from edge to edge."""
    lines = [words for words in _lines(link) if not _says_nothing(words)]
    if len(lines) < 2:
        return ""
    for node in link.iter("strong", "b"):
        words = text_of(node, TITLE_LIMIT)
        if 10 < len(words) < _LONG_LINE and not _says_nothing(words):
            return words
    for place, words in enumerate(lines):
        if len(words) > _LONG_LINE:
            return lines[place - 1] if place else ""
        if len(words) >= _SHORT_LINE:
            return words
    return lines[0]


def _lines(element: HtmlElement) -> Iterator[str]:
    """The texts of an element's innermost boxes; spans side by side are boxes too."""
    boxes = [
        child
        for child in element
        if isinstance(child.tag, str) and (child.tag in BLOCKS or child.tag in ("span", "strong"))
    ]
    loose = (element.text or "").strip() or any((child.tail or "").strip() for child in element)
    if not boxes or loose:
        yield text_of(element, TITLE_LIMIT * 3)
        return
    for box in boxes[:20]:
        if not dropped(box):
            yield from _lines(box)


def _says_nothing(words: str) -> bool:
    return generic(words) or bool(DATE.fullmatch(words) or _ABOUT.match(words[:_LONG_LINE]))


def _is_heading(node: HtmlElement) -> bool:
    if node.tag in _HEADINGS:
        return True
    if node.tag not in _TITLE_TAGS:
        return False
    if node.get("itemprop") in ("headline", "name"):
        return True
    name = node.get("class")
    return bool(name) and bool(_TITLED.search(name.lower()))


def _spare(link: HtmlElement, nodes: Sequence[HtmlElement]) -> Iterator[str]:
    """Other words for a record whose links say nothing."""
    for words in (link.get("title"), link.get("aria-label")):
        if words and not generic(clean(words)):
            yield re.sub(
                r"^(?:lire|voir|read|permalink to)\b[^:]{0,30}:\s*", "", clean(words), flags=re.I
            )
    for node in nodes:
        if node.tag in ("strong", "b", "p", "span", "div"):
            words = text_of(node, TITLE_LIMIT)
            if 12 < len(words) < 200 and not _says_nothing(words):
                yield words
                break
    for image in link.iter("img"):
        if image.get("alt") and not generic(clean(image.get("alt"))):
            yield clean(image.get("alt"))


def leads_to(link: HtmlElement, target: str) -> bool:
    """Whether a link leads to an address, fragments apart."""
    return (link.get("href") or "").strip().partition("#")[0] == target


def _short(title: str) -> str:
    title = _FILE.sub("", title)
    return title if len(title) <= TITLE_LIMIT else shorten(title, TITLE_LIMIT)
