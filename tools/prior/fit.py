"""From labelled items to weights: one logistic regression an output, beside the rules.

    log-odds = gain × margin of the rules + offset + Σ value of token × weight

The rules come first as a known quantity, so the words learn only what the rules do not say. A
weight is the token's own plus what its meaning is worth (``veille/learn/meanings.txt``), so that a
word never met in a labelled item leans as the words that keep the same company. Signals are
learnt first, then themes beside them, then relevance beside both, each time on what the step
before says of items it had not seen.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import scipy.sparse as sp
from scipy.optimize import minimize
from scipy.special import expit

from tools.prior.choosing import best_bar, best_cuts, f1
from tools.prior.items import Labelled
from veille.classify import amount_in, jobs_in
from veille.classify.relevance import weigh
from veille.classify.rules import theme_margins
from veille.classify.ruleset import RuleSet, compile_rules
from veille.classify.signals import PRIORITY_STEP
from veille.config import Rules
from veille.domain.signal import Signal
from veille.domain.theme import Facts, ThemeMatch
from veille.learn.meanings import meanings
from veille.normalise.lexing import Text
from veille.places import Gazetteer, resolve
from veille.prior.announced import Announced
from veille.prior.model import RELEVANCE, SURE
from veille.prior.tokens import Span, counted, fact_tokens, heard, subdued

Array = Any
ROOT = Path(__file__).parents[2]
LEVELS = (1, 2, 3)
USEFUL = 2
# Share of each relevance among what a search on a territory brings, as the labelled items of
# ``shared/gold`` have it: items are weighed to it, whatever was chosen to be labelled.
SHARES = (0.42, 0.26, 0.18, 0.14)
# Times that an item of the rarer kind, real or invented, may weigh within its relevance: else what
# is useful would be told by the manner of those who invent, and what is not by that of the press.
# On items kept apart 10 does as well.
MOST = 4
# Labelled items that hold a token at least, unless its direction is known.
FEWEST = 2
# How much the direction of a word counts beside the word itself. Chosen by ``--measure`` among 0,
# 0.7, 1, 1.5 and 2.
DIRECTION = 1.0
# Cost of errors against the size of weights, by kind of output; 3 to 10 is flat for each.
COSTS = {"signal": 10.0, "theme": 6.0, RELEVANCE: 3.0}
# The gain of the rules is drawn towards this, firmly enough to matter for rare outputs only.
USUAL_GAIN, GAIN_FIRMNESS = 4.0, 0.05
FOLDS = 3
# How much more the rules count, once all is learnt, than the labelled items say: they are what an
# admin edits. Up to there nothing is lost on items kept apart (themes 0.687 for 0.685, signals
# 0.531 for 0.496 on real ones, average precision of relevance 0.520 for 0.511); at 1.8 for all,
# relevance loses (kappa 0.76 for 0.82 on invented ones).
TRUST = {"signal:": 1.4, "theme:": 1.4, RELEVANCE: 1.6}


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens, how rare each is, and its direction (a line of zeros where none is known)."""

    ranks: dict[str, int]
    rarity: Array
    directions: Array

    def values(self, counted: Sequence[Mapping[str, int]]) -> Array:
        """One line per text, of length 1."""
        rows, columns, values = [], [], []
        for row, found in enumerate(counted):
            for token, count in found.items():
                rank = self.ranks.get(token)
                if rank is not None:
                    rows.append(row)
                    columns.append(rank)
                    values.append(subdued(count) * self.rarity[rank])
        matrix = sp.csr_array((values, (rows, columns)), shape=(len(counted), len(self.ranks)))
        lengths = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        lengths[lengths == 0] = 1
        return sp.csr_array(sp.diags_array(1 / lengths) @ matrix)


