"""The text of a page without its furniture: what of it could be news when it changes.

::

    tree ──► the main part ──► minus furniture ──► blocks, in order

Furniture is menus, footers, forms, consent, share bars, counters, suggestions: told by element,
role, class, and for consent and suggestions by their words, since many sites name them after
nothing. A class never takes away more than half of the text, nor the title: « has-sidebar » is
often on the whole page.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml.html import HtmlElement

from veille.collect.page_tree import BLOCKS, classes, dropped, hidden, text_of
from veille.normalise.text import clean
from veille.normalise.words import fold

MAX_BLOCKS = 3_000
"""Blocks of one page: the longest project pages looked at have 400."""
MAX_LENGTH = 5_000
"""Characters of one block: a long paragraph has 1,500."""

_ELEMENTS = frozenset(
    "nav aside footer dialog button input textarea label option datalist menu audio video "
    "canvas map progress meter head title".split()
)
_ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar "
    "tablist status timer log marquee".split()
)
_CONSENT_CLASS = re.compile(
    r"cookie|consent|rgpd|gdpr|tarteaucitron|didomi|axeptio|onetrust|cmp-|cmplz|klaro"
)
# Whole names, or beginnings followed by a separator: « share-buttons » but not « shareholders ».
_FURNITURE_CLASS = re.compile(
    r"(?:site-|page-|main-|top-|block-|widget-|js-|c-|o-|m-)?(?:"
    r"nav|navbar|navigation|menu|submenu|sidebar|breadcrumbs?|fil-?d?-?ariane|ariane|footer|pied|"
    r"share|shares|sharing|partage|partager|social|socials|sharedaddy|addtoany|addthis|reseaux|"
    r"views?-?count|post-views|viewcount|compteur|counter|hits|visites|visitors?|stats|"
    r"comments?-?count|nb-?comments?|commentaires-nombre|comments-link|"
    r"meteo|weather|clock|horloge|date-?du-?jour|current-?date|today|saint-du-jour|ephemeride|"
    r"related|similar|suggestions?|recommend\w*|random|hasard|a-lire-aussi|read-?more|voir-aussi|"
    r"pagination|pager|skip-?links?|sr-only|visually-?hidden|screen-?reader\w*|invisible|"
    r"newsletter|subscribe|popup|modal|overlay|banner|bandeau|ads?|advert\w*|pub|publicite|"
    r"toolbar|tools|outils|print|imprimer|search|recherche|login|tags?-?cloud|likes?|rating"
    r")(?:[-_].*)?"
)
_COOKIE_WORD = re.compile(r"\bcookies?\b|\btraceurs?\b|vie privee|donnees personnelles")
_CONSENT_WORD = re.compile(
    r"tout accepter|accepter (?:et|les|tous|tout)|j'accepte|continuer sans accepter|tout refuser|"
    r"\brefuser\b|parametrer|gerer (?:mes|les|vos)|personnaliser (?:mes|les|vos)|accept all|"
    r"deny all|en poursuivant (?:votre|la) navigation"
)
_CONSENT_LONGEST = 1_500
"""Characters of a consent banner: those of the usual tools have 300 to 1,200."""
_CONTENT = 400
"""Characters besides a banner that make a page: those that walls leave around it have fewer."""
_CONSENT_BLOCK = re.compile(
    r"(?:ce|notre) site (?:web )?(?:utilise|depose|a recours a)\b.{0,60}\b(?:cookies|traceurs)|"
    r"nous utilisons (?:des|les) (?:cookies|traceurs)|en poursuivant (?:votre|la) navigation"
)
_SUGGESTIONS = re.compile(
    r"(?:(?:a|vous) (?:lire|voir|decouvrir|aimerez|consulter) (?:aussi|egalement)|au hasard|"
    r"(?:un |l')?articles? au hasard|vous aimerez (?:aussi|peut-etre)|sur le meme (?:sujet|theme)|"
    r"(?:articles?|actualites?|contenus?|projets?|pages?) (?:similaires?|lies?|liees?|connexes?|"
    r"associe(?:e?s)?|recommande(?:e?s)?)|a lire|voir aussi|lire aussi|(?:nos |les )?dernieres "
    r"(?:actualites|nouvelles|publications)|les plus lus|a la une|decouvrez aussi|suivez-nous|"
    r"partagez?(?: (?:cette page|cet article|sur))?)\W*"
)
# Buttons and signposts, alone in their block.
_SIGNPOST = re.compile(
    r"\W*(?:tout accepter|tout refuser|accepter|refuser|personnaliser|parametrer|partager|"
    r"imprimer|ecouter|lire la suite|en savoir plus|voir plus|lire plus|retour|haut de page|"
    r"retour en haut(?: de page)?|retour a la liste|retour a l'accueil|suivante?|precedente?|"
    r"accueil|fermer|copier le lien|facebook|twitter|x|linkedin|instagram|whatsapp|e-?mail|"
    r"chargement(?: en cours)?|loading|aller au contenu(?: principal)?|"
    r"(?:aucun|\d+) commentaires?|laisser un commentaire)\W*"
)
_TODAY = re.compile(
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d{1,2}(?:er)? [a-z]{3,9} \d{4}\W*"
)
_HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())


@dataclass(slots=True)
class _Weight:
    """What an element holds: characters, the page's title, words of consent."""

    length: int = 0
    title: bool = False
    cookie: bool = False
    consent: bool = False


