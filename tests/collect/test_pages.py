"""Lists of publications found by structure alone, in pages of every kind of site."""

# ruff: noqa: E501  (markup reads better on the lines that it has)

import json
import subprocess
import sys
import time
from contextlib import suppress
from datetime import date

import pytest

from tests.collect.page_structures import (
    STRUCTURES,
    dated_lines,
    elementor,
    featured_first,
    rows_of_three,
    wordpress,
    wrapped_cards,
)
from tests.collect.pages import FOOTER, MENU, NEWS, URL, News, page
from veille.collect.page import MAX_ITEMS, PageReading, raw_item, read, read_page
from veille.collect.page_tree import MAX_BYTES
from veille.errors import ParseError

SITE = "https://www.valbourg.example"


def listed(reading: PageReading) -> list[tuple[str, str, date | None]]:
    found = []
    for one in reading.items:
        published = raw_item(one, reading.language).published
        url = one.url.removesuffix(".pdf").removesuffix("/")
        found.append((one.title, url, published.date() if published else None))
    return found


def expected(news: tuple[News, ...], *, dated: bool = True) -> list[tuple[str, str, date | None]]:
    return [(one.title, one.url, one.day if dated else None) for one in news]


@pytest.mark.parametrize("count", [2, 3, 6])
@pytest.mark.parametrize("name", STRUCTURES)
def test_titles_links_and_dates_of_each_kind_of_site(name: str, count: int) -> None:
    reading = read_page(page(STRUCTURES[name](NEWS[:count])), URL)

    assert listed(reading) == expected(NEWS[:count])
    assert reading.method == "structure"


WITHOUT_SUMMARY = ("table", "dated_lines", "rows_of_three", "category_before_title")


@pytest.mark.parametrize(
    "name", sorted(STRUCTURES.keys() - {*WITHOUT_SUMMARY, "files_of_press_releases"})
)
def test_the_summary_is_the_extract_that_the_page_shows(name: str) -> None:
    reading = read_page(page(STRUCTURES[name](NEWS)), URL)

    assert [one.summary for one in reading.items] == [one.summary for one in NEWS]


@pytest.mark.parametrize("name", WITHOUT_SUMMARY)
def test_no_summary_is_made_up(name: str) -> None:
    reading = read_page(page(STRUCTURES[name](NEWS)), URL)

    assert {one.summary for one in reading.items} == {""}


@pytest.mark.parametrize("name", STRUCTURES)
def test_the_list_does_not_depend_on_what_surrounds_it(name: str) -> None:
    reading = read_page(page(STRUCTURES[name](NEWS), around=("", "")), URL)

    assert listed(reading) == expected(NEWS)


def test_how_the_list_was_found_is_told() -> None:
    why = read_page(page(elementor(NEWS)), URL).why

    assert why == (
        "6 entrées de même structure ; la plupart ont un titre mis en valeur, une date, un "
        "résumé, une image."
    )


def test_an_image_loaded_late_is_known_by_its_true_address() -> None:
    images = [one.image for one in read_page(page(rows_of_three(NEWS)), URL).items]

    assert images == [f"{SITE}/i/{number}.webp" for number in range(6)]


def test_a_featured_article_of_another_class_opens_the_list() -> None:
    assert listed(read_page(page(featured_first(NEWS)), URL))[0] == expected(NEWS)[0]


def test_news_and_agenda_are_both_read_in_the_order_of_the_page() -> None:
    agenda = "".join(
        f'<div class="evenement"><span class="date">{number}/12/2026</span><h3><a href="/agenda/{number}">'
        f"Rencontre des entreprises, rendez-vous numéro {number}</a></h3></div>"
        for number in (4, 11, 18)
    )
    reading = read_page(page(elementor(NEWS) + f"<section>{agenda}</section>"), URL)

    assert listed(reading)[:6] == expected(NEWS)
    assert {one.url for one in reading.items[6:]} <= {f"{SITE}/agenda/{day}" for day in (4, 11, 18)}


def test_an_index_of_titles_and_nothing_else() -> None:
    links = "".join(f'<li><a href="{one.path}">{one.title}</a></li>' for one in NEWS)
    reading = read_page(page(f"<h1>Archives</h1><ul>{links}</ul>", around=("", "")), URL)

    assert listed(reading) == expected(NEWS, dated=False)


