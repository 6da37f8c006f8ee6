"""Figures on items that taught nothing, for the rules alone and with the prior."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from tools.prior.items import Labelled
from veille.classify import classify, compile_rules
from veille.classify.evaluation import evaluate
from veille.config import Rules
from veille.prior import Prior

Report = Mapping[str, Any]


def report(rules: Rules, prior: Prior | None, items: Sequence[Labelled]) -> Report:
    """What ``veille evaluate --anywhere`` would say of these items."""
    ruleset = compile_rules(
        rules.themes,
        rules.territory,
        rules.relevance,
        rules.version,
        signals=rules.signals,
        axes=rules.axes,
        prior=prior,
    )
    return evaluate(
        [(_labels(one), classify(ruleset, one.title, one.summary, anywhere=True)) for one in items]
    )


def show(
    rules: Rules, prior: Prior, items: Sequence[Labelled], cuts: tuple[float, float, float]
) -> None:
    """Print what the rules say alone, then with the prior and its ``cuts`` of relevance."""
    sets = {
        "invented": [one for one in items if one.invented],
        "real": [one for one in items if not one.invented],
    }
    with_cuts = replace(rules, relevance=replace(rules.relevance, cuts=cuts))
    for name, used, by in (("rules alone", None, rules), ("with prior", prior, with_cuts)):
        for kind, some in sets.items():
            print(f"{name:12} {kind:9} {len(some):5}  {line(report(by, used, some))}", flush=True)


def line(said: Report) -> str:
    """The main figures of a report."""
    themes, relevance = said["themes"], said["relevance"]
    return (
        f"themes {themes['micro']['f1']:.3f} {themes['macro_f1']:.3f}"
        f"  kappa {relevance['kappa']:.3f}  precision {relevance['average_precision']:.3f}"
        f"  signal {said['signal']['f1']:.3f}  places {said['places']['f1']:.3f}"
        f"  jobs {said['jobs']['exact']:.3f}  amounts {said['amount_eur']['exact']:.3f}"
    )


def _labels(one: Labelled) -> Report:
    return {
        "themes": one.themes,
        "relevance": one.relevance,
        "signal": one.signal,
        "jobs": one.jobs,
        "amount_eur": one.euros,
        "places": one.places,
    }