def blocks_of(tree: HtmlElement) -> tuple[str, tuple[str, ...]]:
    """The title of a page, and the blocks of its main part, the title first among them.

    Consent banners are taken out of ``tree`` where there is content besides: what is left tells
    a short page with a banner from a wall.
    """
    body = tree.find("body")
    whole = body if body is not None else tree
    weights = _weigh(whole)
    main = _main(whole, weights)
    unwanted = _suggestions(main, weights)
    _take_banners_out(whole, weights)
    heading = next(
        (text for one in (*main.iter("h1"), *whole.iter("h1")) if (text := text_of(one, 300))), ""
    )
    title = heading or clean(" ".join((tree.findtext(".//title") or "").split()))
    found = list(_blocks(main, weights, unwanted))
    if heading and heading not in found:
        found.insert(0, heading)
    # The day's date over the title; below it, a date alone may be that of an event.
    first = found.index(heading) if heading else 1
    kept = [
        one
        for place, one in enumerate(found)
        if not _empty(one) and not (place < first and _TODAY.fullmatch(fold(one)))
    ]
    return title[:300], tuple(kept[:MAX_BLOCKS])


def _empty(block: str) -> bool:
    folded = fold(block)
    return bool(
        not any(char.isalnum() for char in folded)
        or _SIGNPOST.fullmatch(folded)
        or (len(folded) < 600 and _CONSENT_BLOCK.search(folded))
    )


def _weigh(root: HtmlElement) -> dict[HtmlElement, _Weight]:
    """The weight of every element, from the leaves up."""
    weights: dict[HtmlElement, _Weight] = {}
    for _, node in _ends(root):
        weight = _Weight(title=node.tag == "h1")
        texts = [node.text, *(child.tail for child in node)]
        for text in texts:
            if text and not text.isspace():
                weight.length += len(text)
                folded = fold(text[:2_000])
                weight.cookie = weight.cookie or bool(_COOKIE_WORD.search(folded))
                weight.consent = weight.consent or bool(_CONSENT_WORD.search(folded))
        for child in node:
            below = weights.get(child)
            if below:
                weight.length += below.length
                weight.title = weight.title or below.title
                weight.cookie = weight.cookie or below.cookie
                weight.consent = weight.consent or below.consent
        weights[node] = weight
    return weights


def _ends(root: HtmlElement) -> Iterator[tuple[bool, HtmlElement]]:
    """The visible elements, each after those it holds."""
    stack = [(False, root)]
    while stack:
        seen, node = stack.pop()
        if seen:
            yield seen, node
        elif not dropped(node) and not hidden(node):
            stack.append((True, node))
            stack.extend((False, child) for child in node)


def _main(whole: HtmlElement, weights: dict[HtmlElement, _Weight]) -> HtmlElement:
    """The main part, as the page declares it; the whole page otherwise."""

    def heaviest(nodes: list[HtmlElement]) -> HtmlElement | None:
        visible = [one for one in nodes if one in weights and weights[one].length > 0]
        return max(visible, key=lambda one: weights[one].length, default=None)

    for path in (
        ".//main | .//*[@role='main']",
        ".//*[@id='content' or @id='contenu' or @id='main' or @id='main-content']",
    ):
        found = heaviest(whole.xpath(path))
        if found is not None:
            return found
    articles = whole.xpath(".//article")
    return articles[0] if len(articles) == 1 and articles[0] in weights else whole


