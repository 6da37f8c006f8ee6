"""What an item announces: an event, jobs, money; and what the territory has at stake in it."""

from dataclasses import dataclass

from veille.domain.term import Term

SIGNALS = (
    "implantation",
    "extension",
    "fermeture",
    "plan_social",
    "recrutement",
    "reprise",
    "levee_de_fonds",
    "appel_a_projets",
    "marche_public",
    "subvention",
    "chantier",
    "etude",
    "nomination",
    "evenement",
    "decision",
)
"""Codes of the events worth telling; each is one file of ``rules/signals/``."""

AXES = ("emploi", "lien_social", "image", "retour_economique", "environnement")
"""Codes of what a territory has at stake; each is one key of ``rules/elire.yaml``."""


@dataclass(frozen=True, slots=True)
class Cue:
    """The words that tell one signal or one axis.

    ``terms`` and ``excluded`` are phrases (``veille.classify.phrases`` says how they are
    written). ``match`` and ``no_match`` are titles that ``veille check`` runs.
    """

    code: str
    label: str
    terms: tuple[Term, ...]
    excluded: tuple[str, ...] = ()
    threshold: float = 0.5
    priority: int = 5
    """Of two signals told as clearly, the one of higher priority, 1 to 9, is the news."""
    match: tuple[str, ...] = ()
    no_match: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """The label up to its first comma, where a line has no room for more."""
        return self.label.partition(",")[0]


@dataclass(frozen=True, slots=True)
class Signal:
    """The event an item reports. ``score`` in ]0, 1[ is a degree of belief."""

    code: str
    score: float
    evidence: tuple[str, ...]
    """The words that tell it, as the item has them."""
    sentence: str


@dataclass(frozen=True, slots=True)
class AxisMatch:
    """One stake an item touches."""

    code: str
    score: float
    evidence: tuple[str, ...]
    sentence: str


@dataclass(frozen=True, slots=True)
class Jobs:
    """Jobs announced: created or kept above 0, cut below 0."""

    count: int
    sentence: str


@dataclass(frozen=True, slots=True)
class Amount:
    """The investment, aid, contract or price of the news, in whole euros."""

    euros: int
    sentence: str
