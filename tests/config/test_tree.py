"""From bytes to a tree: encodings, ceilings, what YAML can do and we refuse."""

import time
from pathlib import Path

import pytest

from veille.config.nodes import Mapping, Notes, Scalar
from veille.config.tree import MAX_BYTES, read_tree


def read(path: Path, content: bytes | str) -> tuple[object, list[str]]:
    """The tree, and the mistakes as « line message » with plain spaces."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    notes = Notes(path)
    node = read_tree(path, notes)
    shown = [f"{mistake.line} {mistake.message}" for mistake in notes.mistakes]
    return node, [line.replace("\u00a0", " ") for line in shown]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "any.yaml"


@pytest.mark.parametrize("value", ["01004", "17:30", "no", "1.10", "08", "1e3", "null", "0x1F"])
@pytest.mark.parametrize("before", ["", "--- # full parser\n"])
def test_values_stay_the_text_that_was_written(path: Path, value: str, before: str) -> None:
    node, mistakes = read(path, f"{before}a: {value}\n")

    assert not mistakes
    assert isinstance(node, Mapping)
    assert node.values == {"a": Scalar(value, 2 if before else 1)}


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("a: é\n".encode("utf-8-sig"), id="bom"),
        pytest.param("\r\na: é\r\n".encode(), id="windows-line-ends"),
        pytest.param("\ra: é\r".encode(), id="old-mac-line-ends"),
    ],
)
def test_habits_of_editors_are_no_mistake(path: Path, content: bytes) -> None:
    node, mistakes = read(path, content)

    assert not mistakes
    assert isinstance(node, Mapping)
    value = node.values["a"]
    assert isinstance(value, Scalar)
    assert value.text == "é"


@pytest.mark.parametrize(
    ("encoding", "line"), [("latin-1", 2), ("cp1252", 2), ("utf-16", 0)], ids=str
)
def test_another_encoding_is_named_and_the_rest_still_read(
    path: Path, encoding: str, line: int
) -> None:
    node, mistakes = read(path, "a: b\nc: été\n".encode(encoding))

    assert [mistake[:31] for mistake in mistakes] == [f"{line} le fichier n’est pas en UTF-8"]
    assert isinstance(node, Mapping)
    assert node.values["c"] == Scalar("été", 2)


def test_an_invisible_character_is_shown_by_its_code(path: Path) -> None:
    _, mistakes = read(path, "a: b\nc: d\x00\n")

    assert mistakes == ["2 caractère invisible U+0000 ; effacez-le, puis retapez le mot"]


@pytest.mark.parametrize(
    ("content", "mistake"),
    [
        ("a: b\nc: d\na: e\n", "3 clé « a » écrite deux fois (lignes 1 et 3) ;"),
        ("a: !!python/object/apply:os.system [x]\n", "1 étiquette « !!python/object/apply:os.sys"),
        ("a: !perso b\n", "1 étiquette « !perso » refusée"),
        ("a: *b\n", "1 « *b » renvoie à une autre valeur"),
        ("a: &b c\n", "1 « &b » nomme une valeur"),
        ("<<: {a: b}\n<<: {a: b}\n", "2 clé « << » écrite deux fois"),
        ("a: b\n---\na: c\n", "2 second document dans le fichier"),
        ("{a: b}: c\n", "1 une clé doit être un seul mot"),
        ("a: " + "[" * 50 + "]" * 50, "1 trop de niveaux emboîtés"),
        ("a: b\nc: " + "x " * 6000 + ": d\n", "2 ligne trop longue (12006 caractères)"),
    ],
)
def test_what_yaml_allows_and_we_do_not(path: Path, content: str, mistake: str) -> None:
    _, mistakes = read(path, content)

    assert [one[: len(mistake)] for one in mistakes] == [mistake]


def test_no_tag_is_ever_obeyed(path: Path, tmp_path: Path) -> None:
    mark = tmp_path / "executed"
    read(path, f"a: !!python/object/apply:pathlib.Path.touch [!!python/name:x '{mark}']\n")

    assert not mark.exists()


_LAUGHS = "a0: &a0 [x, x]\n" + "".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9)}]\n" for level in range(1, 10)
)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(_LAUGHS, id="nine-levels-of-references"),
        pytest.param("x" * (MAX_BYTES + 1), id="too-big"),
        pytest.param("a: " + "[" * 9000, id="brackets"),
        pytest.param("a: [\n" * 100_000, id="open-lists"),
        pytest.param('a: "b\n' * 100_000, id="open-quotes"),
        pytest.param("a: b: c\n" * 100_000, id="colons"),
        pytest.param("!" * 900_000, id="one-endless-tag"),
        pytest.param(" " * 900_000 + "\tx", id="one-endless-line"),
        pytest.param("? " * 4000, id="questions"),
        pytest.param("\n".join(" " * level + "a:" for level in range(1300)), id="staircase"),
        pytest.param("a: b: c\n" * 600_000, id="too-big-to-explain"),
    ],
)
def test_hostile_files_are_refused_in_seconds(path: Path, content: str) -> None:
    path.write_text(content, encoding="utf-8")
    notes = Notes(path)

    start = time.process_time()
    read_tree(path, notes)

    # Measured: under 1 s; what it guards against takes minutes.
    assert time.process_time() - start < 5
    assert notes.mistakes


def test_mistakes_are_bounded(path: Path) -> None:
    _, mistakes = read(path, "a: b\n" * 2000)

    assert len(mistakes) == Notes.MOST


def test_a_missing_file_says_so(path: Path) -> None:
    notes = Notes(path)

    assert read_tree(path, notes) is None
    assert [mistake.line for mistake in notes.mistakes] == [0]
    assert "fichier absent" in notes.mistakes[0].message


def test_a_folder_in_place_of_the_file_says_so(tmp_path: Path) -> None:
    notes = Notes(tmp_path)

    assert read_tree(tmp_path, notes) is None
    assert "lecture impossible" in notes.mistakes[0].message
