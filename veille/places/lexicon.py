"""Words around a name that say what it is, all folded."""

from importlib.resources import files

# Names of communes that are words of the language too. Those of one word that the running text
# of some 21,700 press articles holds in lower case, a few first names and towns aside; then
# nouns, adjectives and participles known to be names of communes, listed from general knowledge.
COMMON = frozenset(files("veille.places").joinpath("common.txt").read_text("utf-8").split())

# Names that more often mean a company, a planet or a foreign town: « à », « maire de », a
# department or the territory must say that the commune is meant.
BRANDS = frozenset("orange mars alpine total die vienne lay ariane matignon bercy renault".split())
# Names of which another bearer is far better known, abroad or in Paris: only a source, a
# territory or a text that speaks of the department makes it the commune.
FOREIGN = frozenset(
    """
    vienne montreal venise grenade mons sion fribourg berne caire parme lagos tripoli ham victoria
    hollande geneve sofia malte verone turin milan haye soudan argentine modene matignon oms ars
    dieudonne montebourg villette estaing segur bonneville alep chine perou aoste nissan porto
    lassay cologne
    """.split()
)

FIRST_NAMES = frozenset(
    """
    adam adele adeline adrien agathe agnes ahmed aicha alain alan albane albert alberto alex
    alexandra alexandre alexia alexis alfred ali alice aline alphonse amandine amelie ana anais
    andre andrea andree ange angela angelique anita anna anne annie annick anouk anthony antoine
    antoinette antonin antonio ariane aristide arlette armand armelle arnaud arthur astrid aubin
    aude audrey auguste augustin aurelie aurelien aurore axel aymeric baptiste barbara basile
    bastien beatrice benedicte benjamin benoit berenice bernadette bernard berthe bertrand bettina
    blaise blanche blandine boris brigitte brice bruno camille carine carl carla carlos carole
    caroline catherine cecile cedric celestin celine chantal charles charline charlotte chloe
    chris christelle christian christiane christine christophe claire clara clarisse claude
    claudine claudie clemence clement clementine clothilde colette colin constance constant
    corentin corinne cyprien cyril cyrille damien daniel daniele danielle danny david deborah
    delphine denis denise diane didier dominique donald dorothee dylan eddy edgar edgard edith
    edmond edouard edwige elena eleonore elian eliane elie eliot elisa elisabeth elise ella elodie
    elon elsa emeline emeric emile emilie emma emmanuel emmanuelle enzo eric erika ernest erwan
    estelle esther ethan etienne eugene eugenie eva evelyne fabien fabienne fabrice fanny fatima
    felicie felix ferdinand fernand flavie flora florence florent florian francis francine franck
    franco francois francoise frank fred frederic frederique gabin gabriel gabrielle gael gaelle
    gaetan garance gaspard gaston gautier genevieve geoffrey geoffroy george georges georgette
    gerald geraldine gerard germaine ghislaine gilbert gilberte gilles gisele gregoire gregory
    guilhem guillaume gustave guy gwenaelle hadrien hakim harold hassan helene heloise henri
    henriette herve hippolyte honore hubert hugo hugues huguette ian ibrahim igor ines ingrid
    irene iris isaac isabelle isidore ivan jack jackie jacky jacqueline jacques jade jamel james
    jane jason jean jeanne jennifer jeremie jeremy jerome jessica jim joachim joe joel joelle
    johan johanna john jonathan jordan jorge jose joseph josephine josette josiane joyce juan
    jules julia julie julien juliette justin justine karim karine karl kevin khadija kylian
    laetitia lara laura laure laurence laurent laurine lea leila leo leon leonard leonie leopold
    liliane lilian lionel lisa loic loris lou louane louis louise luc luca lucas luce lucie lucien
    lucienne ludovic luis lydie lydia madeleine mael maeva manon manuel marc marcel marcelle marco
    margaux margot marguerite maria marianne marie marielle marin marina marine mario marion
    marius marjorie marlene martin martine mateo mathias mathieu mathilde matteo matthias matthieu
    maud maurice max maxence maxime maximilien maya medhi mehdi melanie melissa michael michel
    michele micheline mickael miguel mike milan mireille mohamed mohammed monique morgan morgane
    mourad moussa muriel myriam nabil nadege nadia nadine nancy nathalie nathan nicholas nicolas
    nicole nina nino noa noah noe noel noelle noemie nora norbert octave odette odile olga olivia
    olivier omar oscar paola pablo pascal pascale patrice patricia patrick paul paula paule
    paulette pauline pedro perrine peter philibert philippe pierre prosper quentin rachel rachid
    raoul raphael raphaelle raymond raymonde rebecca regine regis remi remy renaud rene renee
    ricardo richard rita robert roberto robin rodolphe rodrigue roger roland rolande romain roman
    romane romeo ronald rosa rosalie rose roselyne roxane ruben sabine sabrina sacha said salome
    sam samantha samia samir samuel samy sandra sandrine sara sarah sebastien segolene serena
    serge severine sidonie simon simone sofiane solange solene sonia sophie stanislas steeve
    stella stephane stephanie steve steven suzanne suzy sybille sylvain sylvaine sylvestre
    sylvette sylviane sylvie tanguy tanya teddy thelma theo theodore therese thibaud thibault
    thibaut thierry thomas tim timothee tina tiphaine tom tommy tony tristan ulysse urbain ursula
    valentin valentine valerie vanessa vera veronique vianney victoire victor victorien vincent
    violaine violette virginie viviane vivien vladimir walter wilfried william willy xavier yael
    yanis yann yannick yasmina yasmine yoann yohan yolande youssef yves yvette yvon yvonne
    zacharie zoe zoubir valery amaury baudouin alban gonzague enguerrand tancrede foulques
    ghislain aymar ornella vladislav aime fabio fabrizio joan joao lucile michelle marceau
    marcellin sixtine isabeau jordi bob
    """.split()
)
HONORIFICS = frozenset("m mm mme mmes mlle dr me mgr pr madame monsieur maitre docteur".split())

