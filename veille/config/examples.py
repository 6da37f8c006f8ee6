"""The examples of the themes, run through the very classification they are meant for."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from veille.classify import classify, compile_rules
from veille.config.rules import Example, Rules
from veille.config.wording import quoted, typeset
from veille.domain.theme import Theme, ThemeMatch
from veille.errors import Mistake

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


def _score(match: ThemeMatch) -> str:
    terms = ", ".join(quoted(term) for term in match.evidence)
    return f"un score de {match.score:.2f} pour {terms}"