@dataclass(slots=True)
class Said:
    """What is known of some items before any weight."""

    items: Sequence[Labelled]
    ruleset: RuleSet
    counted: list[Mapping[str, int]] = field(default_factory=list)
    facts: list[Facts] = field(default_factory=list)
    hits: list[Any] = field(default_factory=list)
    heard: Array = None
    """Score of the phrases of each signal; minus infinity where silenced."""

    @classmethod
    def of(
        cls, items: Sequence[Labelled], ruleset: RuleSet, announced: Announced | None = None
    ) -> "Said":
        said = cls(items, ruleset)
        gazetteer = Gazetteer.load()
        codes = [cue.code for cue in ruleset.book.signals]
        said.heard = np.zeros((len(items), len(codes)))
        for row, one in enumerate(items):
            text = Text(one.title, one.summary)
            jobs, amount = jobs_in(text, announced), amount_in(text)
            spans = [Span(p.start, p.end, p.level) for p in resolve(gazetteer, text)]
            known = fact_tokens(jobs.count if jobs else None, amount.euros if amount else None)
            said.counted.append(counted(heard(text, spans), known))
            said.facts.append(Facts(jobs=jobs, amount=amount))
            said.hits.append(ruleset.scan(text))
            cues = ruleset.book.read(text)
            for told in cues.signals:
                said.heard[row, codes.index(told.cue.code)] = told.score
            for code in cues.silenced & set(codes):
                said.heard[row, codes.index(code)] = -np.inf
        return said

    @property
    def weights(self) -> Array:
        """What brings the items to ``SHARES``, and the real ones of each relevance as near as
        ``MOST`` allows to weighing what the invented ones do."""
        found = Counter((one.relevance, one.invented) for one in self.items)
        weighed = dict(found)
        for relevance in range(len(SHARES)):
            real, invented = (found[relevance, kind] for kind in (False, True))
            if real and invented:
                rare, other = (False, invented) if real < invented else (True, real)
                weighed[relevance, rare] = min(MOST * found[relevance, rare], other)
        per_relevance = Counter[int]()
        for (relevance, _), weight in weighed.items():
            per_relevance[relevance] += weight
        total = len(self.items)
        return np.array(
            [
                SHARES[one.relevance]
                * total
                / per_relevance[one.relevance]
                * weighed[one.relevance, one.invented]
                / found[one.relevance, one.invented]
                for one in self.items
            ]
        )


@dataclass(frozen=True, slots=True)
class Output:
    """One fitted regression; ``offsets`` has one value, or one a level of relevance."""

    gain: float
    offsets: Array
    own: Array
    by_direction: Array

    def odds(self, margins: Array, values: Array, directed: Array) -> Array:
        """Log-odds, before the offset of any level."""
        bounded = np.clip(margins, -SURE, SURE)
        return self.gain * bounded + values @ self.own + directed @ self.by_direction


@dataclass(slots=True)
class Fitted:
    """All the outputs, by name, and from which probability each kind is told."""

    vocabulary: Vocabulary
    outputs: dict[str, Output] = field(default_factory=dict)
    bars: dict[str, float] = field(default_factory=dict)
    levels: Array = None
    """Offsets of relevance 1, 2 and 3, from that of ``USEFUL``."""
    cuts: tuple[float, float, float] = (0.2, 0.5, 0.75)


def rules_alone(rules: Rules) -> RuleSet:
    """The rules as they speak without a prior."""
    return compile_rules(
        rules.themes,
        rules.territory,
        rules.relevance,
        rules.version,
        signals=rules.signals,
        axes=rules.axes,
    )


def vocabulary_of(said: Said) -> Vocabulary:
    """The tokens of the items, and the stems whose meaning is known."""
    table = meanings()
    directions = table.numbers / np.linalg.norm(table.numbers, axis=1, keepdims=True).clip(1e-9)
    holding = Counter(token for found in said.counted for token in found)
    ranks = dict(table.ranks)
    for token, count in holding.items():
        if token not in ranks and count >= FEWEST:
            ranks[token] = len(ranks)
    texts = len(said.counted)
    rarity = np.array([np.log((1 + texts) / (1 + holding[token])) + 1 for token in ranks])
    missing = np.zeros((len(ranks) - len(directions), directions.shape[1]))
    return Vocabulary(ranks, rarity, np.vstack([directions, missing]))


