"""Trades as French names them in the plural: « soudeurs », « aides-soignantes », « caristes ».

No list of trades is ever complete, so a trade is told by its ending, and the words of the same
endings that are no staff are told apart. The endings are those of nearly all the trades of the
French classification of occupations; the exceptions were read among the words that follow a
number in some 25,000 news articles. A noun that passes is no work force yet: the sentence has
to say that these people are taken on or laid off.
"""

_ENDINGS = r"(?:eur|euse|trice|iere?|(?:ch|g|ll)ere?|iste|ien(?:ne)?|ante?|aire|logue|graphe)s"
# Trades and ranks whose ending says nothing.
_OTHERS = (
    r"medecins|guides|clercs|commis|remplacants|cadres|maitrises|actuaires|analystes|auxiliaires"
    r"|interimaires|commerciaux"
    r"|commerciales|apprentis|apprenties|alternants|compagnons|mecanos|pilotes|chefs|macons|mousses"
    r"|bucherons|vignerons|tacherons|sages-femmes|aides-soignants|aides-soignantes|aides a domicile"
    r"|assistants? familiaux|familles d'accueil|kinesitherapeutes|ergotherapeutes"
    r"|atsem|aesh|artisans|femmes de chambre|hotesses"
    r"|charges de clientele|teleconseilleres"
    r"|internes|professionnels|equipiers|operateurs|recrues|petites mains|bras\b(?! de )"
    r"|renforts|talents|intermittents|architectes"
    r"|avocats|avocates|peintres|marins|matelots|forgerons|hotes|contrats(?! de (?:ville|plan))"
    r"|cv|paires de bras|tisserands"
)
TRADE = rf"(?:(?:{_OTHERS})\b|[a-z-]+{_ENDINGS}\b)"
"""Expression of a plural noun that may be a trade, in folded text; no group."""

# People who are nobody's staff, however they are counted.
_PUBLIC = (
    "habitants habitantes enfants etudiants etudiantes participants participantes visiteurs"
    " visiteuses spectateurs spectatrices touristes manifestants manifestantes migrants votants"
    " electeurs electrices occupants occupantes passants citoyens citoyennes parisiens franciliens"
    " lyceens lyceennes collegiens collegiennes ecoliers ecolieres bacheliers adherents adolescents"
    " voyageurs voyageuses passagers automobilistes cyclistes motards usagers consommateurs"
    " acheteurs clients clientes lecteurs lectrices auditeurs auditrices telespectateurs"
    " utilisateurs festivaliers vacanciers vacancieres campeurs croisieristes curistes baigneurs"
    " randonneurs promeneurs marcheurs coureurs coureuses joueurs joueuses skieurs surfeurs nageurs"
    " nageuses cavaliers cavalieres footballeurs footballeuses basketteurs handballeurs rugbymen"
    " competiteurs boulistes alpinistes chasseurs pecheurs amateurs musiciens musiciennes choristes"
    " chanteurs chanteuses danseurs danseuses comediens comediennes acteurs actrices rappeurs"
    " humoristes artistes auteurs exposants exposantes marchands commercants commercantes etals"
    " producteurs createurs fabricants eleveurs agriculteurs agricultrices maraichers"
    " viticulteurs entrepreneurs investisseurs epargnants donateurs contributeurs souscripteurs"
    " actionnaires partenaires stagiaires coproprietaires locataires proprietaires residents"
    " residentes pensionnaires apprenants"
    " sinistres patients demandeurs passagers passageres etrangers etrangeres plaisanciers"
    " plaisancieres artisans artisanes touristes ouvreurs demandeuses allocataires beneficiaires"
    " chomeurs chomeuses"
    " concurrents pretendants postulants postulantes candidats laureats gagnants finalistes"
    " societaires retraites refugies ressortissants residants familles descendants amants geants"
    " intervenants intervenantes conferenciers temoins jures".split()
)
# Police, law, politics, war and crime: nobody counts them as jobs of a territory.
_PUBLIC_FORCE = (
    "partisans journalistes perturbateurs resistants chercheuses commissaires humanitaires"
    " volontaires signataires"
    " titulaires adversaires dignitaires missionnaires universitaires trentenaires quadragenaires"
    " quinquagenaires sexagenaires septuagenaires octogenaires milliardaires millionnaires"
    " policiers policieres gendarmes militaires pompiers sapeurs secouristes sauveteurs"
    " reservistes officiers brigadiers grenadiers enqueteurs plongeurs procureurs assesseurs"
    " parlementaires senateurs senatrices conseillers conseilleres elus maires militants"
    " militantes activistes socialistes ecologistes syndicalistes dirigeants representants"
    " grevistes colistiers opposants combattants djihadistes jihadistes terroristes assaillants"
    " agresseurs braqueurs voleurs malfaiteurs cambrioleurs tueurs tireurs casseurs squatteurs"
    " trafiquants narcotrafiquants dealers dealeurs fugueurs prisonniers prisonnieres detenus"
    " plaignants plaignantes mineurs mineures majeurs survivants ravisseurs fraudeurs fumeurs"
    " manifestations ukrainiens ukrainiennes israeliens palestiniens syriens iraniens"
    " bresiliens italiens canadiens algeriens tunisiens marocains egyptiens europeens".split()
)
_THINGS = (
    "affaires exemplaires supplementaires necessaires horaires salaires honoraires anniversaires"
    " commentaires formulaires questionnaires dictionnaires luminaires itineraires sanctuaires"
    " vestiaires inventaires circulaires vulnerables calendriers piliers colliers fichiers"
    " chequiers"
    " chevaliers heritiers banquiers dangers rochers clochers planchers vergers messagers legers"
    " legeres chers cheres catalogues"
    " dialogues monologues paragraphes autographes plusieurs leurs derniers dernieres premiers"
    " premieres anciens anciennes tiers millions"
    " milliers moteurs secteurs quartiers dossiers chantiers ateliers metiers papiers escaliers"
    " paliers leviers sentiers vergers terriers courriers cahiers pommiers oliviers palmiers"
    " chiens liens biens soutiens entretiens moyens quotidiens sens pistes listes"
    " restaurants instants restants suivants suivantes courants importants independants plantes"
    " variantes aimants volants elephants gants versants carburants pesants"
    " lieux valeurs couleurs fleurs erreurs hauteurs largeurs longueurs odeurs lueurs"
    " soeurs coeurs choeurs tumeurs facteurs reacteurs tracteurs ordinateurs serveurs capteurs"
    " compteurs conteneurs ascenseurs radiateurs congelateurs transformateurs processeurs"
    " indicateurs respirateurs ventilateurs lampadaires chargeurs accelerateurs incinerateurs"
    " carburateurs turbocompresseurs extincteurs projecteurs meilleurs meilleures ailleurs"
    " ulterieurs superieurs inferieurs exterieurs interieurs barrieres frontieres rivieres"
    " manieres matieres lumieres prieres bieres cimetieres carrieres filieres croisieres"
    " affaires hectares exemplaires eoliennes persiennes antennes glorieuses"
    " carriers paniers sangliers beliers voiliers petroliers bombardiers chalutiers"
    " pionniers particuliers particulieres familiers reguliers entiers entieres".split()
)
_NO_STAFF = frozenset((*_PUBLIC, *_PUBLIC_FORCE, *_THINGS))


def is_trade(noun: str) -> bool:
    """Whether a folded noun that ``TRADE`` found may be the staff of an employer."""
    return noun.partition(" ")[0] not in _NO_STAFF
