"""The words that count jobs and staff, and those that create, keep or cut them.

Expressions over folded text. They were written from the grammar of the headline (« 30 soudeurs
recherchés », « licencie 42 personnes », « passe de 80 à 120 salariés ») and read on news
articles, where each exception below was met.
"""

import re

from veille.classify.quantities import NUMBER
from veille.classify.trades import TRADE

_JOBS = (
    r"(?:emplois?|postes?|cdi|cdd|jobs?|etp|equivalents?[ -]temps[ -]pleins?|offres d'emplois?"
    r"|contrats (?:d'apprentissage|d'alternance|de travail|saisonniers|d'embauche))\b"
)
_STAFF = (
    r"(?:salarie(?:e?s?|\(e\)s|\.e\.s|·e·s)|personnes|collaborat(?:eur|rice)s|employe(?:e?s)"
    r"|agents|ouvrier(?:e?s)|travailleurs|saisonniers|intermittents|cadres|fonctionnaires)\b"
)
_QUALIFIED = (
    r"(?:(?:nouve(?:aux|lles)|autres|futurs?|futures|premiers|supplementaires|vrais|eventuels"
    r"|jeunes|de|des) |d'){0,2}"
)
_LOSSES = (
    r"(?:suppressions?(?: (?:nettes?|seches?))?(?: (?:d'emplois?|de postes?))?|licenciements?"
    r"|(?:destruction|reduction|coupe)s? (?:d'emplois?|de postes?|d'effectifs?)"
    r"|pertes? d'emplois?|ruptures conventionnelles"
    r"|departs (?:volontaires|contraints|forces|programmes|prevus|annonces|negocies))\b"
)
_GAINS = (
    r"(?:recrutements?|embauches?|creations? (?:nettes? )?(?:d'emplois?|de postes?)"
    r"|postes? a pourvoir|emplois? a pourvoir)\b"
)
# « Un » and « une » count nobody: left before the nouns are tried, for speed.
_SEVERAL = r"(?:(?<!\bun)(?<!\bune)|(?<=et un)|(?<=et une)|(?<=-un)|(?<=-une))"
COUNTED = re.compile(
    rf"(?P<number>{NUMBER}){_SEVERAL} {_QUALIFIED}(?:(?P<losses>{_LOSSES})|(?P<gains>{_GAINS})"
    r"|(?P<leavers>departs|volontaires)\b"
    rf"|(?P<jobs>{_JOBS})|(?P<staff>{_STAFF})|(?P<trade>{TRADE}))"
)
_ABOUT = (
    r"(?:(?:plus|pres|moins) de |au moins |environ |quelque |quelques |jusqu'a |encore |aussi "
    r"|entre |a terme |de |d'|d'ici \w+ |cette annee |des |ses |leurs |d'urgence )*"
)
_HIRE = r"(?:recrut|embauch)(?:e|er|era|ent|eront|erait|ement|ements|es|ant)?\b"
_EMPLOY = (
    r"(?:emploiera|emploieront|va employer|vont employer|devrait employer|va faire travailler"
    r"|fera travailler|salariera|rappellera|occupera|donnera du travail a)\b"
)
_FIRE = (
    r"(?:licenci(?:e|er|era|eront|ement|ements)\b|congedi(?:e|er|era)\b|se separ(?:e|er|era) de"
    r"|se delest(?:e|er|era) de)"
)
DIRECT = re.compile(
    rf"\b(?:(?P<hire>{_HIRE})|(?P<fire>{_FIRE})|(?P<future>{_EMPLOY})) {_ABOUT}"
    rf"(?P<number>{NUMBER}) (?P<whom>[\w-]+)"
)
NOT_HIRED = frozenset(
    "joueur joueurs attaquant attaquants defenseur defenseurs milieux benevole benevoles volontaire"
    " volontaires eleve eleves etudiant etudiants candidat candidats ans mois jours semaines heures"
    " euros francais patients millions milliards fois familles participants testeurs"
    " adherents parrains marraines stagiaires supporters".split()
)
"""Whom one takes on for something else than a job."""
CHANGE = re.compile(
    rf"\b(?:pass\w+|augment\w+|port\w+|grimp\w+|redui\w+|tomb\w+|effectifs?) (?:\w+ ){{0,4}}?"
    rf"de (?P<before>{NUMBER})(?: (?:salaries|emplois|postes|personnes|collaborateurs))? a "
    rf"{_ABOUT}(?P<after>{NUMBER}) (?:{_STAFF}|{_JOBS}|{TRADE})"
)
CHANGED = re.compile(
    rf"\b(?:pass\w+|grimp\w+|mont\w+|tomb\w+) (?:\w+ ){{0,2}}?a {_ABOUT}(?P<after>{NUMBER})"
    rf" (?:{_STAFF}|{_JOBS})(?: \w+)?,? (?:contre|au lieu de) (?P<before>{NUMBER})\b"
)
CUT = re.compile(
    r"\b(?:suppr(?:im|ession)\w*|menac\w*|perd\w*|pertes?|detrui\w*|destruction\w*|licenci\w*"
    r"|dispar\w+|plan social|pse|plan de sauvegarde|casse sociale|coupes?|redui\w*|reduction"
    r"|en moins|sacrifi\w*|en danger|en peril|en jeu|condamne\w*|tailler?|raye\w*|degraiss\w*"
    r"|fermeture|ferm(?:e|er|era|erait)|sur la sellette|a la trappe|en fumee|s'envolent"
    r"|s'evaporent|s'evanouissent|s'envoleraient|vises?|craign\w*"
    r"|saut(?:e|er|ent|eront|eraient)|economise[rs]?|envol(?:es?|ent)|evapor\w+|biff\w+|efface\w*"
    r"|gommes?|de trop|en trop|en sursis|en suspens|balaye\w*|amput\w+|liquid\w+|delest\w+)\b"
)
MAKE = re.compile(
    r"\b(?:en renfort|cree?(?:r|s|e|es|nt|ra|ront|rait|raient)?|creant|creations?|recrut\w*"
    r"|embauch\w*"
    r"|promis|a la cle|gener(?:er|era|ant|e|ent)|promet\w*|promesses?|ouvre|ouvrir|propos\w*"
    r"|offr\w*"
    r"|recherche\w*|a prendre|a pourvoir|supplementaires|sauv\w*|preserv\w*|maint(?:ien\w*|enir)"
    r"|perenn\w*|garanti\w*|implant\w*|install\w*|agrandi\w*|attendus|prevus|annonces|envisages"
    r"|job dating|conserves|conserver|de plus|nouveaux|nouvelles|implantation|escompt\w*"
    r"|pourvoi\w+|esper\w*"
    r"|en vue|en perspective|mobilis\w*|relanc\w*|ouverts|d'un coup|a saisir|en plus|fait naitre"
    r"|naitr\w+|debloqu\w*|debarqu\w*|amen\w+|apporter\w*|apporte|signes)\b"
)
EXISTING = re.compile(
    r"(?:\b(?:compte|comptait|comptent|emploie|emploient|employait|employant|represente\w*|regroupe"
    r"|totalise|rassemble|dispose de|fort[es]? de|avec ses|sur ses|sur les|sur|parmi|dont"
    r"|representant|deja|effectif de|soit) (?:plus de |pres de |environ |quelque |actuellement )*)$"
)
# Up to a verb or a participle, over what completes the noun and over other trades of a list.
_CLAUSE = r"^[^;:!?\d(]{0,60}?\b"
LAID_OFF = re.compile(
    _CLAUSE
    + r"(?:licenciee?s?\b|congediee?s|sur le (?:carreau|pave)|au tapis|remercie?e?s\b(?! pour)"
    r"|(?:perd\w+|perdre|voi\w+|voir) leur (?:emploi|poste|travail|gagne-pain)|au chomage"
    r"(?! (?:partiel|technique))|sans (?:emploi|travail|affectation|poste)|prives? d'emploi"
    r"|craign\w+ pour leur|(?:menace|concerne|vise|touche)e?s par (?:le|un|une|ce|la)"
    r" (?:plan|pse|licenciement|suppression|fermeture|liquidation)|menacee?s$"
    r"|menacee?s de (?:licenciement|chomage)|pousse\w* (?:vers la sortie|dehors|au depart)"
    r"|mis\w* (?:a la porte|dehors)|(?:apprenn?\w+|redout\w+|attend\w+) leur licenciement"
    r"|lettres? de licenciement|licenciements?$)"
)
"""Of anybody."""
THREATENED = re.compile(
    _CLAUSE + r"(?:sur la sellette|a la rue|menacee?s?\b(?! (?:de|d'|par)\b)|de trop\b|en trop\b"
    r"|en surnombre"
    r"|vers la sortie|mis\w* a pied|sacrifiee?s|en sursis|leur (?:lettre|solde)\b|sur le depart"
    r"|chercher ailleurs|(?:la )?fin de leur (?:contrat|mission|emploi)|renvoyee?s\b|(?:pris"
    r"|emportes) (?:dans|par) la faillite|ne seront pas (?:remplacee?s|reconduit\w*|renouvele\w*)"
    r"|(?:voi\w+|voir) leur \w+ (?:fermer|disparaitre)"
    r"|sur la touche|pri(?:es|ees) de partir|(?:invites|pousses|contraints) (?:a partir|au depart)"
    r"|remplacee?s par (?:la|une|des|un) (?:machine|robot|automate|logiciel|intelligence)\w*"
    r"|perd\w+ leurs? \w+|(?:vont|devront|doivent) (?:devoir )?partir|dans l'impasse|(?:vise"
    r"|concerne)e?s$|plier bagage|point(?:er|ent|eront) (?:a|au) (?:france travail|pole emploi"
    r"|chomage)"
    r"|(?:redout|craign|apprehend)\w+ (?:la fermeture|le pire|pour leur)|poste (?:est "
    r"|sera )?(?:supprime|menace)|supprimee?s\b|debarquee?s\b)"
)
"""Of staff: said of « personnes », it may be of a crowd."""
LAYS_OFF = re.compile(
    r"\b(?:(?:fin de partie|clap de fin|c'est fini|coup dur) pour les|sacrifi(?:e|er|era|ent)"
    r"|menace(?:nt|r)?|pousse(?:nt|r)? (?:dehors|vers la sortie)"
    r"|met(?:tre|tra|tent)? (?:a la porte|dehors|sur la touche)|se passer? de"
    r"|laisse(?:nt|r|ra)? (?:sur le carreau|sans emploi)"
    rf"|supprim(?:e|er|era)|perd(?:ent|re|ra)? (?:\w+ \w+ et )?(?:ses|leurs)|se defai(?:re|t) de"
    rf"|le depart (?:force |contraint )?de|le licenciement de|taille\w* dans) {_ABOUT}$"
)
TAKEN_ON = re.compile(
    _CLAUSE + r"(?:embauchee?s?\b|recrutee?s?\b|(?:a|seront a) (?:recruter|embaucher|former et)"
    r"|y seront employee?s|y travailleront|(?:vont|viendront|doivent|devraient) (?:y travailler"
    r"|etoffer|rejoindre"
    r"|renforcer|grossir|completer)|sont en cours de recrutement)"
)
AWAITED = re.compile(
    _CLAUSE + r"(?:(?<!les )(?<!des )(?<!de )(?:re)?cherchee?s\b(?! par)|demandee?s\b|attendue?s\b"
    r"|esperee?s\b"
    r"|annoncee?s\b|prevue?s\b|promise?s\b|souhaitee?s\b|bienvenue?s\b"
    r"|escomptee?s\b|proposee?s\b|la promesse|en (?:cdi|cdd|contrats?|alternance|apprentissage)\b"
    r"|a (?:temps plein|plein temps|demeure)\b"
    r"|a (?:former|trouver|denicher|seduire|attirer|pourvoir|prendre)\b|a la cle\b|en plus\b"
    r"|de plus\b|(?:de|en|comme) renforts?\b|supplementaires|en vue\b|en perspective"
    r"|(?:y )?travailleront|(?:seront|vont etre|devront etre) (?:formee?s|necessaires|mobilisee?s"
    r"|affectee?s)|etofferont"
    r"|rejoindront|rejoignent|arriveront|s'y installeront|trouveront a s'employer"
    r"|seront employee?s|prendront (?:place|leurs quartiers))"
)
"""Said of staff, it tells that people are wanted; said of « personnes », it may be a crowd."""
WILL = re.compile(
    _CLAUSE
    + r"(?!(?:manifest|defil|particip|propos|expos|present|vot|affront|disput|dev|pour|au|vend|fer)"
    r"(?:e)?ront)[a-z]{2,}ront\b|^(?: [\w-]+){0,3} vont [a-z]{3,}r\b"
)
"""« Quinze menuisiers y fabriqueront… »: people told in the future are to come."""
SEEKS = re.compile(
    r"\b(?:(?:re)?cherche(?:nt|r|ra)?|en quete|a la recherche|besoin|il (?:faut|faudra)"
    r"|rappelle(?:r|ra|nt)?|accueille(?:nt)?|embarque(?:r|nt)?"
    r"|promet(?:tent|tre)?|trouver|fait appel a|s'(?:etoffe|enrichi)\w*|veut|veulent"
    r"|engage(?:r|ra|nt)?|(?:se )?renforce\w* (?:avec|de|par)|recrutements?|accueill(?:era|eront)"
    r"|attend(?:ent)?|en renfort|installe(?:r|ra|nt)?|reclame(?:nt)?|appel a|salarier|affect(?:e"
    r"|er|era)|(?:compt|tabl|mis)(?:e|er|era) sur|tourn\w+ avec|titularis(?:e|er|era)|integr(?:e"
    r"|er|era)|mobilis(?:e|er|era)|vivier|fait venir|faire venir|fera venir) ?:? ?"
    rf"(?:{_ABOUT})$"
)
FORMS = re.compile(rf"\bform(?:e|er|era|ent|eront|ation de) {_ABOUT}$")
TRAINS = re.compile(
    r"\b(?:ecole|universit\w+|faculte|institut|campus|cfa|lycee|par an|chaque annee|promotion)\b"
)
"""A school trains each year whom others hire."""
_MONEY = r"(?:millions|milliards)(?: d'euros)?|euros|€|m€"
NEXT_TO_A_SUM = re.compile(rf"(?:{_MONEY}) (?:et|pour|,) {_ABOUT}$")
BEFORE_A_SUM = re.compile(rf"^(?: \w+)? et {NUMBER} ?(?:{_MONEY})\b")
"""« 70 millions d'euros et 180 salariés »: what is put in, and whom it will employ."""
SOON = re.compile(
    r"^(?: \w+)? (?:d'ici|en (?:un|deux|trois|quatre|cinq|quelques) ans?|d'un coup|a former"
    r"|en formation)\b"
)
HIRES_HERE = re.compile(
    r"^[^;!\d]{0,70}?\b(?:(?:re)?cherche(?:nt)? (?:des|ses) (?:bras|recrues)|recrute(?:nt)?"
    r"|embauche(?:nt)?|prete?s? a embaucher)\b"
)
"""« Deux cents soudeurs : le chantier recrute »."""
WITH = re.compile(
    r"(?:\b(?:avec|et|pour|emploiera|usine de|atelier de|site de|entrepot de|plateforme de)"
    r") (?:plus de |pres de |environ |quelque |deja |au moins )*$"
)
DEFINITE = re.compile(r"\b(?:les|ses|leurs|des|aux|nos|vos|ces|mes|tous) (?:plus de |quelque )*$")
NEW = re.compile(r"\bnouve(?:aux|lles) ")
SHARE = re.compile(r"\b(?:quart|tiers|moitie|dixieme|cinquieme) (?:de |des )(?:ses |leurs |les )?$")
EMPLOYED = re.compile(
    r"\b(?:emploi\w*|employait|employant|fait travailler|faisait travailler)"
    r" (?:plus de |pres de |environ |quelque |encore )*$"
)
CONCERNED = re.compile(r"\b(?:concern|touch|vis|affect)\w+ (?:plus de |pres de |environ |a )*$")
PLAN = re.compile(
    r"\b(?:pse|plan social|plan de sauvegarde|licenciement|suppression|plan de depart|degraisse"
    r"|rupture conventionnelle|fermeture d)"
)
OF = re.compile(
    r"\b(?:de|d'|a|aux?|chez|contre|selon|par|sur|dans|entre|apres|pendant|ou|soit|qu[ei']|c'est)"
    r" (?:plus de |pres de |environ |quelque )*$"
)
"""« Une entreprise de 300 salariés » tells how big it is."""
NOMINAL = re.compile(
    r"^(?: (?:(?:de|en|et) |d')[\w'-]+){0,2}(?:$| ?:| (?:pour|chez|au|aux|d'ici|des)\b"
    r"| a (?!la greve|bout|l'honneur|l'hopital))"
)
"""A headline without a verb: « Une succursale et quarante juristes à Nevers »."""
BUSY = re.compile(
    _CLAUSE
    + r"(?:au chomage|en activite partielle|prim\w+|recompens\w+|honor\w+|reun\w+|rassembl\w+"
    r"|diplom\w+|ont|sont|etaient|avaient"
    r"|bless\w+|tue\w*|mort\w*|deced\w+|interpell\w+|refus\w+|manifest\w+|signe\w*|install\w+"
    r"|expos\w+|racont\w+|decouvr\w+|oppos\w+|engag\w+|fabriquent|propos\w+)\b"
)
"""Staff of whom something else is told."""
NO_JOB = re.compile(
    r"^ (?:de (?:police|secours|controle|commandement|travail|garde|transformation|sante|depense|"
    r"tete|frontiere|radio|telephone|conseill|depute|maire|president|senateur|defense|pilotage"
    r"|nuit|feu|vacances|courses?|bus"
    r"|eau)|informatiques?|frontieres?"
    r"|du temps|electriques?|sources?|sur (?:\d|trois|quatre|cinq|six|dix|vingt|cent))"
)
