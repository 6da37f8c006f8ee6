"""What persons said of items: kept, replaced, and waiting to be applied."""

from collections.abc import Callable
from datetime import datetime

import pytest

from veille.archive import Archive, classifications, corrections
from veille.domain.correction import Correction
from veille.domain.theme import Classification, ThemeMatch
from veille.errors import NotFoundError


def test_the_last_word_is_kept_and_the_item_waits(
    archive: Archive, store: Callable[..., object], an_item: Callable[..., object], now: datetime
) -> None:
    store(an_item("a"), an_item("b"))
    judged = Classification((ThemeMatch("emploi", 0.6, ("x",)),), 1, 0.3, "", rules_version="v")
    judged_now = [
        (number, Classification(judged.themes, 1, 0.3, "", (), "v", now)) for number in (1, 2)
    ]
    classifications.save(archive, judged_now)
    assert classifications.pending(archive, "v", 9) == []

    corrections.save(archive, Correction(1, ("foncier",), (), 2, now))
    corrections.save(archive, Correction(1, (), ("emploi",), None, now))

    assert corrections.every(archive) == {1: Correction(1, (), ("emploi",), None, now)}
    assert [row[0] for row in classifications.pending(archive, "v", 9)] == [1]


def test_an_unknown_item_is_refused(archive: Archive, now: datetime) -> None:
    with pytest.raises(NotFoundError, match="7"):
        corrections.save(archive, Correction(7, relevance=1, decided_at=now))
    assert corrections.every(archive) == {}
