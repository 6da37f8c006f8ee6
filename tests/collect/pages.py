"""The news of a small territory that does not exist, and the pages that surround them."""

# ruff: noqa: E501  (markup reads better on the lines that it has)

from dataclasses import dataclass
from datetime import date

URL = "https://www.valbourg.example/actualites/"

MONTHS = (
    "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
)


@dataclass(frozen=True)
class News:
    """One invented publication; ``path`` is its address below the site's root."""

    title: str
    path: str
    day: date
    summary: str

    @property
    def words(self) -> str:
        return f"{self.day.day} {MONTHS[self.day.month - 1]} {self.day.year}"

    @property
    def digits(self) -> str:
        return f"{self.day:%d/%m/%Y}"

    @property
    def url(self) -> str:
        return f"https://www.valbourg.example{self.path}"


NEWS = (
    News(
        "Une fonderie s’installe sur la zone des Aulnes",
        "/actualites/fonderie-zone-des-aulnes",
        date(2026, 11, 12),
        "L’entreprise reprend les anciens ateliers et prévoit quarante embauches d’ici deux ans.",
    ),
    News(
        "Travaux : la rue du Moulin fermée à la circulation",
        "/actualites/rue-du-moulin-fermee",
        date(2026, 11, 9),
        "Une déviation passe par le quai nord jusqu’à la fin du mois, bus scolaires compris.",
    ),
    News(
        "Le conseil communautaire vote le budget de l’eau",
        "/actualites/budget-de-l-eau",
        date(2026, 10, 28),
        "Le prix du mètre cube reste stable ; la station de pompage sera refaite en priorité.",
    ),
    News(
        "Appel à projets pour la halle du marché",
        "/actualites/appel-a-projets-halle",
        date(2026, 10, 14),
        "Commerçants et associations ont jusqu’au printemps pour proposer un usage de la halle.",
    ),
    News(
        "Deux médecins rejoignent la maison de santé",
        "/actualites/deux-medecins-maison-de-sante",
        date(2026, 9, 30),
        "Les rendez-vous ouvrent la semaine prochaine, par téléphone ou sur place le matin.",
    ),
    News(
        "La pépinière d’entreprises fête ses dix ans",
        "/actualites/pepiniere-dix-ans",
        date(2026, 9, 3),
        "Portes ouvertes, rencontres avec les jeunes entreprises et visite des nouveaux bureaux.",
    ),
)

MENU = (
    '<header class="site-header"><a class="logo" href="/"><img src="/logo.png" alt="Valbourg"></a>'
    '<ul class="languages"><li><a href="/en/">English</a></li><li><a href="/de/">Deutsch</a></li>'
    '</ul><nav class="main-menu"><ul>'
    '<li><a href="/territoire">Découvrir le territoire</a><ul>'
    '<li><a href="/territoire/communes">Les communes de la communauté</a></li>'
    '<li><a href="/territoire/histoire">Une histoire industrielle</a></li></ul></li>'
    '<li><a href="/entreprendre">Entreprendre et s’implanter</a></li>'
    '<li><a href="/vivre">Vivre au quotidien</a></li><li><a href="/actualites/">Actualités</a></li>'
    '<li><a href="/contact">Contact</a></li></ul></nav></header>'
)
FOOTER = (
    '<footer class="site-footer"><h4>Accès rapides</h4><ul>'
    '<li><a href="/mentions-legales">Mentions légales</a></li>'
    '<li><a href="/accessibilite">Accessibilité : partiellement conforme</a></li>'
    '<li><a href="/marches-publics">Marchés publics et consultations</a></li>'
    '<li><a href="/recrutement">La collectivité recrute</a></li></ul>'
    '<a href="https://www.facebook.com/valbourg">Facebook</a> '
    '<a href="https://www.linkedin.com/company/valbourg">LinkedIn</a></footer>'
)
PAGINATION = (
    '<ul class="pagination"><li class="active">1</li>'
    '<li><a href="/actualites/?page=2">2</a></li><li><a href="/actualites/?page=3">3</a></li>'
    '<li><a href="/actualites/?page=2">Suivant</a></li></ul>'
)
SIDEBAR = (
    '<aside class="sidebar"><h3>Étiquettes</h3><div class="tagcloud">'
    '<a href="/tag/eau">eau</a> <a href="/tag/emploi">emploi</a> <a href="/tag/sante">santé</a>'
    '</div><h3>Commentaires récents</h3><ul><li>Paule sur <a href="/actualites/ancien#c1">Une '
    'ancienne nouvelle que l’on commente encore</a></li><li>Yann sur <a href="/actualites/vieux#c2">'
    "Une autre nouvelle d’autrefois, commentée aussi</a></li></ul></aside>"
)


def page(
    main: str,
    *,
    head: str = "",
    title: str = "Actualités – Communauté de communes de Valbourg",
    around: tuple[str, str] = (MENU, SIDEBAR + FOOTER),
) -> bytes:
    """A whole page: ``main`` between the site's menu and its side column and footer."""
    before, after = around
    return (
        f'<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title>{head}'
        f"</head><body>{before}{main}{after}</body></html>"
    ).encode()
