"""Figures on items that taught nothing, for the rules alone and with the prior."""

from collections.abc import Sequence
from dataclasses import replace

from tools.prior.fit import ROOT
from tools.prior.items import Labelled
from veille.classify import classify, compile_rules
from veille.classify.evaluation import evaluate
from veille.config import load_rules
from veille.prior import Prior


def show(prior: Prior, items: Sequence[Labelled], cuts: tuple[float, ...]) -> None:
    rules = load_rules(ROOT / "rules")
    sets = {
        "invented": [one for one in items if one.invented],
        "real": [one for one in items if not one.invented],
    }
    import json

    gold = ROOT.parent / "shared/gold/dev.jsonl"
    for name, used in (("rules alone", None), ("with prior", prior)):
        relevance = replace(rules.relevance, cuts=cuts) if used else rules.relevance
        ruleset = compile_rules(
            rules.themes,
            rules.territory,
            relevance,
            rules.version,
            signals=rules.signals,
            axes=rules.axes,
            prior=used,
        )
        pairs = {
            kind: [
                (labels(one), classify(ruleset, one.title, one.summary, anywhere=True))
                for one in some
            ]
            for kind, some in sets.items()
        }
        pairs["gold"] = [
            (one, classify(ruleset, one["title"], one["summary"], anywhere=True))
            for one in map(json.loads, gold.read_text().splitlines())
        ]
        for kind, some in pairs.items():
            report = evaluate(some)
            print(
                f"{name:12} {kind:9} {len(some):5}  themes {report['themes']['micro']['f1']:.3f}"
                f" {report['themes']['macro_f1']:.3f}  kappa {report['relevance']['kappa']:.3f}"
                f"  precision {report['relevance']['average_precision']:.3f}"
                f"  signal {report['signal']['f1']:.3f}  places {report['places']['f1']:.3f}",
                flush=True,
            )


def labels(one: Labelled) -> dict[str, object]:
    return {
        "themes": one.themes,
        "relevance": one.relevance,
        "signal": one.signal,
        "jobs": one.jobs,
        "amount_eur": one.euros,
        "places": one.places,
    }