def test_a_list_that_only_the_data_of_the_page_describe() -> None:
    data = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "Accueil",
             "item": f"{SITE}/"}]},
            {"@type": "ItemList", "itemListElement": [
                {"@type": "ListItem", "position": place, "item": {
                    "@type": "NewsArticle", "headline": one.title, "url": one.url,
                    "datePublished": f"{one.day}", "description": one.summary}}
                for place, one in enumerate(NEWS, 1)
            ]},
        ],
    }  # fmt: skip
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    reading = read_page(page("<main><h1>Actualités</h1></main>", head=script), URL)

    assert listed(reading) == expected(NEWS)
    assert reading.method == "json-ld"


def test_one_article_in_the_data_of_a_page_is_the_page_itself() -> None:
    data = {"@type": "NewsArticle", "headline": NEWS[0].title, "url": NEWS[0].url}
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'

    assert read_page(page("<main><p>Un texte.</p></main>", head=script), URL).items == ()


def test_relative_links_start_from_the_page() -> None:
    main = "".join(
        f'<h2><a href="../{one.path[1:]}">{one.title}</a></h2><p>{one.digits}</p>' for one in NEWS
    )

    assert listed(read_page(page(main), URL)) == expected(NEWS)


def test_relative_links_start_from_the_base_that_the_page_gives() -> None:
    main = "".join(
        f'<h2><a href="{one.path[1:]}">{one.title}</a></h2><p>{one.digits}</p>' for one in NEWS
    )

    assert listed(read_page(page(main, head='<base href="/">'), URL)) == expected(NEWS)


def test_the_base_of_another_site_is_not_believed() -> None:
    main = dated_lines(NEWS)
    reading = read_page(page(main, head='<base href="https://ailleurs.example/">'), URL)

    assert listed(reading) == expected(NEWS)


def test_links_stay_as_written_where_the_address_of_the_page_is_unknown() -> None:
    assert [one.url for one in read_page(page(dated_lines(NEWS)), "").items] == [
        one.path for one in NEWS
    ]


@pytest.mark.parametrize(
    ("encoding", "meta", "content_type"),
    [
        pytest.param("windows-1252", "", "text/html", id="latin-1-undeclared"),
        pytest.param("windows-1252", "iso-8859-1", "text/html", id="latin-1-in-the-page"),
        pytest.param(
            "iso-8859-15", "", "text/html; charset=ISO-8859-15", id="latin-9-in-the-header"
        ),
        pytest.param("utf-8", "iso-8859-1", "text/html", id="utf-8-contradicted-by-the-page"),
        pytest.param(
            "utf-8", "", "text/html; charset=iso-8859-1", id="utf-8-contradicted-by-the-header"
        ),
        pytest.param("utf-8", "inconnu-9", "text/html", id="unknown-name"),
        pytest.param("utf-16", "utf-16", "text/html", id="utf-16-with-its-mark"),
    ],
)
def test_accents_are_read_whatever_the_page_declares(
    encoding: str, meta: str, content_type: str
) -> None:
    text = page(dated_lines(NEWS)).decode().replace("’", "'").replace("–", "-")
    text = text.replace('<meta charset="utf-8">', f'<meta charset="{meta}">' if meta else "")
    titles = [one.title for one in read_page(text.encode(encoding), URL, content_type).items]

    assert titles == [one.title.replace("’", "'") for one in NEWS]


