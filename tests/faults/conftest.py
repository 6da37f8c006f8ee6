"""Misbehaving sites, and a home that watches them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.server import Web
from tests.faults.watch import Watch


@pytest.fixture
def web() -> Iterator[Web]:
    with Web() as sites:
        yield sites


@pytest.fixture
def watch(tmp_path: Path, web: Web) -> Watch:
    return Watch(tmp_path / "veille", web)
