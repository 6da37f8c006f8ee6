"""Which language a text is in, from its commonest words.

A feed usually declares its language; this is for those that do not. Stop words tell the few
languages met on French territory without loading a model (see docs/decisions).
"""

from collections import Counter
from collections.abc import Sequence

# The most frequent words of each language that are rare in the others, folded.
_STOP_WORDS = {
    "fr": "le la les des du une et est dans pour sur avec par qui que au aux ce ses leur plus",
    "en": "the of and to in is for on that with by at from this it are was be as has its will",
    "de": "der die das und den von zu mit im fur auf ist des dem nicht ein eine sich auch werden",
    "es": "el los las del y en una por con para se su al como mas ha sus lo fue este",
    "it": "il di che gli della per un in del con alla dei nel al sono anche piu si da le",
    "nl": "de het een van en in op te dat is voor met zijn niet aan er om ook naar bij",
    "pt": "o os as do da dos das em um uma com para no na que por mais ao foi se",
}
# A word of two languages counts for both.
_LANGUAGES_OF: dict[str, tuple[str, ...]] = {}
for _code, _text in _STOP_WORDS.items():
    for _word in _text.split():
        _LANGUAGES_OF[_word] = (*_LANGUAGES_OF.get(_word, ()), _code)

# Fewer hits than that and a headline is anybody's: left unknown.
_MIN_HITS = 2
# Enough to decide; the rest of a long text would not change the answer.
_MAX_WORDS = 120


def language_of(words: Sequence[str]) -> str:
    """Two-letter code of the language of folded ``words``, or "" when they do not tell."""
    hits = Counter(
        code for word in words[:_MAX_WORDS] if word in _LANGUAGES_OF for code in _LANGUAGES_OF[word]
    )
    if not hits:
        return ""
    (best, most), *rest = hits.most_common(2)
    runner_up = rest[0][1] if rest else 0
    return best if most >= _MIN_HITS and most > runner_up else ""
