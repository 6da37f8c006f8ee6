"""What holds for a text as a whole, and who is named in it."""

import re
from dataclasses import dataclass

from veille.normalise.words import fold
from veille.places.lexicon import SPORT
from veille.places.spotting import Words

_SHOUTED_SHARE = 0.6
"""Share of capitals from which a title is written in capitals; « CHU de ROANNE » is not."""
_RUBRIC = re.compile(
    r"(?:athletisme|aviron|basket|cyclisme|foot|football|hand|handball|hockey|rugby|tennis|volley"
    r"|natation|voile|judo|ski alpin|biathlon)\b[^.:]{0,30}[.:]"
)
"""A title that begins so is of sport (« Rugby. … », « Foot, National : … »)."""
_LEAGUES = ("Ligue 1", "Ligue 2", "Top 14", "Pro D2", " Cup")


@dataclass(frozen=True, slots=True)
class Setting:
    """What holds for the whole text, read once."""

    shouted: tuple[bool, bool]
    """Whether title and summary are written in capitals."""
    border: int
    """Where the summary begins."""
    plain: bool
    """No accent anywhere: « a » may be « à »."""
    sport: bool


def setting_of(title: str, summary: str, words: Words) -> Setting:
    text = words.text
    # Asked of the whole text first: folding each word of it costs more than all the rest.
    folded = fold(text)
    return Setting(
        shouted=(_shouted(title), _shouted(summary)),
        border=len(title),
        plain=text.isascii(),
        sport=(
            any(word in folded for word in SPORT)
            and any(
                said.islower() and words.folded(rank) in SPORT
                for rank, said in enumerate(words.said)
                if len(said) > 2
            )
        )
        or _RUBRIC.match(folded) is not None
        or any(word in text for word in _LEAGUES),
    )


def _shouted(text: str) -> bool:
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(map(str.isupper, text)) > _SHOUTED_SHARE * letters
