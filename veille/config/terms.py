"""Words of the rules with their weights, and the examples that try them."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path

from veille.classify.phrases import START, phrase_of
from veille.config.fields import Fields
from veille.config.nodes import Notes
from veille.config.values import Misfit, line_of_text, number
from veille.config.wording import quoted
from veille.domain.theme import Term
from veille.normalise.words import words

inside = number("entre 0 et 1, sans les atteindre", lambda value: 0 < value < 1)
share = number("de 0 à 1", lambda value: 0 <= value <= 1)
title = line_of_text(500)


@dataclass(frozen=True, slots=True)
class Example:
    """A title of ``match`` (``expected``) or ``no_match``, where it is written."""

    path: Path
    line: int
    code: str
    title: str
    expected: bool


def term(text: str) -> str:
    text = line_of_text(200)(text)
    if not words(text.removesuffix("*")):
        raise Misfit(f"{quoted(text)} n’a ni lettre ni chiffre ; écrivez un mot ou une expression")
    if "*" in text.removesuffix("*") or text.endswith(" *"):
        raise Misfit(
            f"{quoted(text)} : l’astérisque ne se met qu’à la fin d’un mot, comme dans industri*"
        )
    return text


def term_words(text: str) -> Hashable:
    """What makes two terms one."""
    return text.endswith("*"), tuple(words(text))


def weighted(
    fields: Fields,
    key: str,
    notes: Notes,
    convert: Callable[[str], str] = term,
    words_of: Callable[[str], Hashable] = term_words,
) -> tuple[Term, ...]:
    """The weighted terms; two spellings that read alike would count one clue twice."""
    terms: list[Term] = []
    seen: dict[Hashable, tuple[str, int]] = {}
    for text, weight, line in fields.weights(key, inside):
        try:
            read = Term(convert(text), weight)
        except Misfit as misfit:
            notes.add(line, f"{key} : {misfit}")
            continue
        same = words_of(read.text)
        if same in seen:
            other, first = seen[same]
            notes.add(
                line,
                f"{quoted(text)} se lit comme {quoted(other)} (ligne {first}) ; gardez l’un des"
                " deux",
            )
        seen.setdefault(same, (text, line))
        terms.append(read)
    return tuple(terms)


def phrase(text: str) -> str:
    """A phrase of ``veille.classify.phrases``, with its signs where they may stand."""
    text = line_of_text(200)(text)
    bare = text.replace("...", "…").strip()
    if not phrase_of(text).anchor:
        raise Misfit(f"{quoted(text)} n’a ni lettre ni chiffre ; écrivez un mot ou une expression")
    if bare.removeprefix(START).strip().startswith("…") or bare.endswith("…"):
        raise Misfit(f"{quoted(text)} : les points de suspension se mettent entre deux mots")
    if START in bare[1:]:
        raise Misfit(f"{quoted(text)} : l’accent ^ ne se met qu’au début")
    for piece in bare.removeprefix(START).replace("…", " ").split():
        if not phrase_of(piece).anchor and words(piece):
            raise Misfit(
                f"{quoted(text)} : {quoted(piece)} ne compte pas dans une expression ; retirez-le"
            )
        if "*" in piece[:-1] or piece == "*":
            raise Misfit(
                f"{quoted(text)} : l’astérisque ne se met qu’à la fin d’un mot, comme dans recrut*"
            )
    return text


def phrase_words(text: str) -> Hashable:
    """What makes two phrases one."""
    found = phrase_of(text)
    return found.anchor, found.expression
