"""The guide for admins names everything that can be written, and its examples are right."""

import re
from pathlib import Path

import pytest

from veille.config import Settings, load_rules, load_sources
from veille.config.cues import AXIS_KEYS, SIGNAL_KEYS
from veille.config.digests import DIGEST_KEYS, SECTION_KEYS
from veille.config.rules import RELEVANCE_KEYS, TERRITORY_KEYS, THEME_KEYS
from veille.config.schema import SOURCE_KEYS
from veille.domain.signal import AXES, SIGNALS

from .conftest import Home

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "configuration.md"


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(tuple(SOURCE_KEYS), id="sources"),
        pytest.param(THEME_KEYS, id="theme"),
        pytest.param(SIGNAL_KEYS, id="signal"),
        pytest.param(AXIS_KEYS, id="axis"),
        pytest.param(SIGNALS, id="signals"),
        pytest.param(AXES, id="axes"),
        pytest.param(RELEVANCE_KEYS, id="relevance"),
        pytest.param(TERRITORY_KEYS, id="territory"),
        pytest.param(DIGEST_KEYS, id="digest"),
        pytest.param(SECTION_KEYS, id="section"),
        pytest.param(
            tuple(f"VEILLE_{name.upper()}" for name in Settings.model_fields), id="environment"
        ),
    ],
)
def test_every_key_is_explained(names: tuple[str, ...]) -> None:
    text = GUIDE.read_text(encoding="utf-8")

    missing = [name for name in names if not re.search(rf"`{name}`|^{name}:", text, re.MULTILINE)]
    assert missing == []


def test_the_examples_of_files_are_sound(home: Home) -> None:
    *sources, theme = re.findall(r"```yaml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    home.write("rules/themes/usines.yaml", theme)

    counts = [len(load_sources(home.write("sources.yaml", one))) for one in sources]
    assert counts == [1, 3, 1]
    assert len(load_rules(home.path / "rules").themes) == 1
