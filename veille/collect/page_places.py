"""Where a part of a page stands: in its main part, or in a menu, a footer, a side column."""

import re
from collections.abc import Sequence
from itertools import islice

from lxml.html import HtmlElement

from veille.collect.page_tree import classes, text_of

# Class names that change from one record to the next, not from one list to another.
_VOLATILE = re.compile(
    r"\d|^(?:post|category|tag|type|status|format|has|item|node|cat|term|entry|page|field|"
    r"wp|elementor-repeater|views-row|menu-item)-|^(?:first|last|odd|even|alt|active|current|left|"
    r"right|sticky|featured|hentry|animated|fade\w*|end|start|middle|opened|closed)$"
)
# What sites call the parts that surround their content, in French and in English.
_OUTSIDE = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|navigation|menu\w*|submenu|breadcrumbs?|fil-?ariane|ariane|footer|"
    r"header|topbar|sidebar|aside|share|sharing|social\w*|pagination|pager|"
    r"pagenavi|cookies?|related|lang|langs|language\w*|comments?|comment-?list|tagcloud|tags?|"
    r"breadcrumb\w*|offcanvas|mega-?menu|newsletter|partenaires?|partners?|sponsors?|toc|"
    r"similaires?|colophon|secondary|rightbar|leftbar|archives?-list|categories)(?:$|[-_ ])"
)
# Page builders call every block a widget; a side column calls its own so and no more.
_WIDGET = re.compile(
    r"(?:^| )(?:widget|widget[_-](?:area|recent|categor|archive|calendar|search|text|nav|menu)\S*)"
    r"(?: |$)"
)
_OUTSIDE_TAGS = frozenset({"nav", "footer", "aside"})
# What sites call a list of publications or one of its entries.
_INSIDE = re.compile(
    r"(?:^|[-_ ])(?:posts?|articles?|entry|entries|news|actus?|actualites?|blog|teasers?|card|"
    r"cards|hentry|listing|list|loop|feed|results?|publications?|agenda|events?|evenements?|"
    r"communiques?|press|projects?|projets?|grid|portfolio|summary|item|story|stories)(?:$|[-_ ])"
)
_INSIDE_TAGS = frozenset({"main", "article"})
# Addresses that no article has: lists by tag or author, service pages, forms, files of the look.
_NOT_AN_ARTICLE = re.compile(
    r"(?:^|/)(?:tags?|category|categories|categorie|author|auteur|feed|rss|login|wp-admin|"
    r"mentions-legales|contact|politique[\w-]*|cgu|cgv|plan-du-site|sitemap)(?:[/.?]|$)"
    r"|[?&](?:replytocom|share|print|cat|tag|author|paged)=|\.(?:css|js|jpe?g|png|gif|webp|svg)$",
    re.IGNORECASE,
)
# The headings of what an article page proposes to read next.
_NEXT_READING = re.compile(
    r"\W*(?:(?:à )?(?:lire|voir|découvrir|consulter) (?:aussi|également)|(?:articles?|contenus?|"
    r"actualités) (?:liée?s?|similaires?|connexes?|associée?s?)|(?:sur le|dans la) même "
    r"(?:sujet|thème|rubrique|catégorie)|vous aimerez|cela (?:peut|pourrait) vous|"
    r"(?:ces|d[’']autres) articles (?:peuvent|pourraient)|related|you (?:may|might)|read (?:also|"
    r"next)|more (?:on|about) this)",
    re.IGNORECASE,
)
_LEVELS = 3
"""Levels above a list where its heading may stand: the list, its box, the section."""

Places = dict[HtmlElement, tuple[bool, bool]]
"""What is known of the elements of one page: in a main part, in a surrounding part."""


def volatile(name: str) -> bool:
    """Whether a class name belongs to one record rather than to its list."""
    return bool(_VOLATILE.search(name.lower()))


def not_an_article(target: str) -> bool:
    """Whether an address tells by itself that it leads to no publication."""
    return bool(_NOT_AN_ARTICLE.search(target))


def shares_of_places(roots: Sequence[HtmlElement], known: Places) -> tuple[float, float]:
    """The shares of records that stand in a main part, and in a surrounding one."""
    places = [_place(root, known) for root in roots]
    inside = sum(1 for one, _ in places if one) / len(places)
    return inside, sum(1 for _, one in places if one) / len(places)


def _place(element: HtmlElement, known: Places) -> tuple[bool, bool]:
    chain = []
    node = element
    while node is not None and node not in known and node.tag not in ("body", "html"):
        chain.append(node)
        node = node.getparent()
    inside, outside = known.get(node, (False, False)) if node is not None else (False, False)
    for one in reversed(chain):
        names = " ".join(name for name in classes(one) if not volatile(name))
        if one.tag in _OUTSIDE_TAGS or (
            one.tag != "article" and names and bool(_OUTSIDE.search(names) or _WIDGET.search(names))
        ):
            outside = True
        if one.tag in _INSIDE_TAGS or (names and _INSIDE.search(names)):
            inside = True
        known[one] = (inside, outside)
    return inside, outside


def proposed_next(root: HtmlElement) -> bool:
    """Whether the heading before a list says that it is what to read after an article."""
    node: HtmlElement | None = root
    for _ in range(_LEVELS):
        if node is None:
            return False
        for before in islice(node.itersiblings(preceding=True), _LEVELS):
            words = text_of(before, 100)
            if len(words) < 60 and _NEXT_READING.match(words):
                return True
        node = node.getparent()
    return False
