"""What the words around a number say of it: jobs made, jobs cut, or neither."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

SCALES = {"t": 0.25, "a": 0.6, "b": 0.6}
"""What a feature counts for, by what stands before its colon, 1 otherwise: the words of the whole
item are many, and say less than those beside the number."""


def scale_of(feature: str) -> float:
    """How much a feature counts."""
    return SCALES.get(feature.partition(":")[0], 1.0)


@dataclass(frozen=True, slots=True, eq=False)
class Announced:
    """Weights by feature, for jobs made and for jobs cut against neither."""

    _weights: Mapping[str, tuple[float, float]] = field(repr=False)
    _offsets: tuple[float, float]

    @classmethod
    def of(cls, features: Sequence[str], weights: Any, offsets: Sequence[float]) -> "Announced":
        """``weights``: one line a feature, one column for jobs made, one for jobs cut."""
        scaled = {
            feature: (made * scale_of(feature), cut * scale_of(feature))
            for feature, (made, cut) in zip(features, weights.tolist(), strict=True)
        }
        made, cut = offsets
        return cls(scaled, (made, cut))

    def read(self, features: Iterable[str]) -> tuple[float, float]:
        """The probabilities that a number is that of jobs made, and of jobs cut."""
        made, cut = self._offsets
        known = self._weights.get
        for feature in features:
            found = known(feature)
            if found is not None:
                made += found[0]
                cut += found[1]
        most = max(made, cut, 0.0)
        parts = (math.exp(made - most), math.exp(cut - most), math.exp(-most))
        whole = sum(parts)
        return parts[0] / whole, parts[1] / whole
