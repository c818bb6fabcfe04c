"""The words by which people ask, in English and French: those for an option, and those for nothing.

All are written without accents. A phrase of several words is written as it is typed. They match
whatever the number and the gender: `arrete` is `arrêtées` too.
"""

# What a word before a value says that it is: the name of an option, or of what `stats` counts by.
KINDS = {
    "skill": "metier role skill profil profile job",
    "ministry": "ministere ministry ministries",
    "family": "famille family families",
    "theme": "theme thematique topic",
    "town": "ville town city cities departement department",
    "region": "region",
    "phase": "phase",
    "promotion": "promotion promo cohort",
    "year": "annee an year",
}

# The operators between values, in options and in questions.
NOT = (
    *("sans", "pas", "non", "hors", "sauf", "excepte", "hormis", "ni", "aucun", "aucune"),
    *("not", "no", "without", "outside", "except", "excluding", "neither", "nor"),
)
AND = ("et", "and", "&")
OR = ("ou", "or")

# Phrases that stand for the value of an option; one that two list stands for either.
MEANINGS = {
    ("has", "repository"): (
        "repository",
        *("open source", "opensource", "code source", "source code", "code ouvert"),
        *("code libre", "github"),
    ),
    ("has", "product"): ("en ligne", "online"),
    ("phase", "in-use"): (
        *("encore utilise", "toujours utilise", "encore actif", "toujours actif", "en service"),
        *("still used", "still in use", "in use", "still active", "still running"),
    ),
    ("phase", "construction"): ("en construction", "in construction", "under construction"),
    ("phase", "acceleration"): ("en acceleration", "in acceleration"),
    ("phase", "consolidation"): ("en consolidation", "in consolidation"),
    ("phase", "investigation"): ("en investigation", "under investigation"),
    ("phase", "handed-over"): ("handed over", "transfere"),
    ("phase", "not-pursued"): (
        *("pas poursuivi", "non poursuivi", "not pursued"),
        *("abandonne", "abandoned"),
    ),
    ("phase", "stopped"): ("arrete", "stopped", "discontinued", "abandonne", "abandoned"),
}

# Other ways to type a role that name a subject first: they are searched for.
SUBJECTS = frozenset(
    """
    design developpement data datascience droit geomatique gis impact legal operations product
    produit service sig ui
    """.split()  # noqa: SIM905 - it is read more easily
)

# What may stand beside a role, and does not choose.
QUALIFIERS = frozenset(
    {"backend", "frontend", "fullstack", "back", "front", "end", "full", "stack"}
    | {"senior", "junior", "lead", "freelance", "confirme", "experimente"}
)

# All promotions, the first alone; the last of them; a number.
EVERYTHING = ("all", "tous", "toutes", "tout", "everything", "every")
ALL_PROMOTIONS = (
    *("toutes les promotions", "toutes promotions", "toutes les annees", "all promotions"),
    *("toutes les promos", "toutes promos"),
    *("every promotion", "all cohorts", "all years", "every year"),
)
FIRST = ("premiere", "first")
LAST = ("derniere", "last", "latest")
ORDINAL = r"([0-9]{1,2})(?:e|eme|er|ere|th|st|nd|rd)"

# What asks for a number, and for the largest.
COUNTING = ("combien", "nombre de", "how many", "number of", "count")
RANKING = ("le plus", "the most", "most")
PER = ("par", "by", "per", "chaque", "each", "every")
WHICH = ("quel", "quelle", "quels", "quelles", "which", "what")

# What stands between years, and before them.
TO = frozenset({"a", "to"})
BETWEEN = frozenset({"entre", "between"})
SINCE = frozenset({"depuis", "since", "partir"})
AFTER = frozenset({"apres", "after"})
BEFORE = frozenset({"avant", "before"})

# What stands before a place; the first of these before little else.
AT = ("a", "au", "aux", "at", "near", "pres")
IN = (*AT, "en", "in", "dans")

# What asks about a call for applications.
CALL = """
    candidature candidater postuler apply application deadline salaire salary remuneration paye paid
    pay call appel
""".split()  # noqa: SIM905 - it is read more easily

# Words of asking, which decide nothing. (Those of `matching` decide nothing either.)
ASKING = frozenset(
    """
    aident aider aimer aimerais ait annee ans apres as aurait aussi autour autre avaient avait
    avant avez avoir avons besoin bonjour c ca car cela celle celles celui ceux challenge chaque
    cherchaient cherchait cherche cherchent chercher chez combien concernant concerne concernent
    connaitre defi deja depuis devenir devenu deviennent devient donc donne donner dont eig
    embauche embauchee encore entre etaient etait etes etre eu existe existent faire fais fait
    faite faites fit font gens habite habites interesse interessent j je lance lancee liste
    lister lui m mais me meme merci moi montre montrer montrez n occupe occupent ont parlant
    parle parlent partir personne plus portent pouvez produit projet projets propos quelqu
    quelque quelques quoi recherchaient recherchait recherchent recrutaient recrute recrutee
    recrutent reste s seulement si sommes souhaite souhaiterais suis svp t te tous tout toute
    toutes traite traitent travaille travaillent trouve trouver tu uniquement utilise utilisent
    utiliser vais veulent veut veux vis vit voir voudrais voudrait voulait y

    about after all also am an any anyone anything are be became become becomes becoming been
    before being between built but by can could deal dealing deals designed developed did do
    does doing done dont each ever every everything exist exists find for from get gets give
    going had has have having he help helped helping helps her him hired his how i im involve
    involved involves involving is it its just launched let like list live lives ll longer look
    looked looking looks made make makes many me mine more most much my need needed needing
    needs now one ones only other our out people per please produced project projects re recruit
    recruited recruiting recruits related run s seek seeking seeks she show since some someone
    something sought still such t team tell than that their them there these they thing things
    this those tool tools under us use used using ve want wanted wants was we were what when
    where which who whom whose why will with work worked working works would year you your
    """.split()  # noqa: SIM905 - it is read more easily
)
# Phrases of asking whose words mean something elsewhere.
ASKING_PHRASES = (
    *("est ce que", "j ai", "n ai", "y ai", "ai je", "qu est ce", "a t il", "y a t il", "il y a"),
    *("en cours de", "je recherche", "recherche un", "recherche une", "recherche des"),
    *("qui aide", "qui aident", "a propos de", "outil pour", "outils pour", "un outil"),
    *("des outils", "looking for", "related to"),
)
