"""Lists of news in the structures that the sites of French local institutions are made of.

The same invented news go through every kind of site: what is read must not depend on the kind.
"""

# ruff: noqa: E501  (markup reads better on the lines that it has)

from collections.abc import Callable, Sequence

from tests.collect.pages import MONTHS, PAGINATION, News


def wordpress(news: Sequence[News]) -> str:
    posts = "".join(
        f'<article id="post-{number}" class="post-{number} post type-post hentry category-vie">'
        f'<header class="entry-header"><h2 class="entry-title"><a href="{one.url}/" rel="bookmark">'
        f'{one.title}</a></h2><div class="entry-meta">Publié le <a href="{one.url}/">'
        f'<time class="entry-date" datetime="{one.day}T09:30:00+01:00">{one.words}</time></a> par '
        f'<a href="/author/mairie/">La rédaction</a></div></header><div class="entry-summary"><p>'
        f'{one.summary} <a class="more-link" href="{one.url}/">Lire la suite</a></p></div>'
        f'<footer>Classé dans <a href="/category/vie/">Vie locale</a> | <a href="{one.url}/#respond">'
        "Laisser un commentaire</a></footer></article>"
        for number, one in enumerate(news, 40)
    )
    links = (
        '<nav class="navigation"><a class="next" href="/page/2/">Articles plus anciens</a></nav>'
    )
    return f'<main id="main"><h1>Actualités</h1>{posts}{links}</main>'


def elementor(news: Sequence[News]) -> str:
    posts = "".join(
        f'<article class="elementor-post elementor-grid-item post-{number} post"><div '
        f'class="elementor-post__card"><a class="elementor-post__thumbnail__link" href="{one.path}/">'
        f'<div class="elementor-post__thumbnail"><img src="/{number}.jpg" alt=""></div></a>'
        f'<div class="elementor-post__text"><h3 class="elementor-post__title"><a href="{one.path}/">'
        f'{one.title}</a></h3><div class="elementor-post__excerpt"><p>{one.summary}</p></div>'
        f'<a class="elementor-post__read-more" href="{one.path}/">En savoir plus »</a></div>'
        f'<div class="elementor-post__meta-data"><span class="elementor-post-date">{one.words}</span>'
        "</div></div></article>"
        for number, one in enumerate(news)
    )
    return (
        '<div class="elementor elementor-12"><section class="elementor-section"><div '
        'class="elementor-widget elementor-widget-posts"><div class="elementor-posts-container">'
        f"{posts}</div></div></section></div>"
    )


def drupal(news: Sequence[News]) -> str:
    rows = "".join(
        f'<div class="views-row views-row-{number}"><div class="views-field views-field-created">'
        f'<span class="field-content">{one.digits}</span></div><div class="views-field '
        f'views-field-title"><span class="field-content"><a href="{one.path}" hreflang="fr">'
        f'{one.title}</a></span></div><div class="views-field views-field-body"><div '
        f'class="field-content"><p>{one.summary}</p></div></div></div>'
        for number, one in enumerate(news, 1)
    )
    return f'<main role="main"><div class="view-content">{rows}</div>{PAGINATION}</main>'


def typo3(news: Sequence[News]) -> str:
    articles = "".join(
        f'<div class="article articletype-0" itemscope itemtype="http://schema.org/Article"><div '
        f'class="header"><h3><a title="{one.title}" href="{one.path}"><span itemprop="headline">'
        f'{one.title}</span></a></h3></div><div class="teaser-text"><div itemprop="description"><p>'
        f'{one.summary}</p></div><a class="more" href="{one.path}">Lire la suite</a></div><div '
        f'class="footer"><p><span class="news-list-date"><time itemprop="datePublished" '
        f'datetime="{one.day}">{one.digits}</time></span></p></div></div>'
        for one in news
    )
    return f'<div id="content"><div class="news"><div class="news-list-view">{articles}</div></div></div>'


def spip(news: Sequence[News]) -> str:
    entries = "".join(
        f'<li class="item hentry"><h3 class="h3-like entry-title"><a href="{one.path}" '
        f'rel="bookmark">{one.title}</a></h3><small><abbr class="published" title="{one.day}T08:00:00Z">'
        f'{one.words}</abbr>, par <span class="vcard"><a class="url" href="spip.php?auteur2">Le service '
        f'communication</a></span></small><div class="introduction entry-content"><p>{one.summary}</p>'
        "</div></li>"
        for one in news
    )
    return f'<div class="main"><div class="liste articles"><ul class="liste-items">{entries}</ul></div></div>'


