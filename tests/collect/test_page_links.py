"""What a page tells besides its list: the feeds of its site, and the page that continues it."""

import pytest

from tests.collect.page_structures import wordpress
from tests.collect.pages import NEWS, PAGINATION, URL, page
from veille.collect.page import read_page

SITE = "https://www.valbourg.example"
RSS = '<link rel="alternate" type="application/rss+xml" title="{title}" href="{href}">'


def feeds(*, head: str = "", main: str = "") -> list[str]:
    body = page(main or wordpress(NEWS), head=head)
    return [one.url.removeprefix(SITE) for one in read_page(body, URL).feeds]


def test_the_feed_of_the_site_comes_before_that_of_a_rubric() -> None:
    head = RSS.format(title="Valbourg » Flux des commentaires", href="/comments/feed/") + (
        RSS.format(title="Valbourg » Flux de la catégorie Vie locale", href="/category/vie/feed/")
        + RSS.format(title="Valbourg » Flux", href="/feed/")
    )

    assert feeds(head=head) == ["/feed/", "/category/vie/feed/"]


def test_the_comments_of_a_page_are_no_feed_to_watch() -> None:
    title = "Valbourg » Toutes les actualités Flux des commentaires"

    assert feeds(head=RSS.format(title=title, href="feed/")) == []


def test_a_site_named_after_a_question_is_not_taken_for_comments() -> None:
    title = "Comment entreprendre à Valbourg » Flux"

    assert feeds(head=RSS.format(title=title, href="/feed/")) == ["/feed/"]


def test_a_feed_that_is_only_linked_comes_after_those_announced() -> None:
    main = wordpress(NEWS) + '<a href="/rss.xml">RSS</a> <a href="/flux/agenda.php">Flux RSS</a>'

    assert feeds(head=RSS.format(title="", href="/a/b/atom.xml"), main=main) == [
        "/a/b/atom.xml",
        "/rss.xml",
        "/flux/agenda.php",
    ]


def test_an_article_about_feeds_is_no_feed() -> None:
    words = "Comment lire le flux RSS de votre collectivité depuis un téléphone"

    assert feeds(main=f'<a href="/actualites/lire-flux-rss-telephone">{words}</a>') == []


NEXT = {
    "link_in_the_head": ('<link rel="next" href="/actualites/page/2/">', ""),
    "rel_of_a_link": ("", '<a rel="next" href="/actualites/page/2/">2</a>'),
    "words": ("", '<p><a href="?p=1">Page précédente</a> <a href="page/2/">Page suivante</a></p>'),
    "words_and_arrow": ("", '<p><a href="/actualites/page/2/">Suivant »</a></p>'),
    "older_articles": ("", '<p><a href="/actualites/page/2/">Articles plus anciens</a></p>'),
    "spoken_label": ("", '<a aria-label="Page suivante" href="/actualites/page/2/"><i></i></a>'),
    "arrow_with_title": ("", '<a title="Page suivante" href="page/2/"><span>❯</span></a>'),
    "class_of_its_item": ("", '<li class="pager-next"><a href="page/2/">la suite</a></li>'),
    "number_after_current": (
        "",
        '<div class="pagination"><b class="current">1</b><a href="page/2/">2</a> (3 pages)</div>',
    ),
    "number_after_current_item": (
        "",
        '<ul class="pager"><li class="active">1</li><li><a href="page/2/">2</a></li></ul>',
    ),
}


@pytest.mark.parametrize("name", NEXT)
def test_the_next_page_is_found(name: str) -> None:
    head, after = NEXT[name]
    main = "<main>" + "".join(
        f'<div class="n"><h3><a href="{one.path}">{one.title}</a></h3></div>' for one in NEWS
    )

    assert read_page(page(main + after, head=head), URL).next_url == f"{URL}page/2/"


def test_the_address_wins_over_an_earlier_link_with_a_next_word() -> None:
    head = '<link rel="next" href="/actualites/page/2/">'
    main = '<a href="/autre">Suivant</a>' + wordpress(NEWS)

    assert read_page(page(main, head=head), URL).next_url == f"{URL}page/2/"


@pytest.mark.parametrize(
    "after",
    [
        pytest.param("", id="none"),
        pytest.param('<a href="#" class="next">Suivant</a>', id="script"),
        pytest.param('<a href="https://ailleurs.example/2">Suivant</a>', id="other-site"),
        pytest.param('<a href="javascript:next()">Page suivante</a>', id="javascript"),
        pytest.param('<ul><li class="active">1</li><li><a href="/2">2</a></li></ul>', id="numbers"),
    ],
)
def test_no_next_page_is_made_up(after: str) -> None:
    main = "".join(f'<div><h3><a href="{one.path}">{one.title}</a></h3></div>' for one in NEWS)

    assert read_page(page(f"<main>{main}</main>{after}"), URL).next_url == ""


def test_a_numbered_pagination_continues_after_its_current_page() -> None:
    main = "".join(f'<div><h3><a href="{one.path}">{one.title}</a></h3></div>' for one in NEWS)

    assert read_page(page(f"<main>{main}</main>{PAGINATION}"), URL).next_url == f"{URL}?page=2"
