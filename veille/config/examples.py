"""The examples of themes, signals and axes, run through the very reading they are meant for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from veille.classify import axes_in, classify, compile_cues, compile_rules, signal_in
from veille.config.rules import Rules
from veille.config.terms import Example
from veille.config.wording import quoted, typeset
from veille.domain.signal import AxisMatch, Cue, Signal
from veille.domain.theme import Theme, ThemeMatch
from veille.errors import Mistake
from veille.normalise.lexing import Text

_ALMOST_NOTHING = 1e-6  # a threshold that any single term reaches


def failing_examples(rules: Rules, examples: Iterable[Example]) -> Iterator[Mistake]:
    """One mistake per title that is not tagged as its theme's file says it must be."""
    compiled = compile_rules(rules.themes, rules.territory, rules.relevance, rules.version)
    themes = {theme.code: theme for theme in rules.themes}
    for example in examples:
        found = {match.code: match for match in classify(compiled, example.title, "").themes}
        match = found.get(example.code)
        if example.expected and match is None:
            sentence = _why_not(rules, themes[example.code], example.title)
            yield Mistake(example.path, example.line, typeset(f"match : {sentence}"))
        elif not example.expected and match is not None:
            yield Mistake(
                example.path,
                example.line,
                typeset(
                    f"no_match : {quoted(example.title)} est retenu avec {_score(match)}, seuil"
                    f" {themes[example.code].threshold} ; baissez un de ces poids ou ajoutez une"
                    " expression à exclude"
                ),
            )


def _why_not(rules: Rules, theme: Theme, title: str) -> str:
    """How far the title is from its theme, found by asking again with lower demands."""
    start = f"{quoted(title)} n’est pas retenu"
    if match := _match(rules, replace(theme, threshold=_ALMOST_NOTHING), title):
        return (
            f"{start} : {_score(match)}, seuil {theme.threshold} ; montez un de ces poids ou"
            " ajoutez un terme"
        )
    if match := _match(rules, replace(theme, threshold=_ALMOST_NOTHING, excluded=()), title):
        return (
            f"{start} : une expression de exclude l’écarte, malgré {_score(match)} ; précisez"
            " exclude ou retirez cet exemple"
        )
    return f"{start} : aucun terme trouvé ; ajoutez à terms un mot de ce titre, avec son poids"


def _match(rules: Rules, theme: Theme, title: str) -> ThemeMatch | None:
    compiled = compile_rules((theme,), rules.territory, rules.relevance, rules.version)
    return next(iter(classify(compiled, title, "").themes), None)


def _score(match: ThemeMatch | Signal | AxisMatch) -> str:
    terms = ", ".join(quoted(term) for term in match.evidence)
    return f"un score de {match.score:.2f} pour {terms}"


def failing_cues(rules: Rules, examples: Iterable[Example]) -> Iterator[Mistake]:
    """One mistake per title that does not tell the signal or the axis its file says."""
    book = compile_cues(rules.signals, rules.axes, rules.relevance.noise)
    axes = {axis.code: axis for axis in rules.axes}
    signals = {signal.code: signal for signal in rules.signals}
    for example in examples:
        # « emploi » is an axis only: no signal has the code of an axis.
        cue = axes.get(example.code) or signals[example.code]
        cues = book.read(Text(example.title))
        signal = signal_in(book, cues)
        told: list[Signal | AxisMatch] = (
            [*axes_in(book, cues)] if cue.code in axes else [signal] if signal else []
        )
        found = next((one for one in told if one.code == cue.code), None)
        if example.expected and found is None:
            sentence = _why_untold(cue, next(iter(told), None), example.title)
            yield Mistake(example.path, example.line, typeset(f"match : {sentence}"))
        elif not example.expected and found is not None:
            yield Mistake(
                example.path,
                example.line,
                typeset(
                    f"no_match : {quoted(example.title)} est retenu avec {_score(found)}, seuil"
                    f" {cue.threshold} ; baissez un de ces poids ou ajoutez une expression à"
                    " exclude"
                ),
            )


def _why_untold(cue: Cue, other: Signal | AxisMatch | None, title: str) -> str:
    """How far the title is from its cue, read alone and without demands."""
    start = f"{quoted(title)} n’est pas retenu"
    alone = replace(cue, threshold=_ALMOST_NOTHING)
    for wanted, why in ((alone, ""), (replace(alone, excluded=()), "exclude")):
        book = compile_cues((wanted,), ())
        found = signal_in(book, book.read(Text(title)))
        if found is None:
            continue
        if why:
            return (
                f"{start} : une expression de exclude l’écarte, malgré {_score(found)} ; précisez"
                " exclude ou retirez cet exemple"
            )
        if found.score >= cue.threshold and isinstance(other, Signal):
            return (
                f"{start} : {quoted(other.code)} passe avant, avec {_score(other)} ; montez"
                " priority ou retirez cet exemple"
            )
        return (
            f"{start} : {_score(found)}, seuil {cue.threshold}, moins ce qu’en ôte « noise » de"
            " relevance.yaml ; montez un de ces poids ou ajoutez une expression"
        )
    return f"{start} : aucune expression trouvée ; ajoutez à terms des mots de ce titre"
