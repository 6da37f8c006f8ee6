"""Numbers as French writes them: « 1 150 », « 3.500 », « deux cents », « une centaine »."""

import re

from veille.normalise.lexing import Text

_UNITS = {
    word: value
    for value, word in enumerate(
        "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze"
        " seize".split()
    )
} | {"une": 1, "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
_ROUND = {
    "dizaine": 10,
    "douzaine": 12,
    "quinzaine": 15,
    "vingtaine": 20,
    "trentaine": 30,
    "quarantaine": 40,
    "cinquantaine": 50,
    "soixantaine": 60,
    "centaine": 100,
    "cent": 100,
}
_LARGE = {"mille": 10**3, "millier": 10**3, "million": 10**6, "milliard": 10**9}
# Beyond any number of jobs or euros of the news: what is longer is no number but a code.
_LONGEST = 12

# « et » holds a number together before these only: « vingt et un », « deux millions et demi »,
# never « dix emplois », nor « neuf millions et trente emplois ».
_AFTER_AND = r"(?:une?|onze|demie?)"
_DIGITS = r"\d{1,3}(?:[ .]\d{3})+(?![\d])(?:,\d{1,3})?|\d+(?:[.,]\d{1,3})?"
_WORDS = sorted((f"{word}s?" for word in (*_UNITS, *_ROUND, *_LARGE)), key=len, reverse=True)
# By first letter: an alternation of all the words, tried at each word of a text, takes a
# quarter longer.
_WORD = "|".join(
    f"{letter}(?:{'|'.join(word[1:] for word in _WORDS if word[0] == letter)})"
    for letter in sorted({word[0] for word in _WORDS})
)
_ADJECTIVE = r"(?:(?:petit|bon|gros|bonne|petite|grosse|belle|demi)e?[ -])?"
NUMBER = (
    rf"(?<![\w,.-])(?:(?:{_DIGITS})(?: (?:mille|milliers?|millions?"
    rf"|milliards?)\b(?: et demie?\b)?)?"
    rf"|(?:{_WORD})\b(?:[ -]{_ADJECTIVE}(?:{_WORD})\b| et {_AFTER_AND}\b)*)"
)
"""Expression of a number in folded text (``veille.normalise.words.fold``); no group."""

_TOKEN = re.compile(rf"{_DIGITS}|[a-z]+")
_DIGIT = re.compile("[0-9]")
# « Zéro », « un » and « une » count nothing worth reading alone.
_NUMBER_WORDS = frozenset(
    form
    for word in (*_UNITS, *_ROUND, *_LARGE)
    if _UNITS.get(word, 2) > 1
    for form in (word, f"{word}s")
)


def numbered_sentences(text: Text) -> list[str]:
    """The sentences that hold any number from two on, in digits or in letters."""
    folded = text.folded
    if _NUMBER_WORDS.isdisjoint(folded) and not _DIGIT.search(text.whole):
        return []
    return [
        sentence
        for sentence, first, last, _ in text.sentences
        if _DIGIT.search(sentence) or not _NUMBER_WORDS.isdisjoint(folded[first:last])
    ]


def value_of(number: str) -> float | None:
    """The value of a text that ``NUMBER`` found; None for a vague one (« centaines »)."""
    total, current, scale = 0.0, 0.0, 1
    counted = False
    for token in _TOKEN.findall(number):
        bare = token if token in _UNITS else token.removesuffix("s")
        if token[0].isdigit():
            digits = token.replace(" ", "")
            if re.fullmatch(r"\d{1,3}(?:\.\d{3})+(?:,\d+)?", digits):
                digits = digits.replace(".", "")
            if len(digits) > _LONGEST:
                return None
            current, counted = float(digits.replace(",", ".")), True
        elif bare in _UNITS:
            # « quatre-vingts » is four times twenty.
            quatre_vingt = bare == "vingt" and current % 100 == 4
            current += 76 if quatre_vingt else _UNITS[bare]
            counted = True
        elif bare in _ROUND:
            if not (counted or bare == "cent"):
                return None
            above = current - current % 100 if bare == "cent" and current > 99 else 0
            current = above + max(current - above, 1) * _ROUND[bare]
            counted = True
        elif bare in _LARGE:
            if not (counted or bare == "mille"):
                return None
            scale = _LARGE[bare]
            total += max(current, 1 if bare in ("mille", "millier") else current) * scale
            current, counted = 0.0, True
        elif bare in ("demi", "demie") and total and not current:
            current = scale / 2
    value = total + current
    return value if value < 10.0**_LONGEST * 10 else None
