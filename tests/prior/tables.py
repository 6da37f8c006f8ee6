"""Small tables of weights, written as ``tools.prior`` writes the real one."""

from collections.abc import Mapping
from io import BytesIO

import numpy as np

from veille.prior import Prior

GAIN = 4.0


def a_prior(
    weights: Mapping[str, Mapping[str, float]],
    *,
    offset: float = -1.0,
    gain: float = GAIN,
    bars: tuple[float, float] = (0.5, 0.5),
) -> Prior:
    """``weights``: output → token → what it weighs in a text that holds nothing else."""
    return Prior.from_bytes(table(weights, offset=offset, gain=gain, bars=bars))


def table(
    weights: Mapping[str, Mapping[str, float]],
    *,
    offset: float = -1.0,
    gain: float = GAIN,
    bars: tuple[float, float] = (0.5, 0.5),
) -> bytes:
    outputs = [*weights, *({"relevance"} - weights.keys())]
    tokens = sorted({token for by_token in weights.values() for token in by_token})
    largest = max((abs(one) for each in weights.values() for one in each.values()), default=1.0)
    step = largest / 127
    whole = [
        [round(weights.get(output, {}).get(token, 0.0) / step) for output in outputs]
        for token in tokens
    ]
    file = BytesIO()
    np.savez_compressed(
        file,
        tokens=np.frombuffer("\n".join(tokens).encode(), np.uint8),
        rarity=np.ones(len(tokens), np.float16),
        weights=np.array(whole, np.int8).reshape(len(tokens), len(outputs)),
        steps=np.full(len(outputs), step, np.float32),
        gains=np.full(len(outputs), gain, np.float32),
        offsets=np.full(len(outputs), offset, np.float32),
        outputs=np.array(outputs),
        bars=np.array(bars),
        levels=np.array([2.0, 0.0, -2.0]),
    )
    return file.getvalue()