def _take_banners_out(whole: HtmlElement, weights: dict[HtmlElement, _Weight]) -> None:
    if not weights[whole].cookie:
        return
    banners = [
        node
        for node, weight in weights.items()
        if weight.cookie
        and not weight.title
        and weight.length <= _CONSENT_LONGEST
        and node is not whole
        and node.tag not in ("main", "article")
        and _is_banner(node, weights)
    ]
    if weights[whole].length - sum(weights[one].length for one in banners) >= _CONTENT:
        for node in banners:
            node.drop_tree()


def _is_banner(node: HtmlElement, weights: dict[HtmlElement, _Weight]) -> bool:
    """The smallest element to speak of cookies and ask for consent, or a paragraph of the kind."""
    inside = [weights[child] for child in node if child in weights]
    if weights[node].consent:
        return not any(one.cookie and one.consent for one in inside)
    return node.tag == "p" and bool(_CONSENT_BLOCK.search(fold(text_of(node, 600))))


def _suggestions(main: HtmlElement, weights: dict[HtmlElement, _Weight]) -> set[HtmlElement]:
    """The boxes that open on « À lire aussi », or that heading and the list that follows it."""
    found: set[HtmlElement] = set()
    for heading in main.iter("h2", "h3", "h4", "h5", "h6", "p", "strong"):
        if heading not in weights or not 4 <= weights[heading].length <= 60:
            continue
        if not _SUGGESTIONS.fullmatch(fold(text_of(heading, 100))):
            continue
        box = heading
        while (
            box is not main
            and box.getparent() is not main
            and weights[box.getparent()].length == weights[heading].length
        ):
            box = box.getparent()
        parent = box.getparent()
        opens = parent is not None and parent is not main and _first_text(parent, box, weights)
        if opens and not _large(parent, main, weights):
            found.add(parent)
            continue
        found.add(box)
        after = box.getnext()
        if after is not None and after.tag in ("ul", "ol", "div", "section"):
            found.add(after)
    return found


def _first_text(parent: HtmlElement, box: HtmlElement, weights: dict[HtmlElement, _Weight]) -> bool:
    if (parent.text or "").strip():
        return False
    for child in parent:
        if child is box:
            return True
        if child in weights and weights[child].length:
            return False
    return False


def _large(node: HtmlElement, main: HtmlElement, weights: dict[HtmlElement, _Weight]) -> bool:
    weight = weights.get(node)
    return weight is not None and (weight.title or weight.length * 2 > weights[main].length)


def _furniture(node: HtmlElement, main: HtmlElement, weights: dict[HtmlElement, _Weight]) -> bool:
    if node.tag in _ELEMENTS or (node.get("aria-hidden") or "").lower() == "true":
        return True
    if (node.get("role") or "").lower() in _ROLES:
        return True
    # The header of an article holds its title; that of the site stands outside of the main part.
    if node.tag == "header":
        return main.tag == "body" and not weights[node].title
    names = classes(node)
    if any(_CONSENT_CLASS.search(name) for name in names) and not weights[node].title:
        return True
    # Some sites wrap the whole page in one form.
    if node.tag == "form" or any(_FURNITURE_CLASS.fullmatch(name) for name in names):
        return not _large(node, main, weights)
    return False


def _blocks(
    main: HtmlElement, weights: dict[HtmlElement, _Weight], unwanted: set[HtmlElement]
) -> Iterator[str]:
    pieces: list[str] = []
    label = ""
    stack: list[tuple[HtmlElement, bool]] = [(main, False)]
    while stack:
        node, closing = stack.pop()
        breaks = node.tag in BLOCKS and node.tag not in ("td", "th")
        skipped = not closing and (
            node not in weights
            or node in unwanted
            or (node is not main and _furniture(node, main, weights))
        )
        if breaks:
            text = clean(" ".join("".join(pieces).split()))[:MAX_LENGTH].strip(" |")
            pieces = []
            # « Date limite » says nothing without its date, nor the date alone.
            if text and closing and node.tag == "dt":
                if label:
                    yield label
                label = text.rstrip(" :\xa0")
            elif text:
                yield f"{label} : {text}" if label else text
                label = ""
        elif node.tag in ("td", "th") and pieces and not closing:
            pieces.append(" | ")
        if closing or skipped:
            if node is not main and node.tail:
                pieces.append(node.tail)
            continue
        if node.text:
            pieces.append(node.text)
        stack.append((node, True))
        stack.extend((child, False) for child in reversed(node))
    rest = clean(" ".join("".join(pieces).split()))[:MAX_LENGTH]
    if label or rest:
        yield " : ".join(one for one in (label, rest) if one)