def fit(said: Said, vocabulary: Vocabulary, log: Callable[[str], None]) -> Fitted:
    """Learn every output from ``said``."""
    fitted = Fitted(vocabulary)
    problem = Problem(vocabulary.values(said.counted), vocabulary, said.weights)
    codes = [cue.code for cue in said.ruleset.book.signals]
    thresholds = np.array([cue.threshold for cue in said.ruleset.book.signals])
    wanted = np.array([[one.signal == code for code in codes] for one in said.items])
    unseen = np.zeros(wanted.shape)
    for rank, code in enumerate(codes):
        margins = said.heard[:, rank] - thresholds[rank]
        fitted.outputs[f"signal:{code}"], unseen[:, rank] = problem.learnt(
            margins, wanted[:, rank], COSTS["signal"]
        )
    unseen += trusted(fitted, "signal:", said.heard - thresholds)
    unseen = calibrated(fitted, "signal:", unseen, wanted, problem.weights)
    log("signals learnt")
    fitted.bars["signal"] = best_bar(
        lambda bar: _signal_f1(said, _signals(said, unseen, bar), problem.weights)
    )
    signals = _signals(said, unseen, fitted.bars["signal"])

    themes = [theme.code for theme in said.ruleset.themes]
    wanted = np.array([[code in one.themes for code in themes] for one in said.items])
    margins = margins_of(said, signals)
    unseen = np.zeros(wanted.shape)
    for rank, code in enumerate(themes):
        fitted.outputs[f"theme:{code}"], unseen[:, rank] = problem.learnt(
            margins[:, rank], wanted[:, rank], COSTS["theme"]
        )
    unseen += trusted(fitted, "theme:", margins)
    unseen = calibrated(fitted, "theme:", unseen, wanted, problem.weights)
    log("themes learnt")
    fitted.bars["theme"] = best_bar(lambda bar: f1(expit(unseen) >= bar, wanted, problem.weights))
    levels = np.array([one.relevance for one in said.items])
    scores = scores_of(said, signals, expit(unseen), fitted.bars["theme"])
    fitted.outputs[RELEVANCE], unseen_odds = problem.learnt(scores, levels, COSTS[RELEVANCE])
    unseen_odds += trusted(fitted, RELEVANCE, scores[:, None])[:, 0]
    unseen_odds = calibrated(
        fitted, RELEVANCE, unseen_odds[:, None], (levels >= USEFUL)[:, None], problem.weights
    )[:, 0]
    offsets = fitted.outputs[RELEVANCE].offsets
    fitted.levels = offsets - offsets[USEFUL - 1]
    expected = expit(unseen_odds[:, None] + fitted.levels).mean(axis=1)
    fitted.cuts = best_cuts(expected, levels, problem.weights)
    log("relevance learnt")
    return fitted


@dataclass
class Problem:
    """The texts as numbers, whatever is to be told of them."""

    values: Array
    vocabulary: Vocabulary
    weights: Array

    @cached_property
    def directed(self) -> Array:
        return DIRECTION * (self.values @ self.vocabulary.directions)

    def learnt(self, margins: Array, wanted: Array, cost: float) -> tuple[Output, Array]:
        """The output, and the log-odds of each item by what the other folds teach."""
        everything = np.arange(len(wanted))
        # The same parts for every output: what is told of an item never saw its labels.
        part = np.random.default_rng(0).integers(FOLDS, size=len(wanted))
        unseen = np.zeros(len(wanted))
        for fold in range(FOLDS):
            here = everything[part == fold]
            one = self._fit(margins, wanted, cost, everything[part != fold])
            unseen[here] = one.odds(margins[here], self.values[here], self.directed[here])
            unseen[here] += one.offsets[_told(one)]
        return self._fit(margins, wanted, cost, everything), unseen

    def _fit(self, margins: Array, wanted: Array, cost: float, rows: Array) -> Output:
        values, directed = self.values[rows], self.directed[rows]
        bounded = np.clip(margins[rows], -SURE, SURE)
        levels = LEVELS if wanted.dtype != bool else (True,)
        signs = np.stack([np.where(wanted[rows] >= level, 1.0, -1.0) for level in levels], axis=1)
        weights = cost * self.weights[rows][:, None]
        count, width = len(levels), values.shape[1]
        transposed = sp.csr_array(values.T)

        def loss(found: Array) -> tuple[float, Array]:
            gain, offsets, own, way = np.split(found, (1, 1 + count, 1 + count + width))
            odds = gain * bounded + values @ own + directed @ way
            raw = signs * (odds[:, None] + offsets)
            pull = -weights * signs * expit(-raw)
            along = pull.sum(axis=1)
            strange = gain[0] - USUAL_GAIN
            value = (weights * np.logaddexp(0, -raw)).sum()
            value += (own @ own + way @ way) / 2 + GAIN_FIRMNESS * strange**2
            slopes = [
                [along @ bounded + 2 * GAIN_FIRMNESS * strange],
                pull.sum(axis=0),
                transposed @ along + own,
                directed.T @ along + way,
            ]
            return value, np.concatenate(slopes)

        start = np.zeros(1 + count + width + directed.shape[1])
        start[0] = USUAL_GAIN
        bounds = [(0.5, 40.0)] + [(None, None)] * (len(start) - 1)
        found = minimize(
            loss, start, jac=True, method="L-BFGS-B", bounds=bounds, options={"maxiter": 200}
        ).x
        gain, offsets, own, way = np.split(found, (1, 1 + count, 1 + count + width))
        return Output(float(gain[0]), offsets, own, way)


