"""Newsletters as emailers make them, all invented: which articles, under which titles."""

from datetime import UTC, datetime
from email.message import EmailMessage

import pytest

from veille.collect.collected import Collected
from veille.collect.newsletter import MAX_ITEMS, SUMMARY_LIMIT, read_newsletter
from veille.domain.item import RawItem

CLICK = "https://clics.emailer.example/track/click?u=1&id="


def email(html: str = "", text: str = "", subject: str = "La lettre de novembre") -> bytes:
    message = EmailMessage()
    message["From"] = '"Val d’Été Agglomération" <lettre@val-ete.example>'
    message["To"] = "veille@commune.example"
    message["Subject"] = subject
    message["Date"] = "Mon, 16 Nov 2026 08:30:00 +0100 (CET)"
    message["Message-ID"] = "<lettre-11@val-ete.example>"
    if text or not html:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    return message.as_bytes()


def read(html: str = "", text: str = "") -> Collected:
    return read_newsletter(email(html, text))


def told(collected: Collected) -> list[tuple[str, str, str]]:
    """Title, address and words of each article."""
    return [(item.title, item.url, item.html) for item in collected.items]


def titles(html: str = "", text: str = "") -> list[str]:
    return [item.title for item in read(html, text).items]


def block(*rows: str) -> str:
    cells = "".join(f"<tr><td>{row}</td></tr>" for row in rows)
    return f'<table role="presentation"><tbody>{cells}</tbody></table>'


def page(*blocks: str) -> str:
    body = "".join(blocks)
    return f"<html><head><style>a{{color:red}}</style></head><body>{body}</body></html>"


# --- as emailers lay them out

STACKED = page(
    '<span style="display:none;font-size:0px">Aperçu caché : trois nouvelles&zwnj;&nbsp;</span>',
    "<center><table><tr><td>",
    block(f'<a href="{CLICK}1">Voir cet e-mail dans votre navigateur</a>'),
    block(f'<a href="{CLICK}2"><img src="l.png" alt="Val d’Été Agglomération"></a>'),
    block("<h1>La lettre de novembre</h1><p>Bonjour, voici les nouvelles du mois.</p>"),
    block(f'<a href="{CLICK}3"><img src="a.jpg" alt=""></a>'),
    block("<h3>Une usine ouvre à Saint-Clair</h3><p>Trente emplois sont prévus dès mars.</p>"),
    block(f'<table><tr><td bgcolor="#00f"><a href="{CLICK}4">Lire la suite</a></td></tr></table>'),
    block(f'<a href="{CLICK}5"><img src="b.jpg" alt="photo.jpg"></a>'),
    block("<h3>Le budget 2027 est voté</h3>", "<p>Il atteint douze millions d’euros.</p>"),
    block(f'<a href="{CLICK}6">En savoir plus &gt;</a>'),
    block(f'<a href="{CLICK}7"><img alt="Facebook"></a> <a href="{CLICK}8">LinkedIn</a>'),
    block(
        "<p><em>Copyright © 2026 Val d’Été</em><br>Vous recevez ce message car vous êtes "
        f'inscrit.</p><a href="{CLICK}9">Se désabonner</a> | '
        f'<a href="{CLICK}10">Mettre à jour vos préférences</a>'
    ),
    "</td></tr></table></center>",
)


def test_stacked_blocks_with_counted_clicks() -> None:
    assert told(read(STACKED)) == [
        ("Une usine ouvre à Saint-Clair", CLICK + "3", "Trente emplois sont prévus dès mars."),
        ("Le budget 2027 est voté", CLICK + "5", "Il atteint douze millions d’euros."),
    ]


SITE = "https://www.val-ete.example"
COLUMNS = page(
    "<table><tr>",
    "<td>",
    block(
        f'<a href="{SITE}/actus/usine?utm_source=lettre"><img alt="Vue aérienne de l’usine"></a>',
        f'<p style="font-size:20px"><a href="{SITE}/actus/usine"><b>Une usine ouvre</b></a></p>'
        "<p>Trente emplois.</p>",
        f'<a href="{SITE}/actus/usine?utm_medium=bouton">Lire l’article</a>',
    ),
    "</td><td>",
    block(
        f'<a href="{SITE}/actus/zone"><img></a>',
        '<p style="font-weight:700">La zone s’étend</p><p>Dix hectares.</p>',
        f'<a href="{SITE}/actus/zone">Découvrir</a>',
    ),
    "</td></tr></table>",
    "<h2>ÉCONOMIE</h2><ul>",
    '<li><a href="https://presse.example/1">Un fonds pour les PME de la vallée</a> (Le Courrier)',
    '<li><a href="https://presse.example/2">Les commerces du centre résistent</a> — La Dépêche',
    f'</ul><p>Suivez-nous sur <a href="{SITE}">notre site</a></p>',
    f'<a href="{SITE}/mentions-legales">Mentions légales</a>',
    '<p>Contact : <a href="mailto:anne@val-ete.example">Anne Durand</a></p>',
)


