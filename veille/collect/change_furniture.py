"""The words and names by which the furniture of a page is known: menus, consent, suggestions."""

import re

from veille.normalise.words import fold

ELEMENTS = frozenset(
    "nav aside footer dialog button input textarea label option datalist menu audio video "
    "canvas map progress meter head title".split()
)
ROLES = frozenset(
    "navigation banner contentinfo complementary search dialog alertdialog menu menubar toolbar "
    "tablist status timer log marquee".split()
)
CONSENT_CLASS = re.compile(
    r"cookie|consent|rgpd|gdpr|tarteaucitron|didomi|axeptio|onetrust|cmp-|cmplz|klaro"
)
# Whole names, or beginnings followed by a separator: « share-buttons » but not « shareholders ».
FURNITURE_CLASS = re.compile(
    r"(?:site-|page-|main-|top-|block-|widget-|js-|c-|o-|m-)?(?:"
    r"nav|navbar|navigation|menu|submenu|sidebar|breadcrumbs?|fil-?d?-?ariane|ariane|footer|pied|"
    r"share|shares|sharing|partage|partager|social|socials|sharedaddy|addtoany|addthis|reseaux|"
    r"views?-?count|post-views|viewcount|compteur-vi\w+|hit-?counter|hits|visites|visitors?|"
    r"comments?-?count|nb-?comments?|commentaires-nombre|comments-link|"
    r"meteo|weather|clock|horloge|date-?du-?jour|current-?date|today|saint-du-jour|ephemeride|"
    r"related|similar|suggestions?|recommend\w*|random|hasard|a-lire-aussi|read-?more|voir-aussi|"
    r"pagination|pager|skip-?links?|sr-only|visually-?hidden|screen-?reader\w*|invisible|"
    r"newsletter|subscribe|popup|modal|ads?|advert\w*|pub|publicite|"
    r"toolbar|print|imprimer|search|recherche|login|tags?-?cloud|likes?|rating"
    r")(?:[-_].*)?"
)
COOKIE_WORD = re.compile(r"\bcookies?\b|\btraceurs?\b|vie privee|donnees personnelles")
CONSENT_WORD = re.compile(
    r"tout accepter|accepter (?:et|les|tous|tout)|j'accepte|continuer sans accepter|tout refuser|"
    r"\brefuser\b|parametrer|gerer (?:mes|les|vos)|personnaliser (?:mes|les|vos)|accept all|"
    r"deny all|en poursuivant (?:votre|la) navigation"
)
CONSENT_BLOCK = re.compile(
    r"(?:ce|notre) site (?:web )?(?:utilise|depose|a recours a)\b.{0,60}\b(?:cookies|traceurs)|"
    r"nous utilisons (?:des|les) (?:cookies|traceurs)|en poursuivant (?:votre|la) navigation"
)
SUGGESTIONS = re.compile(
    r"(?:(?:a|vous) (?:lire|voir|decouvrir|aimerez|consulter) (?:aussi|egalement)|au hasard|"
    r"(?:un |l')?articles? au hasard|vous aimerez (?:aussi|peut-etre)|sur le meme (?:sujet|theme)|"
    r"(?:articles?|actualites?|contenus?|projets?|pages?) (?:similaires?|lies?|liees?|connexes?|"
    r"associe(?:e?s)?|recommande(?:e?s)?)|a lire|voir aussi|lire aussi|(?:nos |les )?dernieres "
    r"(?:actualites|nouvelles|publications)|les plus lus|a la une|decouvrez aussi|suivez-nous|"
    r"partagez?(?: (?:cette page|cet article|sur))?)\W*"
)
# Buttons and signposts, alone in their block.
_SIGNPOST = re.compile(
    r"\W*(?:(?:tout accepter|tout refuser|accepter|refuser|personnaliser|parametrer|partager|"
    r"imprimer|ecouter|lire la suite|en savoir plus|voir plus|lire plus|retour|haut de page|"
    r"retour en haut(?: de page)?|retour a la liste|retour a l'accueil|suivante?|precedente?|"
    r"accueil|fermer|copier le lien|facebook|twitter|x|linkedin|instagram|whatsapp|e-?mail|"
    r"chargement(?: en cours)?|loading|aller au contenu(?: principal)?|"
    r"(?:aucun|\d+) commentaires?|laisser un commentaire)\b\W*)+"
)
TODAY = re.compile(
    r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche) \d{1,2}(?:er)? [a-z]{3,9} \d{4}\W*"
)


def says_nothing(block: str) -> bool:
    """Whether a block is but a button, a signpost, a sign or a sentence about cookies."""
    folded = fold(block)
    return bool(
        not any(char.isalnum() for char in folded)
        or (len(folded) < 120 and _SIGNPOST.fullmatch(folded))
        or (len(folded) < 600 and CONSENT_BLOCK.search(folded))
    )
