"""Examples that the rules alone tag as their file says, and that other words of the title do not
let be tagged so: what an admin would find in the archive against her word."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from veille.classify import RuleSet, classify
from veille.config.examples import failing_cues, failing_examples
from veille.config.rules import Rules
from veille.config.ruleset import compiled
from veille.config.terms import Example
from veille.config.wording import quoted, typeset
from veille.domain.theme import Classification
from veille.errors import Mistake
from veille.normalise.lexing import Text
from veille.places import Gazetteer, resolve
from veille.prior import Prior, Span

TABLE = Path("veille/prior/weights.npz")
"""Where the program keeps what words weigh."""


def failing(
    rules: Rules, examples: Iterable[Example], cue_examples: Iterable[Example]
) -> Iterator[Mistake]:
    """One mistake per title that is not tagged as its file says, by the rules or by the whole."""
    examples, cue_examples = tuple(examples), tuple(cue_examples)
    by_rules = [*failing_examples(rules, examples), *failing_cues(rules, cue_examples)]
    yield from by_rules
    ruleset = compiled(rules)
    if ruleset.prior is None:
        yield Mistake(
            TABLE,
            0,
            "ce fichier du programme manque ou est abîmé : les règles jugent seules ; réinstallez"
            " la veille",
        )
        return
    told = {(one.path, one.line) for one in by_rules}
    signals = {cue.code for cue in rules.signals}
    for example in (*examples, *(one for one in cue_examples if one.code in signals)):
        kind = "signal" if example.code in signals else "theme"
        name = f"{kind}:{example.code}"
        if (example.path, example.line) in told or name not in ruleset.prior.outputs:
            continue
        found = classify(ruleset, example.title, "")
        if (example.code in _codes(found, kind)) != example.expected:
            yield Mistake(
                example.path,
                example.line,
                typeset(_sentence(ruleset, ruleset.prior, name, example)),
            )


def _codes(found: Classification, kind: str) -> set[str]:
    if kind == "theme":
        return {match.code for match in found.themes}
    return {found.facts.signal.code} if found.facts.signal else set()


def _sentence(ruleset: RuleSet, prior: Prior, name: str, example: Example) -> str:
    text = Text(example.title)
    places = resolve(Gazetteer.load(), text, territory=ruleset.territory)
    said = prior.read(text, [Span(place.start, place.end, place.level) for place in places])
    words = said.words_for(prior.outputs[name], 3, against=example.expected)
    because = f" (les mots {', '.join(map(quoted, words))})" if words else ""
    if example.expected:
        return (
            f"match : {quoted(example.title)} a les termes qu’il faut, mais le reste du titre"
            f" l’écarte{because} ; montez un poids ou ajoutez un terme"
        )
    return (
        f"no_match : {quoted(example.title)} est retenu pour le reste du titre{because} ; ajoutez"
        " une expression à exclude"
    )