def test_columns_of_cards_then_a_list() -> None:
    assert told(read(COLUMNS))[:2] == [
        ("Une usine ouvre", f"{SITE}/actus/usine?utm_source=lettre", "Trente emplois."),
        ("La zone s’étend", f"{SITE}/actus/zone", "Dix hectares."),
    ]
    assert [item.title for item in read(COLUMNS).items[2:]] == [
        "Un fonds pour les PME de la vallée",
        "Les commerces du centre résistent",
    ]


def test_an_article_tells_where_it_comes_from() -> None:
    item = read(COLUMNS).items[0]

    assert item.guid == "https://val-ete.example/actus/usine"
    assert item.published == datetime(2026, 11, 16, 7, 30, tzinfo=UTC)
    assert item.author == "Val d’Été Agglomération"
    assert read(COLUMNS).title == "La lettre de novembre"


def test_titles_and_words_in_one_cell() -> None:
    html = page(
        "<div>Bonjour,<br>Voici nos nouvelles."
        '<h3><a href="https://a.example/1">Premier titre de la lettre</a></h3><p>Texte un.</p>'
        '<h3><a href="https://a.example/2">Second titre de la lettre</a></h3><p>Texte deux.</p>'
        '<p>Les travaux suivent <a href="https://b.example/doc">le rapport de la chambre '
        "régionale</a>, publié le mois dernier et débattu en conseil communautaire.</p></div>"
    )

    first, second = told(read(html))

    assert first == ("Premier titre de la lettre", "https://a.example/1", "Texte un.")
    assert second[0] == "Second titre de la lettre"
    assert "publié le mois dernier" in second[2]


def test_a_link_around_a_whole_card() -> None:
    card = block('<img alt="x">', "<h3>Un titre dans un lien</h3>", "Le texte, lié lui aussi.")

    assert told(read(page(f'<a href="https://a.example/8">{card}</a>'))) == [
        ("Un titre dans un lien", "https://a.example/8", "Le texte, lié lui aussi.")
    ]


def test_bold_beginnings_are_titles() -> None:
    html = page(
        '<p><b>Le haut débit arrive.</b> Les travaux débutent. <a href="https://a.example/1">'
        "Lire la suite</a></p><p><b>La crèche rouvre.</b> Après deux ans. "
        '<a href="https://a.example/2">Lire la suite</a></p>'
    )

    assert told(read(html)) == [
        ("Le haut débit arrive", "https://a.example/1", "Les travaux débutent."),
        ("La crèche rouvre", "https://a.example/2", "Après deux ans."),
    ]


def test_a_contents_list_and_the_articles_below_are_the_same() -> None:
    one, two = "https://a.example/1", "https://a.example/2"
    html = page(
        f'<ul><li><a href="{one}">Le haut débit arrive</a><li><a href="{two}">La crèche rouvre'
        f'</a></ul><h2><a href="{one}">Le haut débit arrive enfin</a></h2><p>Travaux.</p>'
        f'<h2><a href="{two}">La crèche rouvre lundi</a></h2><p>Après deux ans.</p>'
    )

    assert told(read(html)) == [
        ("Le haut débit arrive enfin", one, "Travaux."),
        ("La crèche rouvre lundi", two, "Après deux ans."),
    ]


def test_a_heading_over_several_linked_phrases_names_a_section() -> None:
    html = page(
        "<h2>Appels à projets</h2>"
        '<p>La Région <a href="https://a.example/1">soutient les friches industrielles</a> dès '
        "janvier, avec un premier dépôt des dossiers au printemps prochain.</p>"
        '<p>L’ADEME <a href="https://a.example/2">finance la chaleur renouvelable</a> jusqu’en '
        "juin, pour les communes de moins de cinq mille habitants.</p>"
    )

    assert titles(html) == ["soutient les friches industrielles", "finance la chaleur renouvelable"]