@pytest.mark.parametrize(
    "written",
    [
        "12 novembre 2026", "Jeudi 12 novembre 2026", "Publié le 12 novembre 2026 à 14h30",
        "12 Novembre 2026", "12 nov. 2026", "12 NOV 2026", "12/11/2026", "12.11.2026", "12-11-2026",
        "12/11/26", "2026-11-12", "<time datetime='2026-11-12T08:00:00+01:00'>hier</time>",
        "<time>12 novembre 2026</time>", "<span class='date'><b>12</b><i>nov.</i><u>2026</u></span>",
        "<span>12</span><span>novembre</span><span>2026</span>",
        "<abbr title='x'>12/11/2026</abbr>", "Mis en ligne le 12&nbsp;novembre&nbsp;2026",
        "<meta itemprop='datePublished' content='2026-11-12'>",
        "<time class='updated' datetime='2026-11-20'></time><time datetime='2026-11-12'></time>",
        "Du 12 novembre 2026 au 15 novembre 2026",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_form(written: str) -> None:
    blocks = "".join(
        f'<div class="n"><h3><a href="{one.path}">{one.title}</a></h3><p>{written}</p></div>'
        for one in NEWS
    )

    assert {day for _, _, day in listed(read_page(page(blocks), URL))} == {date(2026, 11, 12)}


def test_the_first_of_a_month_is_read() -> None:
    blocks = "".join(
        f'<li><a href="{one.path}">{one.title}</a>, le 1er décembre 2026</li>' for one in NEWS
    )

    assert {day for _, _, day in listed(read_page(page(f"<ul>{blocks}</ul>"), URL))} == {
        date(2026, 12, 1)
    }


def test_a_page_in_english_writes_the_month_first() -> None:
    blocks = "".join(f'<li>11/12/2026 <a href="{one.path}">{one.title}</a></li>' for one in NEWS)
    body = page(f"<main><ul>{blocks}</ul></main>").replace(b'lang="fr"', b'lang="en"')

    assert {day for _, _, day in listed(read_page(body, URL))} == {date(2026, 11, 12)}


def test_a_long_list_is_cut_and_said_to_be() -> None:
    many = "".join(
        f'<li>12/11/2026 – <a href="/n/{number}">Une nouvelle du territoire, numéro {number}</a></li>'
        for number in range(MAX_ITEMS + 30)
    )
    reading = read_page(page(f"<main><ul>{many}</ul></main>"), URL)

    assert (len(reading.items), reading.left_out) == (MAX_ITEMS, 30)


def test_markup_in_titles_never_becomes_markup_of_ours() -> None:
    main = (
        dated_lines(NEWS[1:])
        + '<ul><li>12/11/2026 – <a href="/x">Offre &lt;script&gt; &amp; co</a></li></ul>'
    )
    titles = [one.title for one in read(page(main), URL, "text/html").items]

    assert all("<" not in title for title in titles)


# --- pages made to exhaust a machine

TRAPS = {
    "nested": '<div class="a b">' * 100_000,
    "nested_links": '<div><a href="/n">t</a>' * 80_000,
    "a_million_elements": "<b>x" * 1_000_000,
    "flat_elements": "<i></i>" * 300_000,
    "links_in_a_row": "".join(f'<a href="/n/{n}">Une nouvelle, numéro {n}</a>' for n in range(20_000)),
    "links_in_a_list": "".join(
        f'<li>12/11/2026 <a href="/n/{n}">Une nouvelle, numéro {n}</a></li>' for n in range(20_000)
    ),
    "links_each_of_its_class": "".join(
        f'<div class="{"abcdefghij"[n % 10] * (1 + n % 37)}"><a href="/n/{n}">Nouvelle {n}</a></div>'
        for n in range(20_000)
    ),
    "flat_titles": "".join(
        f'<h2><a href="/n/{n}">Une nouvelle, numéro {n}</a></h2><p>Du texte.</p>' for n in range(20_000)
    ),
    "empty_spans": ("<span></span>" * 60 + '<a href="/n">Une nouvelle</a>') * 2_000,
    "deep_records": "".join(
        '<div class="date title text">' * 200 + f'<a href="/n/{n}">Nouvelle {n}</a>' + "</div>" * 200
        for n in range(150)
    ),
    "punctuation": '<a href="/1">' + "« " * 600_000 + '</a><a href="/2">' + ". " * 300_000,
    "digits": "<p>" + "12/" * 600_000 + '<a href="/1">Une nouvelle</a>',
    "consent": "<div>cookies tout accepter" + "<div></div>" * 150_000,
    "nested_data": '<script type="application/ld+json">' + "[" * 400_000 + "</script>",
}  # fmt: skip


@pytest.mark.parametrize("name", TRAPS)
def test_no_page_takes_long(name: str) -> None:
    body = page(TRAPS[name], around=(MENU, FOOTER))
    started = time.process_time()
    with suppress(ParseError):  # refused is fine, as long as it is soon
        read_page(body, URL)
    assert time.process_time() - started < 10


def test_memory_stays_bounded_on_the_largest_page() -> None:
    # In a process of its own: the peak of this one is that of all the tests before, and
    # getrusage would tell a child the memory of the parent it was forked from.
    code = (
        "from pathlib import Path\n"
        "from veille.collect.page import read_page\n"
        f"read_page(b'<html><body>' + b'<p>x' * {MAX_BYTES // 4}, '')\n"
        "status = Path('/proc/self/status').read_text()\n"
        "print(status.partition('VmHWM:')[2].split()[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert int(done.stdout) < 300_000  # KB


def test_lists_of_cards_and_posts_agree() -> None:
    cards, posts = (listed(read_page(page(kind(NEWS)), URL)) for kind in (wrapped_cards, wordpress))

    assert cards == posts
