"""A page that answers « 200 OK » without being the content: told by what it says of itself."""

import re
from itertools import islice

from lxml.html import HtmlElement

from veille.collect.page_tree import text_of

_SHORT = 2_500
"""Characters of visible text under which a page may be nothing but a wall: the walls that were
looked at have 40 to 1,500; a page of content rarely has fewer than 3,000, menus counted."""
_SHELL = 250
"""Characters under which a page that loads scripts is a shell to be filled in the browser."""

_BROKEN = 600
"""Characters under which a page may be nothing but the notice of a breakdown."""
_BLOCKS = 300
"""Blocks of a short page searched for its consent notice, which stands near the top or alone."""

# What such pages say of themselves, in French and in English; none of it is proof in a long text.
_ABSENT = re.compile(
    r"\b(?:erreur|error)\s*404\b|^\W*404\b|\b404\W*$|\bpage (?:web )?(?:introuvable|non "
    r"trouvée|inexistante|"
    r"supprimée|not found)\b|\bn[’']a pas (?:pu être|été) trouvée?\b|"
    r"\bnot found\b|\bcontenu (?:introuvable|indisponible|supprimé)\b|"
    r"\b(?:oups|oops)\b.{0,40}\b(?:page|perdue?|introuvable|trouvé)",
    re.IGNORECASE,
)
# Said of the page in its first words; an article may say it of anything in its title.
_GONE = re.compile(r"\bn[’']existe (?:pas|plus)\b", re.IGNORECASE)
_MAINTENANCE = re.compile(
    r"\b(?:en|under|site en|scheduled) maintenance\b|^\W*maintenance\W*(?:$|[|:–-])|"
    r"\bmaintenance (?:en cours|mode)\b|"
    r"\b(?:momentanément|temporairement|temporarily) (?:indisponible|unavailable|fermé|down)|"
    r"\bbientôt de retour\b|\bbe right back\b|\bde retour (?:dans|très) |"
    r"\bservice unavailable\b|\bsite en (?:construction|travaux)\b|\bunder construction\b|"
    r"\b(?:internal server|database|fatal) error\b|\berreur (?:interne|500|503|de connexion "
    r"à la base)",
    re.IGNORECASE,
)
_ROBOT = re.compile(
    r"\bcaptcha\b|\bun robot\b|\ba robot\b|\bhuman(?:s| verification)?\b.{0,20}\b(?:verif|only)|"
    r"\bverify (?:that )?you are (?:a )?human\b|\bjust a moment\b|\bchecking your browser\b|"
    r"\bvérifi\w+ (?:de sécurité|que vous êtes|votre navigateur)|\baccès (?:refusé|bloqué|"
    r"interdit)\b|"
    r"\baccess denied\b|\bunusual traffic\b|\btrafic (?:inhabituel|suspect)\b|\battention "
    r"required\b",
    re.IGNORECASE,
)
_LOGIN = re.compile(
    r"\b(?:connexion|se connecter|connectez-vous|identifi\w+|authentification|log ?in|sign in|"
    r"espace (?:membre|adhérent|abonné|client)s?|réservé\w* aux (?:abonné|adhérent|membre)s?|"
    r"mot de passe)\b",
    re.IGNORECASE,
)
_CONSENT = re.compile(
    r"\b(?:cookies?|consentement|consent|vie privée|privacy|données personnelles|traceurs)\b",
    re.IGNORECASE,
)
_CONSENT_ACT = re.compile(
    r"\b(?:tout accepter|accepter (?:et|les|tous)|j[’']accepte|accept all|continuer sans accepter|"
    r"refuser|paramétrer|gérer (?:mes|les) (?:choix|préférences)|s[’']abonner|manage "
    r"preferences)\b",
    re.IGNORECASE,
)
_SCRIPT_NEEDED = re.compile(
    r"\b(?:activer|activez|enable|requires?|nécessite|besoin de|need to "
    r"enable)\b.{0,60}\bjavascript\b|"
    r"\bjavascript\b.{0,60}\b(?:activ|enable|required|requis|nécessaire|désactiv|disabled)",
    re.IGNORECASE,
)

