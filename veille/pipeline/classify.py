"""Step 2: judge the items these rules have not judged yet."""

from collections.abc import Callable, Mapping
from datetime import datetime

from veille.archive import Archive, classifications
from veille.config import Rules
from veille.domain.source import Source
from veille.pipeline.judging import judge_of

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
    judge = judge_of(archive, rules, sources, now=now)
    done = 0
    while waiting := classifications.pending(archive, judge.version, _AT_ONCE):
        classifications.save(archive, judge.judged(waiting, now=now))
        done += len(waiting)
        if progress:
            progress(done)
    return done
