"""Invented pages of a project, by pairs: what must be reported, and what must not."""

from dataclasses import dataclass

FIXED = """
<h1>Extension de la zone d’activités des Grands Prés</h1>
<p>La communauté de communes étend la zone sur 12 hectares. Les travaux ont commencé à
l’automne, et les premiers lots seront livrés à la fin de l’année prochaine.</p>
<h2>Les entreprises attendues</h2>
<p>Trois entreprises ont réservé une parcelle. Elles prévoient 120 emplois.</p>
<ul><li>Atelier mécanique Verdier</li><li>Menuiserie du Val d’Or</li></ul>
<dl><dt>Date limite</dt><dd>12 janvier 2027</dd><dt>Contact</dt><dd>Service économie</dd></dl>
<table><tr><th>Lot</th><th>Surface</th><th>État</th></tr>
<tr><td>Lot 1</td><td>2 400 m²</td><td>Réservé</td></tr>
<tr><td>Lot 2</td><td>1 800 m²</td><td>Disponible</td></tr></table>
"""
FRAME = """<!doctype html><html lang="fr-FR"><head><title>Grands Prés - Val d’Or</title></head>
<body class="has-sidebar nav-closed"><header><a href="/">Val d’Or</a>{head}</header>
<nav><ul><li><a href="/">Accueil</a></li><li><a href="/vie">Vie locale</a></li></ul></nav>
{main}<footer><p>Communauté de communes, 1 place du Marché</p>{foot}</footer></body></html>"""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two readings of a page. ``expected``: words of the account, or None for no change."""

    name: str
    before: str
    after: str
    expected: tuple[str, ...] | None = None


def page(inside: str = "", *, fixed: str = FIXED, head: str = "", foot: str = "") -> str:
    """The whole page, with ``inside`` at the end of its main part."""
    return FRAME.format(main=f"<main>{fixed}{inside}</main>", head=head, foot=foot)


def bare(inside: str, fixed: str = FIXED) -> str:
    """The same page without a main part: everything stands in boxes."""
    return FRAME.format(main=f'<div class="page">{fixed}{inside}</div>', head="", foot="")


def _inside(name: str, before: str, after: str, *expected: str) -> Pair:
    return Pair(name, page(before), page(after), expected or None)


def _fixed(name: str, old: str, new: str, *expected: str) -> Pair:
    assert old in FIXED, old
    return Pair(name, page(), page(fixed=FIXED.replace(old, new)), expected or None)


_BANNER = (
    "<div><p>Ce site utilise des cookies pour mesurer son audience.</p>"
    "<div><a href='#'>Tout accepter</a> <a href='#'>Tout refuser</a></div></div>"
)
_RELATED = "<div><h2>À lire aussi</h2><ul>{}</ul></div>"

SAME = (
    Pair("nothing", page(), page()),
    _inside("a clock", "<p>14:32</p>", "<p>14:33</p>"),
    _inside("a clock with seconds", "<p>Heure locale 14:32:10</p>", "<p>Heure locale 9:03:11</p>"),
    _inside("an hour said", "<p>Il est 14 h 32</p>", "<p>Il est 9 h 05</p>"),
    _inside("some time ago", "<p>Publié il y a 3 heures</p>", "<p>Publié il y a 2 jours</p>"),
    _inside("just now", "<p>Modifié à l’instant</p>", "<p>Modifié il y a une minute</p>"),
    _inside(
        "updated, in digits",
        "<p>Mis à jour le 12/11/2026 à 10 h 32</p>",
        "<p>Mis à jour le 13/11/2026 à 8 h 00</p>",
    ),
    _inside(
        "updated, in words",
        "<p>Dernière mise à jour : jeudi 12 novembre 2026</p>",
        "<p>Dernière mise à jour : vendredi 13 novembre 2026</p>",
    ),
    _inside(
        "updated after published",
        "<p>Publié le 3 mai 2026 | Page modifiée le 12 novembre 2026</p>",
        "<p>Publié le 3 mai 2026 | Page modifiée le 1er décembre 2026</p>",
    ),
    Pair(
        "the day's date in the header",
        page(head="<p>Lundi 16 novembre 2026</p>"),
        page(head="<p>Mardi 17 novembre 2026</p>"),
    ),
    Pair(
        "the day's date over the title",
        bare("", "<p>Lundi 16 novembre 2026</p>" + FIXED),
        bare("", "<p>Mardi 17 novembre 2026</p>" + FIXED),
    ),
    _inside(
        "today", "<p>Nous sommes le lundi 16 novembre</p>", "<p>Nous sommes le mardi 1er mars</p>"
    ),
    _inside("views", "<p>1 245 vues</p>", "<p>1 246 vues</p>"),
    _inside("views beside a date", "<p>3 mai 2026 · 99 vues</p>", "<p>3 mai 2026 · 1 012 vues</p>"),
    _inside("visitors", "<p>Visiteurs : 45 678</p>", "<p>Visiteurs : 45 702</p>"),
    _inside("visitor number", "<p>Vous êtes le 4 512e visiteur</p>",
            "<p>Vous êtes le 4 513e visiteur</p>"),
    _inside("people online", "<p>12 visiteurs en ligne</p>", "<p>1 visiteur en ligne</p>"),
    _inside("times read", "<p>Article lu 1 245 fois</p>", "<p>Article lu 1 300 fois</p>"),
    _inside("comments counted", "<p>Aucun commentaire</p>", "<p>3 commentaires</p>"),
    _inside("weather", "<p>Lormeval : 12 °C, averses</p>", "<p>Lormeval : 4 °C, ensoleillé</p>"),
    _inside("a bare temperature", "<p>Lormeval −2°</p>", "<p>Lormeval 14°</p>"),
    _inside("the sky", "<p>Ensoleillé</p>", "<p>Nuageux</p>"),
    _inside(
        "weather by its box",
        "<div class='widget-meteo'><p>Vent faible et ciel de traîne demain</p></div>",
        "<div class='widget-meteo'><p>Soleil généreux sur la vallée</p></div>",
    ),
    _inside(
        "hexadecimal",
        "<p>Référence d4e5f60718293a4b</p>",
        "<p>Référence 0a1b2c3d4e5f6071</p>",
    ),
    _inside(
        "base64",
        "<p>Jeton : a8Kd93jZk2Lq9Xw1Pf7=</p>",
        "<p>Jeton : Zz81kQp4Yt6Rb2Vn0Lm=</p>",
    ),
    _inside("session", "<p>PHPSESSID=abcdef01</p>", "<p>PHPSESSID=fedcba99</p>"),
    _inside(
        "a hidden token",
        "<form><input type='hidden' value='a1'><p>Votre avis</p></form>",
        "<form><input type='hidden' value='b2'><p>Votre avis compte</p></form>",
    ),
    _inside("copyright", "<p>© 2026 Val d’Or</p>", "<p>© 2026-2027 Val d’Or</p>"),
    _inside("countdown", "<p>Plus que 12 jours pour déposer</p>",
            "<p>Plus que 11 jours pour déposer</p>"),
    _fixed("a space and a comma", "de l’année prochaine.", "de l’année prochaine ."),
    _fixed("capitals", "Menuiserie du Val d’Or", "MENUISERIE DU VAL D'OR"),
    _fixed("an accent", "Réservé", "Reservé"),
    _fixed("a doubled letter", "communauté de communes", "comunauté de communes"),
    _fixed("two letters swapped", "parcelle", "pracelle"),
    _fixed("no-break spaces", "2 400 m²", "2\u202f400\u00a0m²"),
    _fixed("blocks moved", "<li>Atelier mécanique Verdier</li><li>Menuiserie du Val d’Or</li>",
           "<li>Menuiserie du Val d’Or</li><li>Atelier mécanique Verdier</li>"),
    _fixed("a paragraph cut in two", "sur 12 hectares. Les", "sur 12 hectares.</p><p>Les"),
    _fixed("another markup", "<p>Trois entreprises", "<div><p>Trois <b>entrep</b>rises"),
    Pair("menu and footer", page(foot="<p>Mentions</p>"), page(foot="<p>Plan du site</p>")),
    _inside(
        "another article at random",
        _RELATED.format("<li>La fête du village</li><li>Le marché de Noël</li>"),
        _RELATED.format("<li>Travaux de voirie</li><li>Le marché de Noël</li>"),
    ),
    _inside(
        "suggestions without a box",
        "<h3>Articles similaires</h3><ul><li>La fête du village</li></ul>",
        "<h3>Articles similaires</h3><ul><li>Travaux de voirie</li></ul>",
    ),
    _inside("consent, by its words", _BANNER, ""),
    Pair("consent, without a box of its own", bare(""), bare(_BANNER[5:-6])),
    Pair("consent, in a longer box", bare(""), bare("<div>" + _BANNER + "</div>")),
    _inside("consent, by its class", "", "<div id='tarteaucitronRoot'><p>Vos choix</p></div>"),
    _inside("share bar", "", "<ul class='share-buttons'><li>Réseau bleu</li></ul>"),
    _inside("share words", "<p>Partager</p><p>Imprimer</p>", ""),
    _inside("hidden", "", "<div style='display: none'>Erreur du formulaire</div>"),
    _inside("for screen readers", "", "<span class='sr-only'>Ouverture d’une fenêtre</span>"),
    _inside("scripts", "<script>t = 1</script>", "<script>t = 2</script><style>a{}</style>"),
    _inside("a dialog", "", "<div role='dialog'><p>Répondez à notre enquête</p></div>"),
)  # fmt: skip

CHANGED = (
    _fixed("jobs", "120 emplois", "150 emplois", "120 emplois", "150 emplois", "Modifié"),
    _fixed("a deadline", "12 janvier 2027", "31 mars 2027", "Date limite", "31 mars 2027"),
    _fixed("the state of a lot", "Disponible", "Vendu", "Lot 2", "Vendu", "Modifié"),
    _fixed("a surface", "2 400 m²", "2 600 m²", "Lot 1", "2 600"),
    _fixed("an area", "12 hectares", "15 hectares", "15 hectares"),
    _fixed("one more firm", "<li>Menuiserie", "<li>Fonderie Marchal</li><li>Menuiserie",
           "Ajouté\u00a0: Fonderie Marchal"),
    _fixed("one firm fewer", "<li>Atelier mécanique Verdier</li>", "",
           "Retiré\u00a0: Atelier mécanique Verdier"),
    _fixed("a negation", "Les travaux ont commencé", "Les travaux n’ont pas commencé", "pas"),
    _fixed("another verb", "ont réservé", "ont abandonné", "abandonné"),
    _fixed("another title", "Extension de la zone", "Abandon de la zone", "Abandon"),
    _inside("a sentence", "", "<p>Le permis d’aménager est accordé.</p>", "permis d’aménager"),
    _inside("a sentence in a paragraph", "<p>La voirie est finie.</p>",
            "<p>La voirie est finie. Les réseaux suivront.</p>", "Ajouté\u00a0: Les réseaux"),
    _inside("a meeting's hour", "<p>Réunion publique à 18 h 30</p>",
            "<p>Réunion publique à 20 h</p>", "20 h"),
    _inside("a meeting's day", "<p>Samedi 12 décembre 2026</p>", "<p>Samedi 19 décembre 2026</p>",
            "19 décembre"),
    _inside("a status", "<p>Candidatures ouvertes</p>", "<p>Candidatures closes</p>", "closes"),
    _inside("a budget", "<p>Budget : 1,5 M€</p>", "<p>Budget : 15 M€</p>", "15 M€"),
    _inside("a percentage", "<p>Taux d’aide : 30 %</p>", "<p>Taux d’aide : 40 %</p>", "40 %"),
    _inside("a sign", "<p>Évolution : +3 %</p>", "<p>Évolution : -3 %</p>", "-3 %"),
    _inside("visitors expected", "<p>Le salon attend 3 000 visiteurs sur deux jours</p>",
            "<p>Le salon attend 4 000 visiteurs sur deux jours</p>", "4 000"),
    _inside("a phone number", "<p>Tél. 04 00 00 00 12</p>", "<p>Tél. 04 00 00 00 34</p>", "34"),
    _inside("a heat network", "<p>Le réseau de chaleur livre une eau à 90 °C toute l’année</p>",
            "<p>Le réseau de chaleur livre une eau à 70 °C toute l’année</p>", "70 °C"),
    _inside("a document", "", "<ul><li><a href='/a.pdf'>Règlement du lotissement</a></li></ul>",
            "Règlement du lotissement"),
    _inside("an hour of opening", "<p>Guichet ouvert de 9 h à 12 h</p>",
            "<p>Guichet ouvert de 9 h à 17 h</p>", "17 h"),
    _inside("news beside a counter", "<p>99 vues</p>", "<p>120 vues</p><p>Appel clos.</p>",
            "Ajouté\u00a0: Appel clos."),
    _inside("an updated text", "<p>Mis à jour le 3 mai 2026</p>",
            "<p>Mis à jour le 4 mai 2026</p><p>Le préfet a signé l’arrêté.</p>", "arrêté"),
    _inside("a delay", "<p>Ouverture dans 3 mois</p>", "<p>Ouverture dans 9 mois</p>", "9 mois"),
    _inside("the name of a plot", "<p>Parcelle AB 1234</p>", "<p>Parcelle AB 1235</p>", "1235"),
    _inside("contributions", "<p>L’enquête a reçu 45 commentaires du public</p>",
            "<p>L’enquête a reçu 98 commentaires du public</p>", "98"),
    Pair("in a page without a main part", bare(""), bare("<p>Le chantier s’arrête.</p>"),
         ("Le chantier s’arrête.",)),
    _inside("a date modified by decision", "<p>Le plan a été modifié le 3 mai 2026</p>",
            "<p>Le plan a été modifié le 9 juin 2026</p>", "9 juin"),
    _inside("cookies as a subject", "<p>Biscuiterie : 20 tonnes de cookies par jour</p>",
            "<p>Biscuiterie : 30 tonnes de cookies par jour</p>", "30 tonnes"),
)  # fmt: skip