def trusted(fitted: Fitted, names: str, margins: Array) -> Array:
    """Raise the gain of the rules in the outputs of these ``names``; what that adds to the odds."""
    added: list[Array] = []
    for name, one in fitted.outputs.items():
        if name.startswith(names):
            bounded = np.clip(margins[:, len(added)], -SURE, SURE)
            added.append((TRUST[names] - 1) * one.gain * bounded)
            fitted.outputs[name] = replace(one, gain=TRUST[names] * one.gain)
    return np.stack(added, axis=1)


def calibrated(fitted: Fitted, names: str, odds: Array, wanted: Array, weights: Array) -> Array:
    """The odds of unseen items made right on the whole, as many times in ten as they say; the
    outputs of these ``names`` are mended alike."""
    signs = np.where(wanted, 1.0, -1.0)

    def surprise(found: Array) -> float:
        raw = signs * (found[0] * odds + found[1])
        value: float = (weights[:, None] * np.logaddexp(0, -raw)).sum()
        return value

    slope, shift = minimize(surprise, np.array([1.0, 0.0]), method="Nelder-Mead").x
    for name, one in fitted.outputs.items():
        if name.startswith(names):
            fitted.outputs[name] = Output(
                one.gain * slope,
                one.offsets * slope + shift,
                one.own * slope,
                one.by_direction * slope,
            )
    return slope * odds + shift


def _told(output: Output) -> int:
    """Which offset gives the probability that is told: that of ``USEFUL`` for relevance."""
    return USEFUL - 1 if len(output.offsets) > 1 else 0


def margins_of(said: Said, signals: Sequence[Signal | None]) -> Array:
    """How far the terms of each theme are for it; a silenced theme is as far as can be."""
    rows = []
    for hits, signal in zip(said.hits, signals, strict=True):
        margins = theme_margins(said.ruleset, hits, signal)
        rows.append([-SURE if one is None else one for one in margins.values()])
    return np.array(rows)


def scores_of(said: Said, signals: Sequence[Signal | None], themes: Array, bar: float) -> Array:
    """What the rules say of relevance, with the themes and the event that are told."""
    codes = [theme.code for theme in said.ruleset.themes]
    scores = []
    for row, (hits, signal) in enumerate(zip(said.hits, signals, strict=True)):
        told = [
            ThemeMatch(code, float(score), ())
            for code, score in zip(codes, themes[row], strict=True)
            if score >= bar
        ]
        facts = replace(said.facts[row], signal=signal)
        scores.append(weigh(said.ruleset, hits, told, facts).score)
    return np.array(scores)


def _signals(said: Said, odds: Array, bar: float) -> list[Signal | None]:
    cues = said.ruleset.book.signals
    found: list[Signal | None] = []
    for row, phrases in zip(expit(odds), said.heard, strict=True):
        likely = [
            (score + PRIORITY_STEP * cue.priority, score, cue.code)
            for score, cue, phrase in zip(row, cues, phrases, strict=True)
            if score >= bar and np.isfinite(phrase)
        ]
        found.append(Signal(max(likely)[2], float(max(likely)[1]), (), "") if likely else None)
    return found


def _signal_f1(said: Said, told: Sequence[Signal | None], weights: Array) -> float:
    right = wrong = missed = 0.0
    for one, signal, weight in zip(said.items, told, weights, strict=True):
        code = signal.code if signal else None
        right += weight * (code is not None and code == one.signal)
        wrong += weight * (code is not None and code != one.signal)
        missed += weight * (one.signal is not None and code != one.signal)
    return 2 * right / max(2 * right + wrong + missed, 1e-9)