def joomla(news: Sequence[News]) -> str:
    items = "".join(
        f'<div class="items-row cols-1 row-{number}"><div class="item column-1" itemprop="blogPost">'
        f'<div class="page-header"><h2 itemprop="name"><a href="{one.path}" itemprop="url">{one.title}'
        f'</a></h2></div><dl class="article-info"><dt>Détails</dt><dd class="category-name">Catégorie : '
        f'<a href="/vie-locale">Vie locale</a></dd><dd class="published"><time datetime="{one.day}'
        f'T10:00:00+02:00" itemprop="datePublished">Publication : {one.words}</time></dd></dl>'
        f'<p>{one.summary}</p><p class="readmore"><a class="btn" href="{one.path}">Lire la suite : '
        f"{one.title}</a></p></div></div>"
        for number, one in enumerate(news)
    )
    return f'<div class="blog" itemscope itemtype="https://schema.org/Blog">{items}</div>'


def table(news: Sequence[News]) -> str:
    rows = "".join(
        f'<tr><td>{one.digits}</td><td><a href="{one.path}">{one.title}</a></td><td>Vie locale</td></tr>'
        for one in news
    )
    return f"<h1>Communiqués</h1><table><tr><th>Date</th><th>Titre</th><th>Thème</th></tr>{rows}</table>"


def definitions(news: Sequence[News]) -> str:
    pairs = "".join(
        f'<dt>{one.words} : <a href="{one.path}">{one.title}</a></dt><dd>{one.summary}</dd>'
        for one in news
    )
    return f"<div id=contenu><h1>Actualités</h1><dl>{pairs}</dl></div>"


def flat(news: Sequence[News]) -> str:
    pieces = "".join(
        f'<h2><a href="{one.path}">{one.title}</a></h2><p>Le {one.words}</p><p>{one.summary}</p>'
        for one in news
    )
    return f"<div id=contenu><h1>Actualités</h1>{pieces}</div>"


def wrapped_cards(news: Sequence[News]) -> str:
    cards = "".join(
        f'<a class="tuile" href="{one.path}"><img src="/v{number}.jpg" alt=""><span class="quand">'
        f'{one.words}</span><span class="quoi">{one.title}</span><span class="texte">{one.summary}'
        "</span></a>"
        for number, one in enumerate(news)
    )
    return f'<main><div class="grille">{cards}</div></main>'


def dated_lines(news: Sequence[News]) -> str:
    lines = "".join(f'<li>{one.digits} – <a href="{one.path}">{one.title}</a></li>' for one in news)
    return f"<main><h1>Toutes les actualités</h1><ul>{lines}</ul></main>"


def unlinked_titles(news: Sequence[News]) -> str:
    blocks = "".join(
        f'<div class="bloc"><h3>{one.title}</h3><p class="date">{one.words}</p><p>{one.summary}</p>'
        f'<p><a href="{one.path}">Lire la suite</a></p></div>'
        for one in news
    )
    return f'<div class="contenu">{blocks}</div>'


def rows_of_three(news: Sequence[News]) -> str:
    cells = [
        f'<div class="col-md-4"><div class="vignette"><a href="{one.path}"><img data-src="/i/{number}.webp"'
        f' src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></a><h4><a href="{one.path}">{one.title}</a>'
        f"</h4><small>{one.digits}</small></div></div>"
        for number, one in enumerate(news)
    ]
    rows = "".join(
        f'<div class="row">{"".join(cells[start : start + 3])}</div>'
        for start in range(0, len(cells), 3)
    )
    return f'<main>{rows}<a class="load-more" href="/actualites/?page=2">Afficher plus</a></main>'


def featured_first(news: Sequence[News]) -> str:
    first, *others = news
    rest = "".join(
        f'<article class="actu"><a href="{one.path}"><h3 class="actu-titre">{one.title}</h3></a>'
        f'<time datetime="{one.day}">{one.words}</time><p>{one.summary}</p></article>'
        for one in others
    )
    return (
        f'<main><div class="a-la-une"><article class="actu-une"><a href="{first.path}"><h2 '
        f'class="actu-titre">{first.title}</h2></a><time datetime="{first.day}">{first.words}</time><p>'
        f'{first.summary}</p></article></div><div class="actus">{rest}</div></main>'
    )


