"""One record of a list found on a page: its title, date, summary and image."""

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from lxml.html import HtmlElement

from veille.collect.page_tree import classes, dropped, text_of
from veille.normalise.text import clean, shorten
from veille.normalise.words import title_key

_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
TITLE_LIMIT = 300
SUMMARY_LIMIT = 1_000
_REGION_LIMIT = 6_000
"""Characters of a record that are looked at: enough for a headline and a long extract."""

# What a link says when it does not say where it leads.
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
# What a record of a flat list may begin with, besides a heading.
_FLAT = frozenset({"a", "dt", "p", "strong", "b", "span", "img", "time"})
_TITLE_TAGS = frozenset({"a", "div", "p", "span", "strong", "td", "dt", "b"})
_TITLED = re.compile(r"(?:^|[-_ ])(?:title|titre|headline|p-name|intitule|heading)(?:$| )")
_DATED = re.compile(r"(?:^|[-_ ])(?:date|time|published|posted|publie|jour|meta-date)", re.I)
_SUMMARY = re.compile(
    r"(?:^|[-_ ])(?:excerpt|summary|resume|desc|description|chapo|intro|teaser-?text|"
    r"entry-content|content|texte?|extrait|e-content|p-summary|body)(?:$|[-_ ])"
)


@dataclass(frozen=True, slots=True)
class Record:
    """What a list shows of one publication. ``target`` is the address as the page writes it.

    ``heading``: the title stands in a heading; ``led``: the group's own link bears the title
    (a category or an author linked from each record does not); ``text``: characters besides
    the title.
    """

    root: HtmlElement
    target: str
    title: str
    date_text: str
    summary: str
    image: str
    heading: bool
    led: bool
    text: int


def generic(text: str) -> bool:
    """Whether a link's words say nothing of where it leads (« Lire la suite »)."""
    return not text or bool(_GENERIC.fullmatch(text))


def record_of(
    link: HtmlElement,
    target: str,
    root: HtmlElement,
    stop: Set[HtmlElement],
) -> Record:
    """The record that ``link`` owns: ``root``, and what follows it up to another record.

    ``stop`` holds the roots of the other records.
    """
    region = [root, *_following(root, stop)]
    title, heading, led = _title(link, target, region)
    whole = clean(" ".join(text_of(part, _REGION_LIMIT) for part in region))[:_REGION_LIMIT]
    date = _date(region, whole)
    return Record(
        root=root,
        target=target,
        title=title,
        date_text=date,
        summary=_summary(region, title, whole),
        image=_image(region),
        heading=heading,
        led=led,
        text=max(len(whole) - len(title), 0),
    )


def _following(root: HtmlElement, stop: Set[HtmlElement]) -> list[HtmlElement]:
    """The siblings that belong to a record in a flat list (h2, p, p, h2, p…)."""
    parent = root.getparent()
    if parent is None or not any(child in stop for child in parent):
        return []
    if root.tag not in _HEADINGS and root.tag not in _FLAT:
        return []
    found: list[HtmlElement] = []
    for sibling in root.itersiblings():
        if sibling in stop or len(found) == 6 or any(node in stop for node in sibling.iter()):
            break
        if root.tag in _HEADINGS and sibling.tag in _HEADINGS and sibling.tag <= root.tag:
            break
        found.append(sibling)
    return found


def _title(link: HtmlElement, target: str, region: Sequence[HtmlElement]) -> tuple[str, bool, bool]:
    """The title, whether it is a heading, whether the link bears it."""
    inside = _heading_around(link, region[0])
    text = text_of(link, TITLE_LIMIT * 3)
    if inside is not None:
        title = text_of(inside, TITLE_LIMIT * 3)
        if not generic(title):
            return _short(title if len(title) < TITLE_LIMIT else text or title), True, True
    headings = [node for part in region for node in part.iter() if _is_heading(node)]
    for node in headings:
        title = text_of(node, TITLE_LIMIT * 3)
        if generic(title):
            continue
        same = any(_same(a.get("href"), target) for a in node.iter("a"))
        other = not same and next(node.iter("a"), None) is not None
        within = any(parent is link for parent in node.iterancestors("a"))
        if not other:
            return (
                _short(title),
                True,
                same or within or generic(text) or title_key(text) == title_key(title),
            )
    best = text
    for part in region:
        for a in part.iter("a"):
            if _same(a.get("href"), target):
                words = text_of(a, TITLE_LIMIT * 3)
                if not generic(words) and (generic(best) or len(best) < len(words) < TITLE_LIMIT):
                    best = words
    if generic(best):
        best = next(_spare(link, region), best)
        return _short(best), False, False
    lines = [node for part in region for node in part.iter("strong", "b")]
    if len(best) > 160:
        for node in lines:
            words = text_of(node, TITLE_LIMIT)
            if 10 < len(words) < 160 and not generic(words):
                return _short(words), False, True
    return _short(best), False, True


