"""An example written into the file of a theme: one line more, all others as they were."""

from pathlib import Path

import pytest

from veille.config import add_example
from veille.errors import ConfigError, UsageError

TERMS = "label: Usines # le nom\nterms:\n  usine: 0.5\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("match:\n- Un\n", "match:\n- Un\n- Deux\n", id="at-the-margin"),
        pytest.param(
            "match:\n    - Un # dit\n\n# fin\n",
            "match:\n    - Un # dit\n    - Deux\n\n# fin\n",
            id="comments",
        ),
        pytest.param("match:\n  - Un", "match:\n  - Un\n  - Deux\n", id="no-last-end"),
        pytest.param("match: []\n", "match:\n  - Deux\n", id="empty"),
        pytest.param("", "\nmatch:\n  - Deux\n", id="absent"),
    ],
)
def test_one_line_more(tmp_path: Path, before: str, after: str) -> None:
    path = tmp_path / "usines.yaml"
    path.write_text(TERMS + before, encoding="utf-8")

    assert add_example(path, "Deux", expected=True)
    assert path.read_text("utf-8") == TERMS + after
    assert not add_example(path, "Deux", expected=True)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("title", ["À 8 h : « oui » # non", 'Il dit "non"', "- tiret", "no", "12"])
def test_any_title_in_any_file(tmp_path: Path, ends: str, title: str) -> None:
    path = tmp_path / "usines.yaml"
    content = (TERMS + "no_match:\n  - Un\n").replace("\n", ends).encode()
    path.write_bytes(b"\xef\xbb\xbf" + content)

    assert add_example(path, title, expected=False)
    written = path.read_bytes()
    assert written.startswith(b"\xef\xbb\xbf" + content)
    assert written.endswith(ends.encode())


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TERMS + "match: [Un, Trois]\n", id="brackets"),
        pytest.param(TERMS + "match:\n  - >\n    Un\n    long\n", id="folded"),
    ],
)
def test_what_cannot_be_added_to_is_left_alone(tmp_path: Path, text: str) -> None:
    path = tmp_path / "usines.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match="à la main"):
        add_example(path, "Deux", expected=True)
    assert path.read_text("utf-8") == text
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_with_mistakes_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "usines.yaml"
    path.write_text("label: Usines\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="terms"):
        add_example(path, "Deux", expected=True)