_REASONS = {
    "absent": "Le site répond « page introuvable » à cette adresse ; cherchez la nouvelle sur le "
    "site.",
    "maintenance": "Le site est en maintenance ou en panne ; nouvel essai plus tard.",
    "robot": "Le site demande de prouver que l’on n’est pas un robot ; demandez-lui un flux RSS "
    "ou l’autorisation d’être suivi.",
    "login": "Le site demande de se connecter ; cette page n’est pas publique : demandez un accès "
    "ou retirez la source.",
    "consent": "Le site ne montre qu’une demande de consentement aux cookies ; cherchez sur le "
    "site l’adresse de son flux RSS.",
    "script": "Cette page ne se remplit que dans un navigateur (JavaScript) ; cherchez sur le "
    "site son flux RSS ou une page plus simple.",
}


def wall(tree: HtmlElement, *, listed: bool = False) -> str:
    """Why a page is not the content it should be, as a French sentence; "" when it may be.

    ``listed``: the page shows something like a list, so only its title and its one headline
    are believed; a login box or a banner may surround real news.
    """
    signs = _signs(tree)
    body = tree.find("body")
    text = text_of(body if body is not None else tree, 40_000)
    short = len(text) < _SHORT and not listed
    said = any(_ABSENT.search(sign) for sign in signs)
    if said or (short and (_ABSENT.search(text[:300]) or _GONE.search(text[:300]))):
        return _REASONS["absent"]
    said = any(_MAINTENANCE.search(sign) for sign in signs)
    if said or (short and len(text) < _BROKEN and _MAINTENANCE.search(text)):
        return _REASONS["maintenance"]
    if len(text) >= _SHORT:
        return ""
    if any(_ROBOT.search(sign) for sign in signs) or (short and _ROBOT.search(text)):
        return _REASONS["robot"]
    # A box in the header of a real page has no say: the headline tells what the page is.
    said = any(_LOGIN.search(sign) for sign in signs)
    if (said or (short and not signs[1])) and _asks_password(tree):
        return _REASONS["login"]
    if not short:
        return ""
    if _CONSENT.search(text) and _CONSENT_ACT.search(text) and _nothing_else(tree, text):
        return _REASONS["consent"]
    if len(text) < _SHELL and _filled_by_script(tree, text):
        return _REASONS["script"]
    return ""


def _signs(tree: HtmlElement) -> tuple[str, str]:
    """The title of a page, and its headline if it has one only: several are titles of news."""
    title = " ".join((tree.findtext(".//title") or "").split())
    headlines = [words for one in islice(tree.iter("h1"), 5) if (words := text_of(one, 300))]
    return title, headlines[0] if len(headlines) == 1 else ""


def _filled_by_script(tree: HtmlElement, text: str) -> bool:
    if next(tree.iter("script"), None) is None:
        return False
    asked = " ".join("".join(one.itertext())[:1_000] for one in islice(tree.iter("noscript"), 20))
    return bool(_SCRIPT_NEEDED.search(f"{text} {asked}")) or _empty_root(tree)


def _asks_password(tree: HtmlElement) -> bool:
    return any((one.get("type") or "").lower() == "password" for one in tree.iter("input"))


def _nothing_else(tree: HtmlElement, text: str) -> bool:
    """Whether what stands outside of the consent block is too short to be content."""
    outside = len(text)
    for node in islice(tree.iter("div", "section", "form", "dialog", "main"), _BLOCKS):
        words = text_of(node, 5_000)
        if _CONSENT.search(words) and _CONSENT_ACT.search(words):
            outside = min(outside, len(text) - len(words))
    return outside < 400


def _empty_root(tree: HtmlElement) -> bool:
    for node in tree.iter("div", "main"):
        if (node.get("id") or "").lower() in ("root", "app", "__next", "__nuxt", "application"):
            return not text_of(node, 200)
    return False
