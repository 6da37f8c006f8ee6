"""What persons teach of other items: themes weighed again, with the words that decided.

A correction says what an item is. A reader's vote says less: « hors sujet », that it has no
theme; « utile », that those the rules give it are right. It is heard where nobody corrected, and
counts for half (decisions/0013). The examples of the rules are learnt with them.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256

from veille.archive import Archive, items, votes
from veille.archive.corrections import every
from veille.classify import RuleSet, classify
from veille.domain.correction import Correction
from veille.domain.source import Source
from veille.domain.story import ClassifiedItem
from veille.domain.theme import ThemeMatch
from veille.domain.vote import Vote
from veille.errors import LearningError
from veille.learn import Example, Model, combine, learn

ENOUGH = 20
"""Corrected items below which the rules alone speak: with fewer, a word seen twice is a law."""
VOTES_PER_CORRECTION = 2
"""Items voted on that teach as much as one corrected."""


@dataclass(frozen=True, slots=True)
class Said:
    """What persons said: the corrections, and what most readers said of other items."""

    corrections: Mapping[int, Correction]
    votes: Mapping[int, Vote] = field(default_factory=dict)

    @property
    def enough(self) -> bool:
        """Whether it is enough to teach."""
        return _weight(len(self.corrections), len(self.votes)) >= ENOUGH


def heard(
    archive: Archive, *, now: datetime, corrections: Mapping[int, Correction] | None = None
) -> Said:
    """All that was said until now: the corrections kept, or these, and the votes.

    The votes of a day are heard from the next on: the archive is judged again once a day at
    most, not at each of them.
    """
    kept = every(archive) if corrections is None else corrections
    today = now.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    verdicts = {
        number: tally.verdict
        for number, tally in votes.every(archive, before=today).items()
        if number not in kept
    }
    return Said(kept, {number: verdict for number, verdict in verdicts.items() if verdict})


def _weight(corrected: int, voted: int) -> int:
    return corrected + voted // VOTES_PER_CORRECTION


@dataclass(frozen=True, slots=True)
class Learnt:
    """A model of the themes, and the thresholds their scores are held against.

    ``examples``: how many corrections the examples of each theme are worth.
    """

    model: Model
    ruleset: RuleSet
    examples: Mapping[str, int]

    def scores(self, texts: Sequence[tuple[str, str]]) -> list[dict[str, float]]:
        """What the model says of each text, theme by theme."""
        return self.model.scores(texts)

    def weighed(
        self, themes: tuple[ThemeMatch, ...], scores: Mapping[str, float], title: str, text: str
    ) -> tuple[ThemeMatch, ...]:
        """The themes by the rules and the model together; one not learnt keeps its score."""
        by_rules = {match.code: match for match in themes}
        kept = [match for match in themes if match.code not in scores]
        for code, score in scores.items():
            match = by_rules.get(code, ThemeMatch(code, 0.0, ()))
            both = round(combine(match.score, score, self.examples.get(code, 0)), 6)
            if both < self.ruleset.bar(code):
                continue
            evidence = match.evidence or self.model.why(title, text, code)
            if evidence:
                kept.append(replace(match, score=both, evidence=evidence))
        return tuple(sorted(kept, key=lambda match: (-match.score, match.code)))


def learnt_from(
    archive: Archive, ruleset: RuleSet, sources: Mapping[str, Source], said: Said
) -> Learnt | None:
    """The model of what was said; None when it is too little or tells nothing apart."""
    if not said.enough:
        return None
    corrected = list(_corrected(archive, ruleset, sources, said.corrections))
    voted = list(_voted(archive, ruleset, sources, said.votes))
    written = list(_written(ruleset))
    names = {
        theme.code: " ".join((theme.label, *(term.text for term in theme.terms)))
        for theme in ruleset.themes
    }
    by_correction, by_vote = _per_theme(corrected), _per_theme(voted)
    worth = {theme: _weight(by_correction[theme], by_vote[theme]) for theme in names}
    try:
        model = learn([*corrected, *voted, *written], several=True, names=names)
        return Learnt(model, ruleset, worth)
    except LearningError:
        return None


def version_of(ruleset: RuleSet, said: Said) -> str:
    """The version of the rules and, once persons teach, of what they teach."""
    if not said.enough:
        return ruleset.version
    taught = repr(
        (
            [(one.item_id, one.added, one.removed) for one in said.corrections.values()],
            [(number, vote.value) for number, vote in said.votes.items()],
            [(theme.code, theme.match, theme.no_match) for theme in ruleset.themes],
        )
    )
    return f"{ruleset.version}+{sha256(taught.encode()).hexdigest()[:8]}"


def _written(ruleset: RuleSet) -> Iterator[Example]:
    """The examples of the rules. They teach beside what persons said, and give the model no more
    weight by themselves: the rules say them already."""
    for theme in ruleset.themes:
        for title, wanted in (
            *((title, True) for title in theme.match),
            *((title, False) for title in theme.no_match),
        ):
            codes = {match.code for match in classify(ruleset, title, "").themes}
            codes = codes | {theme.code} if wanted else codes - {theme.code}
            yield Example(title, "", tuple(sorted(codes)))


def _corrected(
    archive: Archive,
    ruleset: RuleSet,
    sources: Mapping[str, Source],
    said: Mapping[int, Correction],
) -> Iterator[Example]:
    for one in items.by_ids(archive, sorted(said)):
        yield _example(one, _themes(ruleset, sources, one, said[one.stored.id]))


def _voted(
    archive: Archive, ruleset: RuleSet, sources: Mapping[str, Source], said: Mapping[int, Vote]
) -> Iterator[Example]:
    """By the rules alone: what was learnt must not confirm itself."""
    for one in items.by_ids(archive, sorted(said)):
        if said[one.stored.id] is Vote.OFF_TOPIC:
            yield _example(one, ())
        elif themes := _themes(ruleset, sources, one, None):
            yield _example(one, themes)


def _themes(
    ruleset: RuleSet,
    sources: Mapping[str, Source],
    one: ClassifiedItem,
    correction: Correction | None,
) -> tuple[str, ...]:
    item = one.stored.item
    source = sources.get(item.source_id)
    found = classify(ruleset, item.title, item.summary, source=source, correction=correction)
    return tuple(match.code for match in found.themes)


def _example(one: ClassifiedItem, themes: tuple[str, ...]) -> Example:
    return Example(one.stored.item.title, one.stored.item.summary, themes)


def _per_theme(examples: Sequence[Example]) -> Counter[str]:
    return Counter(theme for one in examples for theme in set(one.labels))