def microdata(news: Sequence[News]) -> str:
    items = "".join(
        f'<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="datePublished" '
        f'content="{one.day}"><a itemprop="url" href="{one.path}"><span itemprop="headline">{one.title}'
        f'</span></a><span itemprop="description">{one.summary}</span></div>'
        for one in news
    )
    return f"<main>{items}</main>"


def h_entry(news: Sequence[News]) -> str:
    items = "".join(
        f'<div class="h-entry"><a class="u-url p-name" href="{one.path}">{one.title}</a> <time '
        f'class="dt-published" datetime="{one.day}">{one.words}</time><div class="p-summary">'
        f"{one.summary}</div></div>"
        for one in news
    )
    return f'<div class="h-feed">{items}</div>'


def without_any_class(news: Sequence[News]) -> str:
    blocks = "".join(
        f'<div><div><a href="{one.path}"><img src="/a/{number}.jpg"></a></div><div><div><a href='
        f'"{one.path}">{one.title}</a></div><div>{one.words}</div><div>{one.summary}</div></div></div>'
        for number, one in enumerate(news)
    )
    return f"<div><div>{blocks}</div></div>"


def dates_in_pieces(news: Sequence[News]) -> str:
    blocks = "".join(
        f'<div class="evt"><div class="jour"><span>{one.day.day}</span><span>'
        f'{MONTHS[one.day.month - 1]}</span><span>{one.day.year}</span></div><div class="evt-texte">'
        f'<h3><a href="{one.path}">{one.title}</a></h3><p>{one.summary}</p></div></div>'
        for one in news
    )
    return f'<main><div class="evts">{blocks}</div></main>'


def stretched_links(news: Sequence[News]) -> str:
    cards = "".join(
        f'<div class="card"><img src="/c/{number}.jpg"><div class="card-body"><h5 class="card-title">'
        f'{one.title}</h5><p class="card-text">{one.summary}</p><p class="card-text"><small>Publié le '
        f'{one.digits}</small></p><a class="stretched-link" aria-label="Lire l’article" href='
        f'"{one.path}"></a></div></div>'
        for number, one in enumerate(news)
    )
    return f'<main class="container"><div class="row">{cards}</div></main>'


def dsfr_cards(news: Sequence[News]) -> str:
    cards = "".join(
        f'<div class="fr-col-12 fr-col-md-4"><div class="fr-card fr-enlarge-link"><div class='
        f'"fr-card__body"><div class="fr-card__content"><h3 class="fr-card__title"><a href="{one.path}">'
        f'{one.title}</a></h3><p class="fr-card__desc">{one.summary}</p><div class="fr-card__start"><ul '
        f'class="fr-badges-group"><li><p class="fr-badge">Économie</p></li></ul><p class="fr-card__detail'
        f'">{one.words}</p></div></div></div></div></div>'
        for one in news
    )
    return f'<main id="content"><div class="fr-grid-row">{cards}</div></main>'


def category_before_title(news: Sequence[News]) -> str:
    blocks = "".join(
        f'<div class="teaser"><a class="rubrique" href="/themes/{number % 3}">Vie quotidienne</a>'
        f'<div class="teaser__title"><a href="{one.path}">{one.title}</a></div><div class="teaser__date">'
        f"{one.words}</div></div>"
        for number, one in enumerate(news)
    )
    return f'<div class="page">{blocks}</div>'


def files_of_press_releases(news: Sequence[News]) -> str:
    lines = "".join(
        f'<li><strong>{one.words}</strong><br><a href="{one.path}.pdf">{one.title} (PDF – 240 Ko)</a>'
        "</li>"
        for one in news
    )
    return f'<div class="editorial"><h1>Communiqués de presse</h1><ul>{lines}</ul></div>'


STRUCTURES: dict[str, Callable[[Sequence[News]], str]] = {
    "wordpress": wordpress,
    "elementor": elementor,
    "drupal": drupal,
    "typo3": typo3,
    "spip": spip,
    "joomla": joomla,
    "table": table,
    "definitions": definitions,
    "flat": flat,
    "wrapped_cards": wrapped_cards,
    "dated_lines": dated_lines,
    "unlinked_titles": unlinked_titles,
    "rows_of_three": rows_of_three,
    "featured_first": featured_first,
    "microdata": microdata,
    "h_entry": h_entry,
    "without_any_class": without_any_class,
    "dates_in_pieces": dates_in_pieces,
    "stretched_links": stretched_links,
    "dsfr_cards": dsfr_cards,
    "category_before_title": category_before_title,
    "files_of_press_releases": files_of_press_releases,
}
