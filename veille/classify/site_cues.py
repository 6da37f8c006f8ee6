"""The words by which a whole item is about a site that comes, grows, closes or lays off.

Expressions over folded text, as in ``job_cues``: they say what becomes of the staff that an
item counts without a word of hiring, and when such a number is not to be read at all.
"""

import re

LEAVES = re.compile(
    r"\b(?:departs? volontaires?|plans? de departs?|ruptures? conventionnelles?|pse|plan social"
    r"|plan de sauvegarde|suppressions?|effectifs|licenciements?|degraiss\w+)\b"
)
"""« 57 départs » are jobs cut when the item is about such a plan."""
ARRIVES = re.compile(
    r"\b(?:s'implant\w+|s'instal\w+|implantation|debarqu\w+|ouvrir\w*|ouvre(?:nt)?|ouverture"
    r"|pose\w* ses (?:valises|cartons)|prend (?:racine|ses quartiers)|plante ses|accueille(?:ra)?"
    r"|s'agrandi\w*|agrandissement|extension|pousse(?:r|nt)? (?:ses|les) murs|choisi(?:t|r)"
    r"|(?:nouvel(?:le)?|future?|deuxieme|seconde?) (?:usine|atelier|site|entrepot|fabrique"
    r"|plateforme"
    r"|siege|magasin|centre|unite|ligne)|demarr\w+|arriv\w+|inaugur\w+|s'offr\w+|succursale"
    r"|plantera|relanc\w+"
    r"|lance(?:nt|ra)?|miser?|investi\w+|inject\w+|premiere pierre|renai\w+"
    r"|bati(?:t|ssent)|construi\w+|aura son)\b"
)
"""A site that comes or grows: the jobs that its item counts are to come."""
_SITE = (
    r"(?:usines?|sites?|entreprises?|societes?|magasins?|ateliers?|groupe|enseigne|entrepots?"
    r"|fabricants?|abattoirs?|clinique|fonderie|papeterie|imprimerie|laiterie|hypermarches?"
    r"|supermarches?|boutiques?"
    r"|maisons? de retraite|ehpad|hotels?|cinemas?|librairies?|filature|scierie|plateforme|centre"
    r"|start-up|pme|restaurants?|transporteurs?|transports)"
)
CLOSES = re.compile(
    r"\b(?:tire le rideau|baisse\w* (?:le|definitivement le) rideau|ferm(?:e|era|eront|erait"
    r"|er) (?:ses portes|son usine|son site|boutique|definitivement)"
    r"|ce(?:sse|ssera|sser) (?:ses|son|toute|toutes) activites?"
    r"|fermeture (?:definitive |prochaine |annoncee )?(?:de l'(?:usine|entreprise)|du site"
    r"|de son usine|de son site)|(?:place|mise?|en|prononce la|depart) (?:\w+ )?liquidation"
    r"|liquidation (?:judiciaire|de|du|chez)|liquide (?:son|l[ae']|sa)"
    rf"|{_SITE}\b[^.;!?]{{0,50}} (?:fermera(?:it)?|(?:doit|va|devra|devrait) fermer"
    rf"|baisse\w* le rideau)"
    r"|rend(?:re|ent|u)? les cles|(?:met|mis|mettre|mettent) la cle sous la porte"
    r"|(?:tribunal|justice) liquide)\b"
)
LAYING_OFF = re.compile(
    r"\b(?:licenci\w+|plan social|pse|plan de sauvegarde de l'emploi|plan de departs?|casse sociale"
    r"|suppressions? (?:de postes?|d'emplois?)|degraiss\w+|depots? de bilan|depose le bilan"
    r"|liquidation|liquidee?s?|cessation d'activite|restructuration|delocalis\w+|mise a l'arret"
    r"|ferme(?:r|ra|rait|ront)? (?:le|la|son|sa|ses|leurs?|definitivement|un|une|deux|trois) \w+"
    r"|fermetures? (?:de|du|des|d'un|d'une|prochaine|annoncee|definitive)"
    r"|(?:arrete|met fin a|stoppe) (?:sa|la|toute) production|redressement judiciaire|faillite"
    r"|condamne\w*(?! a\b))\b"
)
COMING = re.compile(
    r"\b(?:s'implant\w+|s'instal\w+|implant\w+|instal\w+|debarqu\w+|agrandi\w*|recrut\w+"
    r"|embauch\w+|ses (?:valises|cartons|quartiers|murs)|prend racine|plante\w*|s'etend|grandi\w*"
    r"|premiere pierre|usine|atelier|entrepot|fabrique|plateforme|succursale|chaine|ligne de"
    r"|cherche\w* (?:des|ses) (?:bras|recrues)|penurie|monte en (?:charge|cadence|puissance)"
    r"|investi\w+|inject\w+|mise\w* \w+ millions?|(?:nouvel(?:le)?|future?|deuxieme"
    r"|seconde?) (?:site"
    r"|siege|centre|unite|ligne|equipe|magasin)|ouvr(?:e|ir|ira|iront)|ouverture|relanc\w+"
    r"|relocalis\w+|renfort\w*|etoff\w+|carnet de commandes|commandes?|demenag\w+|emmenag\w+)\b"
)
STOCK = re.compile(
    r"\b(?:represente\w*|compte(?:nt|ait)?|emploie(?:nt)?|pese(?:nt)?|totalise\w*|filiere|secteur"
    r"|statistiques?|enquete|etudes?|insee|urssaf|chiffres)\b"
)
"""An item about what a branch amounts to."""
STAYS = re.compile(
    r"\b(?:provisoire\w*|temporaire\w*|sauve\w*|reprise? par|repris par|reprend"
    r"|jusqu'a nouvel ordre|confinement|vacances|conges|canicule|(?:a la|sa|la) retraite(?! de)"
    r"|covid|coronavirus)\b"
)
"""With these words a door that closes is no end."""
QUIET = re.compile(
    r"\b(?:gendarm\w+|police|policiers?|enquete|garde a vue|suspect\w*|fusillade|victimes?"
    r"|agress\w+"
    r"|cambriol\w+|terroris\w+|attentat|accident|match\w*|ligue|coupe d\w+|tournoi|championnats?"
    r"|festivals?|salon|foire|concours|carnaval|courses?|marathon|defile|spectacle|concert"
    r"|film|serie|exposition|marche de noel|braderie|brocante|fete|vide-grenier|ceremonie"
    r"|elections?|candidat\w*|manifestation|greve|procession|pelerinage"
    r"|televis\w+|leur rentree|rentree scolaire|tribune|guerre|armee|delit|fuite|disparu\w*"
    r"|evade\w*|proces|tribunal correctionnel|vaccin\w*|incendie)\b"
)
"""Crime, sport, shows and votes: people wanted or expected there are no staff."""
