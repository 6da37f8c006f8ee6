"""Which language a text is in, from its commonest words.

A feed usually declares its language; this is for those that do not. Stop words tell the few
languages met on French territory without loading a model (see docs/decisions).
"""

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
_SETS = {code: frozenset(text.split()) for code, text in _STOP_WORDS.items()}

# Fewer hits than that and a headline is anybody's: left unknown.
_MIN_HITS = 2
# Enough to decide; the rest of a long text would not change the answer.
_MAX_WORDS = 120


def language_of(words: Sequence[str]) -> str:
    """Two-letter code of the language of folded ``words``, or "" when they do not tell."""
    sample = words[:_MAX_WORDS]
    best, hits, runner_up = "", 0, 0
    for code, stop_words in _SETS.items():
        count = sum(word in stop_words for word in sample)
        if count > hits:
            best, hits, runner_up = code, count, hits
        elif count > runner_up:
            runner_up = count
    return best if hits >= _MIN_HITS and hits > runner_up else ""
