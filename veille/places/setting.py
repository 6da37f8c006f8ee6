"""What holds for a text as a whole, and who is named in it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from veille.normalise.lexing import Text
from veille.places.lexicon import SPORT

_SHOUTED_SHARE = 0.6
"""Share of capitals from which a title is written in capitals; « CHU de ROANNE » is not."""
_RUBRICS = frozenset(
    """
    athletisme aviron basket cyclisme foot football hand handball hockey rugby tennis volley
    natation voile judo ski biathlon
    """.split()
)
_RUBRIC = re.compile(r"(?!ski (?!alpin))\w+\b[^.:]{0,30}[.:]")
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


def setting_of(text: Text) -> Setting:
    return Setting(
        shouted=(
            _shouted(text.title, text.said[: text.in_title]),
            _shouted(text.summary, text.said[text.in_title :]),
        ),
        border=len(text.title),
        plain=text.whole.isascii(),
        sport=(
            # Asked of all the words at once first: most texts have none.
            not SPORT.isdisjoint(text.folded)
            and any(
                said.islower() and word in SPORT
                for said, word in zip(text.said, text.folded, strict=True)
                if len(said) > 2
            )
        )
        or (text.folded[0] in _RUBRICS and _RUBRIC.match(text.folded_whole) is not None)
        or any(word in text.whole for word in _LEAGUES),
    )


def _shouted(text: str, words: Sequence[str]) -> bool:
    # Words in lower case, counted first and faster, may leave too little room for capitals.
    if sum([len(word) for word in words if word.islower()]) >= (1 - _SHOUTED_SHARE) * len(text):
        return False
    letters = sum(map(str.isalpha, text))
    return letters > 0 and sum(map(str.isupper, text)) > _SHOUTED_SHARE * letters
