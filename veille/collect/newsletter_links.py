"""Which links of a newsletter lead to an article, and which words can be a title.

What is refused was seen in the letters of town halls, agencies and press reviews: the
machinery of the sender (leave, preferences, browser version), social networks, legal pages.
The words are matched whole, or in a short text only, since they are subjects too: « Données
personnelles : la CNIL sanctionne » is an article.
"""

import re
from enum import Enum
from urllib.parse import parse_qs, urlsplit

from veille.collect.feed_entry import absolute_link
from veille.normalise.urls import canonical_url
from veille.normalise.words import fold

_SOCIAL = frozenset(
    "facebook.com fb.com fb.me twitter.com x.com linkedin.com instagram.com threads.net bsky.app "
    "tiktok.com pinterest.com pinterest.fr snapchat.com whatsapp.com wa.me t.me telegram.me "
    "viadeo.com flickr.com mastodon.social piaille.fr".split()
)
_VIDEO = frozenset("youtube.com dailymotion.com vimeo.com".split())

# Whole texts of links that belong to the letter, not to its news.
_MACHINERY = re.compile(
    r"(?:(?:sur |notre |nos |la |le )*(?:pages? |comptes? )?(?:facebook|twitter|linkedin|"
    r"instagram|youtube|bluesky|threads|tiktok|mastodon|x|rss)|"
    r"(?:politique|charte) (?:de|sur la|relative|des?).{0,60}|"
    r"(?:politique de )?confidentialite|vie privee|donnees personnelles|rgpd|cookies|"
    r"privacy(?: policy)?|legal notice|terms(?: of use| and conditions)?|"
    r"mentions? legales?|informations legales|cgu|conditions generales.{0,30}|"
    r"(?:nous )?contact(?:er|ez[- ]nous)?|accessibilite.{0,30}|plan du site|"
    r"(?:mes|vos|gerer|modifier|mettre a jour).{0,30}(?:preferences|abonnements?|profil|donnees)|"
    r"(?:email |update |manage )?(?:your )?preferences|abonnements?|"
    r"(?:s'abonner|abonnez-vous|je m'abonne)(?: .{0,40})?|subscribe|"
    r"(?:s'inscrire|inscription|inscrivez-vous) a (?:la|cette|notre) "
    r"(?:newsletter|infolettre|lettre).{0,30}|"
    r"(?:tous )?(?:les |nos )?(?:archives|anciens numeros|numeros precedents)|"
    r"partager?(?: (?:sur|cet?t?e?|par|ce).{0,30})?|tweeter|share.{0,20}|"
    r"transferer.{0,30}|faire suivre.{0,30}|envoyer a un.{0,20}|forward.{0,30})"
)
# In a short text, wherever they are.
_LEAVING = re.compile(
    r"desabonn|desinscri|unsubscribe|ne .{0,12}plus recevoir|opt[- ]?out|"
    r"vous recevez (?:ce|cet|cette)|you (?:are receiving|received) this|"
    r"(?:ce|cet|cette) (?:message|e-?mail|courriel|newsletter|lettre) (?:vous (?:est|a ete)|a ete "
    r"envoye)|forward (?:this|to a friend)|(?:©|copyright)|tous droits reserves"
)
_ONLINE = re.compile(
    r"^(?:(?:voir|lire|visualiser|consulter|afficher|ouvrir|view|read)(?: (?:la|le|l'|cette|notre|"
    r"cet?|this|the))? ?(?:lettre|newsletter|infolettre|e-?mail|mail|message|courriel|version|"
    r"page)?(?: d'information)?|version|copie) ?(?:(?:en|on) ?line?|en ligne|web)(?: ici)?$|"
    r"s'affiche (?:pas|mal)|dans (?:votre|un|le|mon) navigateur|in (?:your|a|my)? ?browser|"
    r"^page miroir$"
)
_MACHINERY_LENGTH, _LEAVING_LENGTH = 60, 300
"""Characters: longer, a text is a title, or a paragraph."""

_MACHINERY_PATH = re.compile(
    r"/(?:unsub(?:scribe)?|optout|opt-out|desabonnement|desinscription|preferences?|profile|"
    r"forward(?:-to-friend)?|mirror|vcard|mentions-legales|politique-de-confidentialite|"
    r"confidentialite|donnees-personnelles|privacy(?:-policy)?|cookies|rgpd|accessibilite|"
    r"mk/un|mk/mr|sharer?(?:\.php)?)(?:[./]|$)"
)
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|webp|svg|ics|vcf)$")
_HOME = re.compile(r"/?(?:(?:fr|en|accueil|home|index)(?:\.(?:html?|php|aspx?))?/?)?")

# Redirections of mail software that carry the real address in the open, and its parameter.
_WRAPPED = (("safelinks.protection.outlook.com", "url"), ("google.com", "q"))