# Nouns directly before a name, without « de »: a building or a street that bears the name.
BUILDINGS = frozenset(
    """
    eglise chapelle basilique cathedrale abbaye couvent college lycee ecole ecoles maternelle
    primaire elementaire scolaire hopital clinique quartier gare place rue porte pont parc stade
    theatre residence institut institution fort maison salle centre ehpad espace zone site domaine
    tour halle square avenue boulevard impasse allee chemin groupe ilot foyer gymnase complexe
    mediatheque musee villa hotel cafe restaurant brasserie galerie fondation prison usine ferme
    cinema ensemble batiment caserne marche faubourg passage quai bassin ecluse moulin tunnel mont
    lac col pic bois foret ile plage pointe port cap canal fleuve fromage fromages puces
    """.split()
)
# What a town has, named after it with « de »: « le lycée d’Embrun », « la maternité de Decize ».
# Left out: what as often bears the name of a person, of a product or of a company.
FACILITIES = frozenset(
    """
    abattoir aerodrome aeroport agences aquarium bassin bibliotheque bourse cantine canton carnaval
    caserne casino cathedrale centre chambre chantier chateau chu cimetiere cinema circonscription
    citadelle clinique college commissariat conservatoire criee crematorium dechetterie diocese
    ecole ecoles ehpad entree faculte festival foire gare gendarmerie gymnase halles hippodrome
    hopital hospitalier hospices intercommunalite lyceen lycee lycees mairie manufacture marais
    marche maternite mediatheque musee office passerelle patinoire periscolaire piscine plage
    police pole port portuaire prefecture prison prud hommes quartiers remparts rocade sapeurs
    sous stade station technopole thermes territoire theatre tribunal universite urgences usine
    velodrome viaduc zoo hotel ouest est sud nord banlieue peripherie alentours environs centre
    professionnel agricole maritime industrielle industriel thermale ferroviaire judiciaire
    """.split()
)
# Words that are communes and that also head an article (« Cours : », « Avion : les prix »).
TOPICS = frozenset(
    """
    agneaux aire angles avion avoine ballons bars baume bois bonne bourg bras cannet campagne
    caves champagne chapelle charges charme charmes chateau chaudiere chaux commerces contes corps
    cours couture creche crosne culture cultures desert deserts devise don drap ecole epargnes
    etables etain fete fetes feux fleurie flotte fontaine force forges fosses four frais
    fromage garde gorges grand grange grenade halles hopital hommes hotellerie jardin jardins jure
    jury lacs levier ligne loge loges machine marches marche marine marines marque marques melle mer
    mere mesnil messe moisson monastere monnaie mont montagne monte monts moulin mure murs nuits
    oie ondes palais palme pannes parc pas passage pelouse perche pierre pierres pin piano place
    places plage plaine plaisir plan plans plats poisson poissons poivres pommiers pont port portes
    poses possession puits quartier racines reunion rivieres rives riviere roche roquefort route
    routes rouge rue sables salle salles salon sens serres sieges signes soupir suisse syndicat
    table taches temple terrasse titre tombe tonnerre touche tour tourne train tresses treve union
    vallee vannes vente ventes ver verger verges vert vertus veuves vigne vignes ville villes vin
    vivier voie vue croix ham roquettes vif descartes collegien publier change changes quarante
    levees
    """.split()
)
STREETS = frozenset(
    """
    rue avenue boulevard place quai chemin impasse allee allees faubourg porte square
    esplanade route carrefour passage sentier venelle promenade parvis pont tour
    """.split()
)
MEDIA = frozenset("bfm tribune bleu actu ici sorbonne po tv radio hebdo express journal".split())
# Before or after the name of a team; short ones count in capitals only.
CLUBS = frozenset(
    """
    as rc fc sc aj ea es us ogc sm hac stade racing olympique usl asc asse girondins losc ol om
    psg sco basket handball volley hbc csp asm lou ubb ogcn rcl fcn aja msc sporting hb rugby
    """.split()
)
# In a text with one of these, a town that is the subject of the sentence is its team.
SPORT = frozenset(
    """
    ligue mercato capitaine entraineur attaquant buteur defenseur penalty cup match matchs
    selectionneur footballeur finale champion
    """.split()
)
COUNTRIES = frozenset(
    """
    suisse belgique allemagne italie espagne angleterre irlande ecosse canada quebec autriche
    pologne portugal maroc algerie tunisie senegal luxembourg ukraine russie chine japon usa mali
    niger turquie bresil australie inde grece croatie tchequie hongrie etats unis roumanie
    danemark suede norvege finlande liban israel iran irak syrie egypte royaume uni louisiane
    texas californie ontario haiti wallonie catalogne vaud valais
    """.split()
)
# What a commune, and hardly anything else, is said to have.
TOWN_NOUNS = frozenset(
    """
    commune communes ville village bourg maire mairie municipalite habitants habitant municipal
    agglomeration agglo bourgade riverains adjoint adjointe
    """.split()
)
# Before the name of a river, a range or a coast that is also that of a department.
NATURE = frozenset(
    """
    bord bords rive rives berge berges crue crues vallee vallees estuaire gorges fleuve riviere
    eaux eau cours lit pont ponts quai quais affluent affluents source sources confluent debit
    niveau embouchure canal barrage ecluse baie val pays vignoble vins vin chateaux tunnel
    traversee tour navigation massif long place levees cote cotes
    """.split()
)
LINKS = frozenset("a sur sous les lez en la le de du des aux au et pres d l saint sainte".split())
"""Words within the names of places."""
CONTRACTED = {"au": "a", "aux": "a", "du": "de", "des": "de"}
DE = frozenset(("de", "d"))
TOWARDS = frozenset("pres vers depuis entre via sur pour jusqu jusque dans".split())
DIRECTIONS = frozenset("nord sud est ouest centre".split())
# What a town does at the beginning of a sentence (« Nice accueille »), and words do not.
TOWN_VERBS = frozenset(
    """
    a accueille accuse achete adopte ambitionne annonce attaque attend attire augmente autorise
    bannit bat bloque celebre change cherche choisit commence compte conserve consulte craint cree
    debloque decide defend demande deploie devient devoile dispose doit double durcit enterre
    envisage espere est etend etudie expose ferme fete finance gagne garde honore inaugure
    installe instaure interdit investit lance limite livre loue manque mise modernise ne offre
    organise ouvre paie passe perd peut pleure porte pourrait prend prepare presente profite
    projette promet propose prevoit recherche recoit recompense recrute recule redoute reduit
    refuse rejoint relance remporte rend renforce renonce renouvelle repousse reste retrouve
    reunit reve revoit s saisit se sera signe soutient subit supprime suspend teste tente tourne
    affiche aligne anticipe applique approuve arrete assume autorisera baisse baptise confie
    construit coupe denonce deploiera depense detruit devra distribue divise donne dote ecarte
    echappe embauche emprunte encadre engage entend entre epargne equipe exige experimente
    generalise gele gonfle
    impose incite joue laisse maintient mene met mobilise monte multiplie negocie
    obtient oppose planche plante porte possede prospecte reclame reduira refait regroupe remet
    replante repond reprend reserve resiste retire reunira revend revient rouvre s’offre saura
    sollicite sort taxe tient traque trouve valide verse voit voudrait
    transforme travaille va vend verdit veut vibre vise vit vote
    """.split()
)
