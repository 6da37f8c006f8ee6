"""Pages that list no publication: nothing is made up; and pages that are not the content at all."""

# ruff: noqa: E501  (markup reads better on the lines that it has)

import pytest

from tests.collect.page_structures import wordpress
from tests.collect.pages import FOOTER, MENU, NEWS, PAGINATION, SIDEBAR, URL, page
from veille.collect.page import read_page
from veille.errors import SuspiciousError

PARAGRAPH = (
    "<p>La communauté de communes accompagne ce projet depuis deux ans, avec "
    '<a href="/entreprendre/{number}">le dispositif d’aide à l’installation</a> et le concours de '
    "la région ; les premiers essais auront lieu au printemps, une fois les sols contrôlés.</p>"
)
ARTICLE = (
    "<article><h1>Une fonderie s’installe sur la zone des Aulnes</h1><time datetime='2026-11-12'>12 "
    "novembre 2026</time>" + "".join(PARAGRAPH.format(number=number) for number in range(7))
)
ALSO = (
    '<section class="related"><h2>À lire aussi</h2>'
    + "".join(
        f'<div class="card"><a href="{one.path}"><img src="/x.jpg" alt=""><h3>{one.title}</h3></a></div>'
        for one in NEWS[:3]
    )
    + "</section>"
)
PLAIN_ALSO = (
    "<div><h2>À lire aussi</h2><ul>"
    + "".join(f'<li><a href="{one.path}">{one.title}</a></li>' for one in NEWS[:3])
    + "</ul></div>"
)
DATED_ALSO = PLAIN_ALSO.replace("</a>", "</a> 03/11/2026")
SERVICES = (
    "Eau et assainissement",
    "Collecte des déchets",
    "Petite enfance",
    "Transports scolaires",
    "Urbanisme et permis",
    "Médiathèques",
)
LEGAL = "".join(
    f"<h2>{number}. {name}</h2><p>Conformément à la loi, la collectivité tient à jour ces "
    f'informations ; toute demande passe par <a href="/formulaire-{number}">le formulaire de contact '
    "du délégué</a> ou par courrier au siège de la communauté de communes.</p>"
    for number, name in enumerate(
        ("Éditeur du site", "Hébergement", "Données personnelles", "Propriété intellectuelle"), 1
    )
)
MEGA_MENU = (
    '<div class="mega-menu">'
    + "".join(
        f'<div class="col"><h3><a href="/rubrique-{column}">Rubrique {name}</a></h3><ul>'
        + "".join(
            f'<li><a href="/rubrique-{column}/page-{line}">Tout savoir sur {name.lower()}, partie {line}'
            "</a></li>"
            for line in range(6)
        )
        + "</ul></div>"
        for column, name in enumerate(SERVICES)
    )
    + "</div>"
)

WITHOUT_LIST = {
    "article": f"<main>{ARTICLE}</article></main>",
    "article_and_others": f"<main>{ARTICLE}</article>{ALSO}</main>",
    "article_and_plain_others": f"<div id=corps>{ARTICLE}</article>{PLAIN_ALSO}</div>",
    "article_and_dated_others": f"<main>{ARTICLE}</article>{DATED_ALSO}</main>",
    "contact": "<main><h1>Contact</h1><form action='/contact'><input name='nom'><textarea name='texte'>"
    "</textarea></form><p>Siège : 1, place des Tilleuls. <a href='/plan'>Voir le plan d’accès</a></p>"
    "<p><a href='mailto:accueil@valbourg.example'>accueil@valbourg.example</a></p></main>",
    "legal_notices": f"<main><h1>Mentions légales</h1>{LEGAL}</main>",
    "service_tiles": "<main><h1>Vos services</h1><div class='row'>"
    + "".join(
        f'<div class="tile"><a href="/s/{number}"><i class="icon"></i><span>{name}</span></a></div>'
        for number, name in enumerate(SERVICES)
    )
    + "</div></main>",
    "described_services": "<main><h1>Vos démarches</h1><div class='row'>"
    + "".join(
        f'<div class="tile"><a href="/s/{number}"><img src="/i{number}.svg" alt=""></a><p>{name}</p></div>'
        for number, name in enumerate(SERVICES)
    )
    + "</div></main>",
    "site_map": "<main><h1>Plan du site</h1><ul>"
    + "".join(
        f'<li><a href="/p{number}">{name}</a><ul><li><a href="/p{number}/a">Présentation</a></li><li>'
        f'<a href="/p{number}/b">Tarifs et horaires</a></li></ul></li>'
        for number, name in enumerate(SERVICES)
    )
    + "</ul></main>",
    "no_news_yet": "<main><h1>Actualités</h1><p>Aucune actualité pour le moment.</p></main>",
    "mega_menu": f"{MEGA_MENU}<main><h1>Bienvenue à Valbourg</h1><p>Une communauté de communes entre "
    "rivière et forêt, qui réunit douze communes et vingt mille habitants.</p></main>",
    "breadcrumbs": '<main><div class="breadcrumb"><a href="/">Accueil</a> &gt; <a href="/vivre">Vivre'
    "</a></div><h1>La piscine</h1><p>Ouverte toute l’année.</p></main>",
    "only_pagination": f"<main><h1>Recherche</h1><p>Saisissez un mot.</p>{PAGINATION}</main>",
}


@pytest.mark.parametrize("name", WITHOUT_LIST)
def test_a_page_that_lists_nothing_gives_nothing(name: str) -> None:
    reading = read_page(page(WITHOUT_LIST[name]), URL)

    assert reading.items == ()
    assert reading.method == "none"
    assert "sélecteurs" in reading.why


# --- walls


