"""Names that no official file has: usual ones, former regions, and longer names that hold one."""

REGION_ALIASES = {
    "aura": "84",
    "paca": "93",
    "pays de loire": "52",
    "region sud": "93",
    "region centre": "24",
    "region centre val de loire": "24",
}

# Regions before 2016, still named every day, with the code of the region that has taken over.
FORMER_REGIONS = {
    "Alsace": "44",
    "Aquitaine": "75",
    "Auvergne": "84",
    "Basse-Normandie": "28",
    "Bourgogne": "27",
    "Champagne-Ardenne": "44",
    "Franche-Comté": "27",
    "Haute-Normandie": "28",
    "Languedoc-Roussillon": "76",
    "Limousin": "75",
    "Lorraine": "44",
    "Midi-Pyrénées": "76",
    "Nord-Pas-de-Calais": "32",
    "Picardie": "32",
    "Poitou-Charentes": "75",
    "Rhône-Alpes": "84",
}

# Usual names that are neither the beginning of the official one nor that of a larger town.
COMMUNE_ALIASES = {
    "alpe d huez": "38191",
    "avoriaz": "74191",
    "belle ile": "56152",
    "cap d agde": "34003",
    "cap ferret": "33236",
    "cosne sur loire": "58086",
    "evry": "91228",
    "hossegor": "40304",
    "isigny": "14342",
    "la plagne": "73150",
    "le guilvinec": "29072",
    "margaux": "33268",
    "roissy": "95527",
    "saint denis de la reunion": "97411",
    "val thorens": "73257",
}

EPCI_ALIASES = {
    "grand lyon": ("200046977", "Métropole de Lyon"),
    "lyon metropole": ("200046977", "Métropole de Lyon"),
    "aix marseille provence": ("200054807", "Métropole d'Aix-Marseille-Provence"),
    "lille metropole": ("200093201", "Métropole Européenne de Lille"),
    "strasbourg eurometropole": ("246700488", "Eurométropole de Strasbourg"),
    "metropole europeenne de lille": ("200093201", "Métropole Européenne de Lille"),
}

NOT_SHORTENED = {"notre dame"} | frozenset(
    """
    kremlin roissy baie blanc garenne maisons ris voisins portes ponts pointe plan pavillons queue
    rive morne clayes deuil doue hay joue mee oree deville lys marquette sin bar mauges onet bry
    grande petite hauts bas basse vieux vieille neuf belle beau saint sainte ville villeneuve
    bourg bois pont port mont val chateau roche croix notre champs champ pre plessis evry celle
    grand petit garde motte neuville chapelle isle ile haute bonneuil rosny vitry noisy
    neuilly fontenay verneuil carrieres moissy
    anses argent bain blancs bons bout camps carbon case cave chef cheval cinq clef cluse cluses
    colle combs cosse cour creches cuise eleu entre fare fort gond grandes grau gros haie haut
    hautes heures honor iles isles jouet lieu livre longue mers mothe neant neuve neuves noues
    peage pennes penta pleine poule prats premiers prix quint roque rosiers ruelle sain saints
    salvetat six teste tranche vallees vallons vicomte village villages villard villards void
    vraie bouc grandcamp camp deux trois contamine magdelaine
    berry vexin erdre ille loir oise sarre seine vair bora valromey
    abergement aubry bayard belin braud bucy castelnau coat fitz goupil jacob lacapelle lamotte
    laroche maubert mesnard rohrbach sari sarge silly teva villar lion verdon revest
    """.split()
)
"""First words of names of towns that mean something else alone: a word, a river, a country, a
surname; read off the 1,015 names that the rule would shorten."""

# Longer names that hold a place without naming it, as folded words: each is read as a whole.
_TRAPS = """
    val de loire, chateaux de la loire, bords de loire, afrique du nord, amerique du nord,
    coree du nord, irlande du nord, macedoine du nord, mer du nord, gare du nord, gare de lyon,
    gare de l est, pole nord, grand nord, europe du nord, italie du nord, rhenanie du nord,
    chypre du nord, cap nord, voix du nord, nord littoral, nord eclair, nord stream,
    cote d azur, cotes du rhone, cote de beaune, mont blanc, pays basque, val d europe,
    new york, san francisco, los angeles, grande bretagne, terre neuve, sri lanka,
    paris saint germain, paris sg, paris fc, paris match, paris normandie, paris nice,
    paris roubaix, paris turf, paris saclay, paris nord, paris sud, paris dauphine,
    paris dakar, nice matin, var matin, accord de paris, accords de paris,
    traite de versailles, vendee globe, charente libre, dordogne libre, maine libre,
    orange bank, orange business, orange money, orange cyberdefense, orange france,
    orange mecanique, champs elysees, croix rouge, saint gobain, saint siege,
    saint sylvestre, saint valentin, saint petersbourg, saint domingue, saint marin,
    saint jacques de compostelle, yves saint laurent, bruno le maire, palais bourbon,
    palais royal, baden baden, paris charles de gaulle,
    paris orly, aeroports de paris, paris nanterre, paris cite, paris sorbonne, paris pantheon,
    salon du bourget, lac du bourget, baie du mont saint michel,
    hotel de crillon, hotel de lassay, hotel de roquelaure, nouvelle orleans, koh lanta,
    bourse de paris, heure de paris, eau de paris, casino de paris, monnaie de paris,
    notre dame de paris, disneyland paris, emily in paris,
    louis vuitton, tour eiffel, pont neuf, grand palais, petit palais
"""
TRAPS = frozenset(" ".join(trap.split()) for trap in _TRAPS.split(","))