_GENERIC = re.compile(
    r"(?:"
    r"(?:lire|voir|decouvrir|consulter|read|view|see)(?: (?:la|the|l'|le|les|tout|toute|en|cette|"
    r"cet|ce|full|integralite de))*(?: ?(?:suite|article|actualite|actu|info|annonce|offre|"
    r"communique|dossier|page|plus|more|story|fiche|video|site|document|detail|details|evenement))?"
    r"(?: (?:complete?|complet|entiere?|integrale?|en ligne|sur le site))?|"
    r"(?:en savoir|savoir|pour en savoir|en lire|en voir|j'en sais)(?: plus| davantage|\+| \+)?|"
    r"plus d'infos?(?:rmations?)?|(?:toutes )?les infos|(?:learn|find out|show) more|more|suite|"
    r"(?:cliquez |cliquer )?ici|click here|here|lien|link|acceder|j'y vais|details?|"
    r"telecharger|download|s'inscrire|je m'inscris|inscription|participer|repondre|reserver|"
    r"postuler|candidater|en direct|programme|image|photo|logo|banniere|illustration|visuel"
    r")(?: ici)?\s*(?:\.{1,3}|…|>+|»|→|›|!|\]|:)*"
)
_SIGNS = re.compile(r"^\W+")
_CALL = re.compile(
    r"(?:lire|voir|decouvr|consult|telecharg|acced|inscri|s'inscri|je |particip|repond|"
    r"reserv|postul|candidat|en savoir|profit|retrouv|visit|regard|ecout|cliqu|rejoin|read|"
    r"learn|download|discover|register)"
)
_CALL_WORDS = 7
_PICTURE_NAME = re.compile(r"\S+\.(?:png|jpe?g|gif|webp)|(?:logo|image|photo|visuel)\b.{0,40}")
_BARE_URL = re.compile(r"(?:https?://|www\.)\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,6}(?:/\S*)?")
_TITLE_LONGEST = 250
"""Characters: beyond, a linked text is a paragraph."""


class Target(Enum):
    """What a link is for."""

    ARTICLE = "article"
    ONLINE = "online"
    MACHINERY = "machinery"
    NOTHING = "nothing"
    """No address to follow (mailto, javascript, a place in the letter): the text remains."""


def real_address(href: str) -> str:
    """The absolute http(s) address of a link, out of the wrapping of mail software; or ""."""
    url = absolute_link(href, "")
    if not url:
        return ""
    parts = urlsplit(url)
    host = (parts.hostname or "").lower()
    for wrapper, parameter in _WRAPPED:
        if host == wrapper or host.endswith("." + wrapper):
            inner = parse_qs(parts.query).get(parameter, [""])[0]
            return absolute_link(inner, "") or url
    return url


def target(url: str, text: str, own_host: str) -> Target:
    """What a link is for. ``text``: its words, or those of its picture.

    ``own_host``: the sender's domain, whose home page is no article.
    """
    folded = fold(text).strip(" .:>»›→-–|[]()")
    if is_online(text):
        return Target.ONLINE
    if is_machinery(text) or (len(folded) <= _MACHINERY_LENGTH and _MACHINERY.fullmatch(folded)):
        return Target.MACHINERY
    if not url:
        return Target.NOTHING
    parts = urlsplit(url)
    host = (parts.hostname or "").lower().removeprefix("www.")
    path = parts.path.lower()
    if _within(host, _SOCIAL) or _MACHINERY_PATH.search(path):
        return Target.MACHINERY
    if _within(host, _VIDEO) and "watch" not in path and "video" not in path:
        return Target.MACHINERY
    if "campaign-archive" in host:
        return Target.ONLINE
    if _PICTURE.search(path) or (is_home(url) and _same_site(host, own_host)):
        return Target.NOTHING
    return Target.ARTICLE


def is_machinery(text: str) -> bool:
    """Whether a short text speaks of the letter itself: why it came, how to leave it."""
    return len(text) <= _LEAVING_LENGTH and _LEAVING.search(fold(text)) is not None


def is_online(text: str) -> bool:
    """Whether a short text offers to read the letter in a browser."""
    folded = fold(text[: _LEAVING_LENGTH + 1]).strip(" .:>»›→-–|[]()")
    return len(text) <= _LEAVING_LENGTH and _ONLINE.search(folded) is not None


def is_home(url: str) -> bool:
    """Whether an address is the front page of a site."""
    parts = urlsplit(canonical_url(url))
    return not parts.query and _HOME.fullmatch(parts.path.lower()) is not None


def is_generic(text: str) -> bool:
    """« Lire la suite » and its like: words that say nothing of where the link leads."""
    folded = _SIGNS.sub("", fold(text[: _MACHINERY_LENGTH + 1]).strip())
    if not any(char.isalnum() for char in folded):
        return True
    return len(text) <= _MACHINERY_LENGTH and _GENERIC.fullmatch(folded) is not None


def is_call(text: str) -> bool:
    """A button that says what to do: « Je m’inscris au salon »."""
    return len(text.split()) <= _CALL_WORDS and _CALL.match(fold(text)) is not None


def is_title(text: str) -> bool:
    """Whether the words of a link can stand for the title of an article."""
    if len(text) > _TITLE_LONGEST:
        return False
    folded = fold(text)
    return (
        (len(text) >= 15 or len(text.split()) >= 3)
        and not is_generic(text)
        and not _BARE_URL.fullmatch(folded)
        and not _PICTURE_NAME.fullmatch(folded)
    )


def _within(host: str, sites: frozenset[str]) -> bool:
    return host in sites or any(host.endswith("." + site) for site in sites)


def _same_site(host: str, own_host: str) -> bool:
    """Whether two hosts are of one domain, taken as its last two labels."""
    return bool(own_host) and host.split(".")[-2:] == own_host.split(".")[-2:]