def test_a_letter_of_one_topic() -> None:
    html = page(
        "<h1>Réunion publique le 3 mars</h1><p>Venez nombreux. Inscrivez-vous "
        '<a href="https://a.example/reunion">ici</a>, avant mardi.</p>'
    )

    assert told(read(html)) == [
        (
            "Réunion publique le 3 mars",
            "https://a.example/reunion",
            "Venez nombreux. Inscrivez-vous ici, avant mardi.",
        )
    ]


def test_a_letter_without_article_is_the_article() -> None:
    html = page(
        f"<p><a href='{SITE}/v/1'>Version en ligne</a></p><h1>Vœux</h1>"
        f"<p>Le maire & l’équipe vous <b>souhaitent</b> une belle année. <a href='{SITE}/'>Le "
        f"site</a></p><p><a href='{SITE}/u'>Se désinscrire</a></p>"
    )
    message = email(html, subject="Vœux <2027>")

    [item] = read_newsletter(message).items

    assert item.guid == "<lettre-11@val-ete.example>"
    assert item.url == f"{SITE}/v/1"
    assert item.title == "Vœux &lt;2027&gt;"
    assert "Le maire &amp; l’équipe vous souhaitent" in item.html
    assert "désinscrire" not in item.html


# --- plain text

PLAIN = """La lettre du Val

Une usine ouvre à Saint-Clair
Trente emplois sont prévus.
https://a.example/1

- Le budget est voté : https://a.example/2
- La zone d’activités s’étend (https://a.example/3).

Le tramway arrivera dans la vallée après de longues années
de travaux

Les élus l’ont annoncé lundi.

Lire la suite <https://a.example/4>

--------------------
Se désinscrire : https://a.example/u/5
Retrouvez-nous sur Facebook : https://www.facebook.com/val
"""


def test_plain_text() -> None:
    collected = read(text=PLAIN)

    assert told(collected) == [
        (
            "Une usine ouvre à Saint-Clair",
            "https://a.example/1",
            "Trente emplois sont prévus.",
        ),
        ("Le budget est voté", "https://a.example/2", ""),
        ("La zone d’activités s’étend", "https://a.example/3", ""),
        (
            "Le tramway arrivera dans la vallée après de longues années de travaux",
            "https://a.example/4",
            "Les élus l’ont annoncé lundi.",
        ),
    ]
    assert collected.method == "text"


def test_html_is_preferred_unless_it_says_nothing() -> None:
    html = '<a href="https://a.example/html">Le titre de la page</a>'

    assert [item.url for item in read(html, PLAIN).items] == ["https://a.example/html"]
    assert len(read("<html><body><img src='x'></body></html>", PLAIN).items) == 4


# --- which links


def first(link: str) -> RawItem:
    """What comes of a letter whose only link is ``link``."""
    return read(page(f"<p>Bonjour.</p><p>{link}</p>")).items[0]


@pytest.mark.parametrize(
    "link",
    [
        '<a href="https://a.example/1">Se désabonner de cette lettre</a>',
        '<a href="https://a.example/1">Je ne souhaite plus recevoir ces messages</a>',
        '<a href="https://a.example/1">Gérer mes préférences</a>',
        '<a href="https://a.example/1">Politique de confidentialité</a>',
        '<a href="https://a.example/1">Mentions légales</a>',
        '<a href="https://a.example/1">Transférer à un ami</a>',
        '<a href="https://a.example/1">Partager sur LinkedIn</a>',
        '<a href="https://a.example/1">Notre page Facebook</a>',
        '<a href="https://a.example/1">View this email in your browser</a>',
        '<a href="https://a.example/1">Si ce message ne s’affiche pas, cliquez ici</a>',
        'Si ce message ne s’affiche pas, <a href="https://a.example/1">cliquez ici</a>',
        'Pour vous désinscrire, <a href="https://a.example/1">c’est par ici</a>',
        '<a href="https://www.linkedin.com/company/val">La vie de notre agglomération</a>',
        '<a href="https://x.com/val/status/1">Notre message du jour sur les travaux</a>',
        '<a href="https://www.youtube.com/@val">La chaîne vidéo de notre agglomération</a>',
        '<a href="https://a.example/unsubscribe/9">Un lien qui ne dit pas son nom</a>',
        '<a href="https://www.val-ete.example/">Le site de votre agglomération</a>',
        '<a href="https://www.val-ete.example/fr/?utm_source=x#haut"><img alt="Accueil"></a>',
        '<a href="https://partenaire.example/"><img alt="La Région, partenaire du Val"></a>',
        '<a href="https://a.example/1"><img alt="Val d’Été Agglomération"></a>',
        '<a href="https://a.example/1"><img alt="logo de la commune de Saint-Clair"></a>',
        '<a href="https://a.example/photo.jpg">La photo de la fête en grand format</a>',
        '<a href="mailto:a@b.example">Écrire à la rédaction de la lettre</a>',
        '<a href="tel:+33400000000">Appeler le standard de la mairie</a>',
        '<a href="javascript:alert(1)">Un très bon article à lire</a>',
        '<a href="JaVa&#9;script:alert(1)">Un très bon article à lire</a>',
        '<a href="data:text/html,x">Un très bon article à lire</a>',
        '<a href="#haut">Revenir au début de la lettre</a>',
        '<a href="/relative/1">Une adresse sans nom de site</a>',
        '<a href="http://[::1">Une adresse qui ne se lit pas</a>',
        '<span style="display:none"><a href="https://a.example/1">Un titre bien caché</a></span>',
        '<p style="font-size:0"><a href="https://a.example/1">Un titre bien caché</a></p>',
        '<div hidden><a href="https://a.example/1">Un titre bien caché</a></div>',
    ],
)
def test_a_link_that_is_no_article(link: str) -> None:
    assert first(link).guid == "<lettre-11@val-ete.example>"


