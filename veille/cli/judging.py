"""Items of a file, classified without being kept: for ``classify FILE`` and ``evaluate FILE``."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from veille.cli.lines import objects

if TYPE_CHECKING:
    from veille.domain.theme import Classification

ENTRY = '{"id": "1", "title": "…", "summary": "…", "source": "…"}'


def judged(
    file: str, home: Path, *, anywhere: bool = False, example: str = ENTRY
) -> "Iterator[tuple[str, dict[str, Any], Classification]]":
    """Where each entry stands (« file:line »), the entry, and what the rules say of it."""
    from veille.classify import classify
    from veille.config import compiled, load_rules, load_sources, rules_folder
    from veille.normalise.text import plain

    ruleset = compiled(load_rules(rules_folder(home)))
    configured = home / "sources.yaml"
    sources = {one.id: one for one in load_sources(configured)} if configured.is_file() else {}
    for where, entry in objects(file, example):
        found = classify(
            ruleset,
            plain(str(entry.get("title") or "")),
            plain(str(entry.get("summary") or "")),
            source=sources.get(str(entry.get("source") or "")),
            anywhere=anywhere,
        )
        yield where, entry, found


def as_object(found: "Classification") -> dict[str, Any]:
    """A classification as the JSON object of ``veille classify FILE``, without its id."""
    facts = found.facts
    return {
        "themes": [
            {"code": match.code, "score": match.score, "evidence": list(match.evidence)}
            for match in found.themes
        ],
        "relevance": found.relevance,
        "relevance_score": round(found.relevance_score, 4),
        "why": found.why,
        "places": [
            {
                "name": one.written or one.name,
                "official": one.name,
                "code": one.code,
                "level": one.level,
                "why": one.why,
            }
            for one in facts.places
        ],
        "signal": facts.signal.code if facts.signal else None,
        "signal_evidence": list(facts.signal.evidence) if facts.signal else [],
        "signal_sentence": facts.signal.sentence if facts.signal else None,
        "jobs": facts.jobs.count if facts.jobs else None,
        "jobs_sentence": facts.jobs.sentence if facts.jobs else None,
        "amount_eur": facts.amount.euros if facts.amount else None,
        "amount_sentence": facts.amount.sentence if facts.amount else None,
        "elire": [
            {"code": one.code, "score": one.score, "evidence": list(one.evidence)}
            for one in facts.axes
        ],
    }