def bare(title: str, body: str, head: str = "") -> bytes:
    return page(body, title=title, head=head, around=("", ""))


LOGIN = (
    "<h1>Connexion</h1><form method='post'><label>Identifiant <input name='nom'></label><label>Mot de "
    "passe <input type='password' name='mot'></label><button>Se connecter</button></form><a "
    "href='/oubli'>Mot de passe oublié ?</a> <a href='/inscription'>Créer un compte</a>"
)
LOGIN_BOX = LOGIN.replace("<h1>Connexion</h1>", "<strong>Mon espace</strong>")
COOKIES = (
    "<div class='bandeau'><h2>Nous respectons votre vie privée</h2><p>Nous et nos partenaires déposons "
    "des cookies pour mesurer l’audience.</p><button>Tout accepter</button><a href='/refus'>Continuer "
    "sans accepter</a> <a href='/choix'>Paramétrer les cookies</a></div>"
)
WALLS = {
    "absent": (
        bare("Page introuvable", "<h1>Erreur 404</h1><p>Cette page n’existe pas.</p>"),
        "introuvable",
    ),
    "absent_with_menu": (
        page(
            "<main><h1>Page non trouvée</h1><p>Essayez la recherche.</p></main>",
            title="404 – Valbourg",
        ),
        "introuvable",
    ),
    "login": (bare("Connexion à l’extranet", LOGIN), "se connecter"),
    "cookies": (bare("Gestion des cookies", COOKIES), "cookies"),
    "captcha": (
        bare(
            "Vérification",
            "<h1>Vérification de sécurité</h1><p>Confirmez que vous n’êtes pas un robot.</p><div "
            "class='g-recaptcha'></div>",
        ),
        "robot",
    ),
    "captcha_in_english": (
        bare("Just a moment...", "<h1>www.valbourg.example</h1><p>Checking your browser</p>"),
        "robot",
    ),
    "maintenance": (
        bare("Site en maintenance", "<h1>Nous revenons bientôt</h1><p>Mise à jour en cours.</p>"),
        "maintenance",
    ),
    "broken": (bare("Erreur", "<h1>Service temporairement indisponible</h1>"), "maintenance"),
    "script_shell": (
        bare("Valbourg", '<div id="app"></div><script src="/app.js"></script>'),
        "JavaScript",
    ),
    "script_asked": (
        bare(
            "Valbourg",
            "<noscript>Vous devez activer JavaScript pour voir cette page.</noscript><div></div>"
            "<script src='/main.js'></script>",
        ),
        "JavaScript",
    ),
}


@pytest.mark.parametrize("name", WALLS)
def test_a_page_that_is_not_the_content_says_why(name: str) -> None:
    body, reason = WALLS[name]

    with pytest.raises(SuspiciousError, match=reason):
        read_page(body, URL)


def test_each_wall_has_its_own_reason() -> None:
    reasons = set()
    for body, _ in WALLS.values():
        with pytest.raises(SuspiciousError) as caught:
            read_page(body, URL)
        reasons.add(str(caught.value))

    assert len(reasons) == 6


MAINTENANCE_NEWS = (
    '<main><div class="a"><h2><a href="/m1">Le site de production en maintenance pour une semaine</a></h2>'
    '<p>12/11/2026</p></div><div class="a"><h2><a href="/m2">Page introuvable : l’exposition du musée'
    '</a></h2><p>10/11/2026</p></div><div class="a"><h2><a href="/m3">Un robot pour la cantine</a></h2>'
    "<p>02/11/2026</p></div></main>"
)
NO_WALLS = {
    "cookie_banner": page(COOKIES + wordpress(NEWS)),
    "cookie_banner_on_a_short_page": page(COOKIES + wordpress(NEWS[:2]), around=("", "")),
    "login_box_in_the_header": page(wordpress(NEWS), around=(MENU + LOGIN_BOX, SIDEBAR + FOOTER)),
    "login_box_on_a_short_page": page(wordpress(NEWS[:2]), around=(LOGIN_BOX, "")),
    "words_of_walls_in_titles": page(MAINTENANCE_NEWS),
    "words_of_walls_in_titles_of_a_bare_page": page(MAINTENANCE_NEWS, around=("", "")),
    "captcha_of_the_newsletter_form": page(
        wordpress(NEWS[:3]) + "<form><p>Je ne suis pas un robot</p></form>", around=("", "")
    ),
    "script_asked_besides_the_news": page(
        "<noscript>Activez JavaScript pour une meilleure navigation.</noscript>"
        + wordpress(NEWS)
        + "<script src='/x.js'></script>"
    ),
}


@pytest.mark.parametrize("name", NO_WALLS)
def test_a_real_list_is_no_wall_whatever_surrounds_it(name: str) -> None:
    reading = read_page(NO_WALLS[name], URL)

    assert len(reading.items) >= 2
    assert all(one.date_text for one in reading.items)


UNDATED = (
    '<main><div class="c">'
    + "".join(f'<div class="b"><h3><a href="{one.path}">{one.title}</a></h3></div>' for one in NEWS)
    + "</div></main>"
)


@pytest.mark.parametrize("before", [COOKIES, LOGIN_BOX, MENU])
def test_an_undated_list_is_no_wall_either(before: str) -> None:
    reading = read_page(page(UNDATED, around=(before, FOOTER)), URL)

    assert [one.title for one in reading.items] == [one.title for one in NEWS]


def test_an_empty_news_page_behind_a_login_box_is_not_called_private() -> None:
    reading = read_page(page(WITHOUT_LIST["no_news_yet"], around=(MENU + LOGIN_BOX, FOOTER)), URL)

    assert reading.items == ()
