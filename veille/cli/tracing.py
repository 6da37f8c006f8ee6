"""``veille why``: why an item is here, or where it was set aside."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from veille.cli.context import (
    HERE,
    HomeOption,
    JsonOption,
    NowOption,
    instant,
    iso,
    opened,
    print_json,
)
from veille.normalise.french import listed, plain_date, shown_term

if TYPE_CHECKING:
    from veille.archive.stories import Spoken
    from veille.domain.source import Source, SourceState
    from veille.pipeline.trace import Trace


def why(
    meant: Annotated[
        str, typer.Argument(help="Numéro, adresse ou titre de l’article.", metavar="ARTICLE")
    ],
    home: HomeOption = HERE,
    as_json: JsonOption = False,
    now: NowOption = "",
) -> None:
    """Dire pourquoi un article est là, ou non."""
    from veille.archive.finding import find, is_address
    from veille.archive.sources import register
    from veille.pipeline.trace import sources_of, trace

    moment = instant(now)
    with opened(home) as one:
        register(one.archive, one.configuration.sources)
        traces = [
            trace(one.archive, one.configuration, found, now=moment)
            for found in find(one.archive, meant)
        ]
        address = is_address(meant)
        followed = (
            sources_of(one.archive, one.configuration, meant) if address and not traces else ()
        )
    if as_json:
        print_json(
            {
                "items": [_as_object(one) for one in traces],
                "sources": [
                    {
                        "id": source.id,
                        "outcome": state.outcome.value,
                        "reason": state.reason,
                        "checked_at": iso(state.checked_at),
                    }
                    for source, state in followed
                ],
            }
        )
        return
    for one_trace in traces:
        print("\n".join(_lines(one_trace)))
    if not traces:
        print("\n".join(_absent(meant, followed) if address else _unknown(meant)))


def _unknown(title: str) -> list[str]:
    return [f"Pas collecté\u00a0: aucun article n’a ce titre, ni tous ces mots\u00a0: {title}"]


def _absent(url: str, followed: "tuple[tuple[Source, SourceState], ...]") -> list[str]:
    from veille.cli.sources import OUTCOMES

    lines = ["Pas collecté\u00a0: aucun article de l’archive n’a cette adresse."]
    for source, state in followed:
        seen = f", visitée le {plain_date(state.checked_at)}" if state.checked_at else ""
        reason = f" ({state.reason})" if state.reason else ""
        outcome = OUTCOMES[state.outcome.value]
        lines.append(f"  La source {source.id} est de ce site\u00a0: {outcome}{seen}{reason}")
    if not followed:
        lines.append(
            "  Aucune source n’est de ce site\u00a0; "
            f"«\u00a0veille sources discover {url}\u00a0» en cherche."
        )
    return lines


def _lines(found: "Trace") -> list[str]:
    stored, classification = found.one.stored, found.one.classification
    seen = plain_date(stored.first_seen)
    lines = [
        stored.item.title,
        f"  article {stored.id}, source {stored.item.source_id}, vu le {seen}",
        f"  {classification.why}",
    ]
    lines += [
        f"  thème {match.code}\u00a0: {', '.join(shown_term(term) for term in match.evidence)}"
        for match in classification.themes
    ]
    facts = classification.facts
    if places := [place.name for place in facts.places]:
        lines.append(f"  lieux\u00a0: {listed(places)}")
    if facts.signal:
        lines.append(
            f"  événement\u00a0: {facts.signal.code} («\u00a0{facts.signal.sentence}\u00a0»)"
        )
    if found.story_reason:
        lines.append(f"  sujet {stored.story_id}\u00a0: {found.story_reason}")
    lines += [f"  {_decided(one)}" for one in found.decisions]
    if found.correction and found.correction.decided_at:
        lines.append(f"  corrigé à la main le {plain_date(found.correction.decided_at)}")
    if counts := found.votes.counts:
        told = listed([f"{count}\u00a0«\u00a0{vote.label}\u00a0»" for vote, count in counts])
        lines.append(f"  avis des lecteurs\u00a0: {told}")
    return [*lines, *(f"  → {gate}" for gate in found.gates)]


def _decided(said: "Spoken") -> str:
    how = "réuni à la main avec" if said.together else "séparé à la main de"
    when = plain_date(said.decided_at)
    return f"{how} l’article {said.other_id} le {when}\u00a0: {said.other_title}"


def _as_object(found: "Trace") -> dict[str, Any]:
    from veille.cli.judging import as_object

    stored, correction = found.one.stored, found.correction
    return {
        "id": stored.id,
        "title": stored.item.title,
        "url": stored.item.url,
        "source": stored.item.source_id,
        "first_seen": iso(stored.first_seen),
        "classified": bool(found.one.classification.rules_version),
        **as_object(found.one.classification),
        "story": stored.story_id,
        "story_reason": found.story_reason,
        "decisions": [
            {
                "item": one.other_id,
                "together": one.together,
                "decided_at": iso(one.decided_at),
            }
            for one in found.decisions
        ],
        "same_story": [one.stored.id for one in found.same],
        "editions": [
            {"digest": one.digest_id, "week": one.week, "status": one.status.value}
            for one in found.editions
        ],
        "correction": {
            "added": list(correction.added),
            "removed": list(correction.removed),
            "relevance": correction.relevance,
            "decided_at": iso(correction.decided_at),
        }
        if correction
        else None,
        "votes": {
            "useful": found.votes.useful,
            "known": found.votes.known,
            "off_topic": found.votes.off_topic,
        },
        "gates": list(found.gates),
    }
