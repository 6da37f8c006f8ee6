"""The words that put money in, and those that tell of a wage, a fine, a debt or a loot.

Expressions over folded text, written from the verbs of the economic press and read on news
articles, where each exception was met.
"""

import re

from veille.classify.quantities import NUMBER

# A thing that « millions de » may count and that is money all the same.
_MONEY = (
    r"(?:aides?|subventions?|travaux|credits?|fonds|investissements?|prets?|financements?|soutien"
    r"|dotations?|commandes?|contrats?|chantiers?|capital|capitaux|benefice|l'etat|l'europe"
    r"|l'union europeenne|l'agence|l'ademe|la (?:region|banque|metropole|caisse|ville|part)"
    r"|france 2030|bruxelles|bpifrance|plus\b|la poche)"
)
SUM = re.compile(
    rf"(?P<number>{NUMBER}) ?(?P<scale>k|m|mds?|mrds?)?(?: ?(?:€|eur\b)| (?:d'|de )?euros?\b|"
    rf"(?<=m) d'euros?\b|(?P<bare>(?:(?<=million)|(?<=millions)|(?<=milliard)|(?<=milliards))"
    rf"(?! (?:et demi|(?:de |d')(?!{_MONEY})|d(?:u|es) (?!departement|fonds|plan)|\$)| ?[$£%])\b))"
    r"(?P<ratio> ?(?:/|par (?!an\b)|le (?:litre|kilo|metre|m2)|la (?:tonne|nuit|place)"
    r"|l'(?:heure|unite)|chacun|de l'heure|mensuel|brut|net\b))?"
)
"""A sum: « 5,4 M€ », « deux millions d'euros », and « 27 millions » when nothing is counted."""
SPENT = re.compile(
    r"\b(?:(?:re)?invest\w*|subvention\w*|aides?|soutien|souten\w*|soutient|enveloppe|contrats?"
    r"|marches?|lev(?:e|er|era|ee|ees|es|ent|ant)|montant|cout (?:total|du|des|de l'operation"
    r"|estime)|achet\w*|achat|vot(?:e|er|es|ent|ee)|chantiers?|travaux"
    r"|(?:co)?financ\w*|projets?|dot(?:e|ee|es|er|ation)|mobilis\w*|allou\w*|debloqu\w*|prets?"
    r"|prete\w*|preter|rach\w+|repr(?:end|ise)\w*|acqui\w*|acquer\w*|credits?|fonds"
    r"|commandes?|inject\w*|consacr\w*|(?:re)?vers(?:e|er|era|es|ee|ees|ent|eront|ement)"
    r"|attribu\w*|accord\w*|octro\w*"
    r"|programme|appel a projets|constru(?!cteur)\w*|renov\w*|rehabilit\w*|modernis\w*|extension"
    r"|usine"
    r"|apport\w*|recapitalis\w*|garanti\w*|ced\w+|cession|operation|amenag\w*|plan de"
    r"|mettre sur la table|met sur la table|estime a|chiffre a|budget de|relance"
    r"|souscri\w+|rallonge|tour de table|amorcage|serie [a-e]|capital-risque|concours|confie\w*"
    r"|engag(?:e|er|es|ee|ees|ent)|engloutir?\w*|remet au pot|remettre au pot|equip\w+|degag\w+"
    r"|dedie\w*|fleche\w*|pla(?:ce|cer|cent) )"
    r"|\bplan\b"
)
RAISED = re.compile(
    r"\b(?:boucl\w+|recolt(?:e|ent|era)|empoch\w+|decroch\w+|convain\w+|mis(?:e|er|ent|ant|era)"
    r"|glan\w+|rafl\w+|reuni(?:t|ssent|r)?|obtien\w*|obtenir|recuper\w+|benefici(?:e|er|era|ent)"
    r"|recoi(?:t|vent)|recevoir|recevra|percevra|herite\w*|seduit|capt\w+"
    r"|s'offr\w+|met(?:tre|tra|tent)?|glisse\w*|signe\w*|debours\w+|cheques? de|chequier|paie"
    r"|paiera|payer(?:a|ont)|prevoi\w+|promet\w*|annonc\w+|repart\w+|coup de pouce|port(?:e|ent"
    r"|era) sur|reserv\w+|emprunt\w*|valid(?:e|er|ent)|depensera"
    r"|remport\w+ (?:le|la|un) (?:marche|contrat|lot|commande|appel)|l'emporte|chiffr\w+|evalu\w+"
    r"|rafraichi\w*|se dot\w+|tabl\w+ sur|rassembl\w+"
    r"|entr\w+ au capital|sort\w* de terre|refai\w*|depollu\w+|restaur\w+|reamenag\w*|requalif\w*)"
    r" (?:\S+ ){0,7}$"
)
"""A verb that is about money only when the sum is its object: a few words from it."""
GIVER = re.compile(
    r"^ ?(?:d'aides?|de subventions?|de (?:l'etat|l'europe|l'union europeenne|l'agence|l'ademe"
    r"|la (?:region|metropole|banque|caisse|communaute|ville|commune|collectivite))"
    r"|du (?:departement|conseil|fonds|plan|feder)|des? (?:credits|fonds)|d'etat\b|publics?\b"
    r"|d'argent public|de (?:bruxelles|bpifrance|france 2030)|hors taxes?|ht\b|sur la table"
    r"|de travaux|d'investissements?|(?:a|dans) la cle|a la cle|frais\b|en amorcage|engages?\b"
    r"|leves?\b|inject\w+|investis?\b|debloques\b|verses\b|mobilises\b|alloues\b|collectes\b"
    r"|de commandes?\b|de fonds\b|de prets?\b|de financements?\b|dans (?:un|une|son|sa|ses)\b"
    r"|en plus\b|supplementaires\b|de plus\b"
    r"|d'amenagements?)"
)
"""Said right after the sum: who gives it, or for what."""
FOR = re.compile(
    r"^(?: d'ici \w+| sur \w+ ans)?,? (?:pour|afin de|destines? a|servir\w+ a|permett\w+ de"
    r"|porte\w* par|consacres? a|iront a) ?(?!cent\b|l'attaquant|le joueur|chacun|avoir|s'etre"
    r"|mauvais|un (?:joueur|attaquant|defenseur)|se debarrasser|violation|travail|abus)"
)
TAG = re.compile(
    r"\b(?:budget|cout|montant|facture|enveloppe|devis|valeur estimee :|investissement"
    r"|prix du chantier"
    r"|ticket|addition)\b[^.;!?]{0,45}$|(?:\ba hauteur de|\ba coups? de) $"
)
"""« Budget : 33 millions »."""
WORTH = re.compile(
    r"\b[\w-]+ (?:\w+ )?(?:flambant neuf )?(?:a|de|pour|avec) (?:plus de |pres de "
    r"|quelque )?$"
)
"""« Un centre aquatique à 28 millions »."""
COST = re.compile(r"\bcout(?:e|er|era|erait|eront|ent)?\b")
BUILT = re.compile(
    r"\b(?:centre|gymnase|piscine|ecole|college|lycee|hopital|pont|tunnel|gare|ligne|tram\w*|usine"
    r"|batiment|stade|salle|musee|parc|quartier|route|rocade|reseau|station|projet|halle|barrage"
    r"|equipement|quai|digue|port|ouvrage|outil|atelier|ferme|fours?|chaudiere|laboratoire"
    r"|microscope"
    r"|caserne|mairie|mediatheque|bibliotheque|theatre|cinema|place|rue|voie|piste|passerelle"
    r"|echangeur|rond-point|giratoire|deviation|contournement|terminal|pole|maison|creche|cantine"
    r"|cuisine|cite|campus|residence|abattoir|entrepot|plateforme|unite|machine|robot|presse"
    r"|brasserie"
    r"|chaine|telepherique|telesieges?|telecabine|aeroport|aerogare|bassins?|crematorium|cimetiere"
    r"|eglise|cathedrale|chateau|abbaye|marche|dechetterie|station d'epuration|methaniseur|serre"
    r"|\w{3,}erie|plan|fonds|programme|contrat|commande|supercalculateur|schema|chantier|travaux"
    r"|pylones?"
    r"|guichets?|hotel|palace|thermes|data ?center|cure|renovation|extension|mesure|friche"
    r"|plages?)s?\b"
)
"""What is built or bought for long: « il coûtera », « à 28 millions » count of these only."""
OTHERWISE = re.compile(
    r"\b(?:salaires?|fiches? de paie|remuner\w*|smic|mensuel\w*|amendes?|sanction\w*|condamn\w*"
    r"|chiffre d'affaires?|ca de|dettes?|endett\w*|desendett\w*|deficits?|deficitaire|benefices?"
    r"|resultats?|profits?|superprofits?|pertes?|perd\w*|prix|loyers?|prejudice|vol|vole\w*"
    r"|derob\w*"
    r"|butin|bijoux|escroqu\w*|fraud\w*|detourn\w*|cagnottes?|jackpot|loto|gain|gagn\w*"
    r"|remport\w* \w+ jackpot|pib|habitants?|impots?|(?<!hors )taxes?|economies|economiser"
    r"|economise\w*"
    r"|capitalisation|valoris\w*|transferts?|recettes|degats|dommages|factures"
    r"|(?<!fonds d')indemnis\w*|verse\w* aux victimes"
    r"|facture d\w*|indemnites?|rancon|pensions?|retraites?|primes?|cheques? (?:energie|vacances)"
    r"|fortune|patrimoine|encheres?"
    r"|billets?|tickets?|abonnement|tarifs?|a partir de|cotisations?|epargne\b|(?<!en )ventes?"
    r"|vend(?:u|us|ue|re)|adjug\w*"
    r"|exportations?|surcout|reste a charge|audiences?|plafond|seuil|minimum|jusqu'a"
    r"|excedent\w*|manque a gagner|reclam\w*|ardoise|caution|dividendes?|actionnaires|hausse"
    r"|baisse|chut\w+"
    r"|mise a prix|depens(?!er)\w*|en moins|de moins|moyenne|dans la limite|dons?|estimes? entre"
    r"|(?:present|vot|adopt|boucl)\w+ (?:un|son|leur|le) budget|budget (?:annuel|primitif|global"
    r"|general|"
    r"de fonctionnement|de l'etat|de la securite|de la france|de l'union))\b"
)
ELSEWHERE = re.compile(
    r"\b(?:braqu\w+|jackpot|euro ?millions|loto|mercato|transfert de|escroqu\w+|blanchiment"
    r"|cambriol\w+|rancon|cocaine|stupefiants?|detourn\w+|convoyeurs?|enqueteurs|interpell\w+"
    r"|l'affaire|corruption|proces|prison"
    r"|mis en examen|arnaqu\w+"
    r"|prud'hommes|cour d'appel|condamnee? a|diffamation|dedommage\w+|cagnottes?"
    r"|garde a vue|telespectateurs|footballeurs?|encheres|adjuge|pari(?:eur|s sportifs)|casino"
    r"|grattage|loterie|compte en banque|carte bleue|saisies?|perquisition\w*|appartement"
    r"|studio de|mariage|danse avec|the voice|animateurs?|animatrice|chanteurs?|chanteuse|people"
    r"|arbitrage|heritage|telethon|litiges?|victimes|attaquant|milieu de terrain|psg|real madrid"
    r"|divorce|villa|manoir|yacht|comptes de campagne|reseau demantele|box-office|mal acquis"
    r"|fisc|fraude|pension alimentaire)\b"
)
"""An item about one of these tells no money of a territory, whatever its sentences say."""
FOREIGN = re.compile(
    r"\b(?:dollars?|livres?|francs? suisses?|francs?|yens?|yuans?|roubles?|spectateurs"
    r"|audiences?|vues|abonnes|entrees|visiteurs|voyageurs|habitants|soutiens|signatures|deces)\b"
    r"|[$£]"
    rf"|\b(?:millions?|milliards?) (?:de |d'|des )(?!euros?\b|{_MONEY})"
)
"""Where one of these is, « 4 millions » alone may not be euros."""
CONVERTED = re.compile(r"\((?:soit |plus de |environ |pres de |quelque )*$")
"""« 493 millions de livres (550 millions d'euros) » is news of elsewhere."""
SAVING = re.compile(
    r"\b(?:plans? d'economies?|desendettement|economiser|contribuable|compte(?:s)? de campagne)\b"
)
YOUNG_FIRM = re.compile(
    r"\b(?:start-?up|jeunes? pousses?|pepites?|(?:bio|med|fin|green|deep|clean|ed|agri|food"
    r"|prop)tech"
    r"|spin-?off|licorne|amorcage|levee de fonds)\b"
)
NATIONAL = re.compile(
    r"\b(?:impots? sur|impots? a la source|baisses? d'impots?|hauts revenus|classes moyennes"
    r"|pouvoir d'achat|chomage partiel|credits? immobiliers?|cout de la greve|greve coute"
    r"|mener (?:la|sa) campagne|campagne (?:electorale|presidentielle)|declaration d'impots?"
    r"|livrets? a|ldds|credits? d'impots?|credit impot|dette publique|la greve a coute"
    r"|assurance-?vie|fiscalite|contribuables?|chomeurs|budget (?:19|20)\d\d|tva)\b"
)
"""Taxes, strikes and purses of everybody: no money of a territory."""
LIMIT = re.compile(
    r"\b(?:(?:moins|au-dela|au-dessus|seuil|plafond|partir) (?:de|d')|(?:superieur|inferieur)\w* a"
    r"|(?:depass|exced)\w+|comparables? aux|aux) (?:les |la somme de )?$"
)
"""« Moins de 100 000 euros » bounds a sum and tells none."""