# How some emailers draw columns: no size for the box, one for the words in it.
RESTORED = (
    "<div style='font-size:0px'><p style='font-size:9pt'>"
    "<a href='https://a.example/1'>Un titre bien visible</a></p></div>"
)


@pytest.mark.parametrize(
    ("link", "title"),
    [
        ("<h3>Un titre</h3><a href='https://a.example/1'>Lire la suite…</a>", "Un titre"),
        ("<b>Un titre</b><br><a href='https://a.example/1'>➜ En savoir +</a>", "Un titre"),
        ("<h3>Un titre</h3><a href='https://a.example/1'>Je m’inscris au salon</a>", "Un titre"),
        ("<h3>Un titre</h3><a href='https://a.example/1'>Read more</a>", "Un titre"),
        (
            "<a href='https://a.example/1'><img alt='Ouverture de la halle aux grains'></a>",
            "Ouverture de la halle aux grains",
        ),
        ("<h3>Un titre</h3><a href='https://a.example/1'><img alt='vue'></a>", "Un titre"),
        (
            "<a href='https://a.example/1'>Données personnelles : la CNIL sanctionne</a>",
            "Données personnelles : la CNIL sanctionne",
        ),
        (
            "<a href='https://a.example/1'>Facebook investit dans la vallée</a>",
            "Facebook investit dans la vallée",
        ),
        ("<h2><a href='https://salon.example/'>Salon de l’emploi</a></h2>", "Salon de l’emploi"),
        ("<h2><a href='https://a.example/1'>Une usine<br>ouvre</a></h2>", "Une usine ouvre"),
        (
            "<a href='https://www.youtube.com/watch?v=1'>Le conseil communautaire en vidéo</a>",
            "Le conseil communautaire en vidéo",
        ),
        (RESTORED, "Un titre bien visible"),
    ],
)
def test_the_title_of_an_article(link: str, title: str) -> None:
    assert first(link).title == title
    assert first(link).url.startswith("https://")


def test_an_address_wrapped_by_the_mail_software_is_the_article_s() -> None:
    wrapped = (
        "https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.example%2F1"
        "%3Futm_source%3Dlettre&amp;data=05%7C01&amp;reserved=0"
    )

    item = first(f'<a href="{wrapped}">Une usine ouvre à Saint-Clair</a>')

    assert item.url == "https://a.example/1?utm_source=lettre"
    assert item.guid == "https://a.example/1"


def test_a_catalogue_is_cut_and_counted() -> None:
    links = "".join(
        f'<p><a href="https://a.example/{number}">Le produit numéro {number}</a></p>'
        for number in range(MAX_ITEMS + 5)
    )

    collected = read(page(links))

    assert len(collected.items) == MAX_ITEMS
    assert collected.left_out == 5


def test_a_summary_stays_short() -> None:
    html = page('<h2><a href="https://a.example/1">Un titre</a></h2>', "<p>Un mot.</p>" * 2)
    long = html.replace("Un mot.", "mot " * 2_000)

    assert len(read(long).items[0].html) <= SUMMARY_LIMIT
    assert read(html).items[0].html == "Un mot."
