"""Step 2: judge the items these rules have not judged yet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from veille.archive import Archive, classifications
from veille.classify import classify as judge
from veille.config import Rules, compiled
from veille.domain.source import Source

# A transaction of that size takes about a tenth of a second: short enough for the others.
_AT_ONCE = 500


def classify(
    archive: Archive,
    rules: Rules,
    sources: Mapping[str, Source],
    *,
    now: datetime,
    progress: Callable[[int], None] | None = None,
) -> int:
    """Judge every pending item; the number judged. Changed rules make every item pending."""
    ruleset = compiled(rules)
    done = 0
    while waiting := classifications.pending(archive, rules.version, _AT_ONCE):
        judged = [
            (
                item_id,
                replace(
                    judge(ruleset, title, summary, source=sources.get(source_id)),
                    rules_version=rules.version,
                    classified_at=now,
                ),
            )
            for item_id, source_id, title, summary in waiting
        ]
        classifications.save(archive, judged)
        done += len(judged)
        if progress:
            progress(done)
    return done