def _heading_around(link: HtmlElement, root: HtmlElement) -> HtmlElement | None:
    node = link
    while node is not None:
        if _is_heading(node):
            return node
        if node is root:
            break
        node = node.getparent()
    return next((one for one in link.iter() if _is_heading(one) and text_of(one, 50)), None)


def _is_heading(node: HtmlElement) -> bool:
    if node.tag in _HEADINGS:
        return True
    if node.tag not in _TITLE_TAGS:
        return False
    if node.get("itemprop") in ("headline", "name"):
        return True
    name = node.get("class")
    return bool(name) and bool(_TITLED.search(name.lower()))


def _spare(link: HtmlElement, region: Sequence[HtmlElement]) -> Iterator[str]:
    """Other words for a record whose links say nothing."""
    for words in (link.get("title"), link.get("aria-label")):
        if words and not generic(clean(words)):
            yield re.sub(
                r"^(?:lire|voir|read|permalink to)\b[^:]{0,30}:\s*", "", clean(words), flags=re.I
            )
    for part in region:
        for node in part.iter("strong", "b", "p", "span", "div"):
            words = text_of(node, TITLE_LIMIT)
            if 12 < len(words) < 200 and not generic(words) and not DATE.fullmatch(words):
                yield words
                break
    for image in link.iter("img"):
        if image.get("alt") and not generic(clean(image.get("alt"))):
            yield clean(image.get("alt"))


def _same(href: str | None, target: str) -> bool:
    return bool(href) and href.strip().partition("#")[0] == target  # type: ignore[union-attr]


def _short(title: str) -> str:
    return title if len(title) <= TITLE_LIMIT else shorten(title, TITLE_LIMIT)


def _date(region: Sequence[HtmlElement], whole: str) -> str:
    for part in region:
        for node in part.iter("time"):
            value = clean(node.get("datetime") or "") or text_of(node, 60)
            if any(char.isdigit() for char in value):
                return value[:60]
    for part in region:
        for node in part.iter():
            if isinstance(node.tag, str) and node.get("class") and _DATED.search(node.get("class")):
                found = DATE.search(text_of(node, 80))
                if found:
                    return found[0]
    found = DATE.search(whole)
    return found[0] if found else ""


def _summary(region: Sequence[HtmlElement], title: str, whole: str) -> str:
    key = title_key(title)
    for wanted in (True, False):
        for part in region:
            for node in part.iter():
                if dropped(node):
                    continue
                named = bool(_SUMMARY.search(" ".join(classes(node))))
                if named if wanted else node.tag == "p":
                    words = _without(text_of(node, SUMMARY_LIMIT * 2), title)
                    if len(words) >= 40 and title_key(words) != key and not DATE.fullmatch(words):
                        return shorten(words, SUMMARY_LIMIT)
    rest = _without(whole, title)
    return shorten(rest, SUMMARY_LIMIT) if len(rest) >= 60 else ""


def _without(text: str, title: str) -> str:
    text = text.replace(title, " ", 1) if title else text
    return clean(
        re.sub(r"\W*(?:lire (?:la suite|plus)|en savoir plus|read more)\W*$", "", text, flags=re.I)
    )


def _image(region: Sequence[HtmlElement]) -> str:
    for part in region:
        for node in part.iter("img"):
            for name in ("src", "data-src", "data-lazy-src"):
                address = (node.get(name) or "").strip()
                if address and not address.startswith("data:"):
                    return address
    return ""
