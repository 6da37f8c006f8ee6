"""Sources added to sources.yaml: what is written, what stays, what is refused."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from veille.config import append, load_sources
from veille.config.append import NewSource, append_sources, new_id, present_sources
from veille.config.nodes import Notes
from veille.config.sources import SourceEntry, read_sources
from veille.domain.source import Source
from veille.errors import ConfigError, UsageError

VAL = "sources:\n  - id: val\n    name: Le Val\n    url: https://val.example/rss\n"
ADDED = "  - id: mairie\n    name: Mairie\n    url: https://mairie.example/feed\n"
MAIRIE = NewSource(id="mairie", name="Mairie", url="https://mairie.example/feed")


def appended(text: str, path: Path, *sources: NewSource) -> str:
    path.write_bytes(text.encode())
    append_sources(path, sources or (MAIRIE,))
    return path.read_bytes().decode()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sources.yaml"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(VAL, VAL + ADDED, id="plain"),
        pytest.param(VAL.rstrip("\n"), (VAL + ADDED).rstrip("\n"), id="no-final-newline"),
        pytest.param(
            VAL.replace("\n", "\r\n"), (VAL + ADDED).replace("\n", "\r\n"), id="windows-line-ends"
        ),
        pytest.param("\ufeff" + VAL, "\ufeff" + VAL + ADDED, id="byte-order-mark"),
        pytest.param(
            VAL + "    # enabled: no\n  # - id: vieux\n",
            VAL + "    # enabled: no\n  # - id: vieux\n" + ADDED,
            id="comments-of-the-list-stay-above",
        ),
        pytest.param(
            VAL + "\n# Fin du fichier", VAL + ADDED + "\n# Fin du fichier", id="comment-at-the-end"
        ),
        pytest.param(VAL + "...\n# après\n", VAL + ADDED + "...\n# après\n", id="end-of-document"),
        pytest.param(VAL + "\n\n", VAL + ADDED + "\n\n", id="blank-lines-at-the-end"),
        pytest.param(
            "---\n" + VAL.replace("name: Le Val", "'name': |\n      # Le Val"),
            "---\n" + VAL.replace("name: Le Val", "'name': |\n      # Le Val") + ADDED,
            id="a-text-of-several-lines",
        ),
        pytest.param(
            VAL.replace("\n  ", "\n") + "# fin\n",
            VAL.replace("\n  ", "\n") + ("\n" + ADDED).replace("\n  ", "\n")[1:] + "# fin\n",
            id="dashes-at-the-margin",
        ),
        pytest.param(
            "sources:\n    -   id: val\n        name: Le Val\n        url: https://val.example\n",
            "sources:\n    -   id: val\n        name: Le Val\n        url: https://val.example\n"
            "    -   id: mairie\n        name: Mairie\n        url: https://mairie.example/feed\n",
            id="four-columns",
        ),
        pytest.param(
            "sources:\n  -\n    id: val\n    name: Le Val\n    url: https://val.example\n",
            "sources:\n  -\n    id: val\n    name: Le Val\n    url: https://val.example\n" + ADDED,
            id="dash-alone",
        ),
        pytest.param(
            VAL + "\n" + ADDED.replace("mairie", "gare"),
            VAL + "\n" + ADDED.replace("mairie", "gare") + "\n" + ADDED,
            id="entries-set-apart",
        ),
        pytest.param("", "sources:\n" + ADDED, id="empty"),
        pytest.param("# Rien\n", "# Rien\nsources:\n" + ADDED, id="comments-only"),
        pytest.param("sources:\n", "sources:\n" + ADDED, id="no-entry"),
        pytest.param(
            "sources:  # ici\n  # - id: val\n# fin\n",
            "sources:  # ici\n  # - id: val\n" + ADDED + "# fin\n",
            id="no-entry-but-comments",
        ),
        pytest.param("sources: []  # ici\n", "sources:  # ici\n" + ADDED, id="empty-brackets"),
    ],
)
def test_the_entry_goes_at_the_end_of_the_list(path: Path, before: str, after: str) -> None:
    assert appended(before, path) == after


def test_a_file_is_made_where_there_was_none(path: Path) -> None:
    assert append_sources(path, [MAIRIE]) == ("mairie",)
    assert path.read_text(encoding="utf-8") == "sources:\n" + ADDED


def test_every_key_is_written(path: Path) -> None:
    new = NewSource(
        id="avis",
        name="Avis : le Val",
        url="https://val.example/avis",
        every="1d",
        tags=("presse locale", "no", "a, b"),
        note="# trouvé le 24/11/2026\ndepuis https://val.example/",
    )

    text = appended(VAL, path, new)

    assert text == VAL + (
        "  # trouvé le 24/11/2026 depuis https://val.example/\n"
        '  - id: avis\n    name: "Avis : le Val"\n    url: https://val.example/avis\n'
        '    every: 1d\n    tags: [presse locale, "no", "a, b"]\n'
    )


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("20 Minutes", "20 Minutes"),
        ("L’Éveil, l'actu", "L’Éveil, l'actu"),
        ("Le Val#1", "Le Val#1"),
        ("no", '"no"'),
        ("2026", '"2026"'),
        ("17:30", '"17:30"'),
        ("1e5", '"1e5"'),
        ("2026-11-24 matin", '"2026-11-24 matin"'),
        ("Val #1", '"Val #1"'),
        ("Val :", '"Val :"'),
        ("- tiret", '"- tiret"'),
        ("@val", '"@val"'),
        ('« Le "Val" »', '« Le "Val" »'),
        ('"Val"', "'\"Val\"'"),
        ("'L''usine' : \"oui\"", "'''L''''usine'' : \"oui\"'"),
        ("C:\\ : val", "'C:\\ : val'"),
        ("sans\ufefflargeur", '"sans\\U0000FEFFlargeur"'),
    ],
)
def test_a_name_is_quoted_only_where_needed(path: Path, name: str, written: str) -> None:
    text = appended(VAL, path, NewSource(id="x", name=name, url="https://x.example/"))

    assert text.splitlines()[-2] == f"    name: {written}"
    assert load_sources(path)[-1].name == name


def test_an_address_already_followed_is_not_written_twice(path: Path) -> None:
    path.write_text(VAL, encoding="utf-8")
    again = NewSource(id="val2", name="Le Val", url="http://www.val.example/rss/?utm_source=x")

    assert append_sources(path, [again]) == ()
    assert append_sources(path, [MAIRIE, again, MAIRIE]) == ("mairie",)
    assert path.read_text(encoding="utf-8") == VAL + ADDED


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        (NewSource("val", "Autre", "https://autre.example/"), "« val » est déjà pris"),
        (NewSource("à côté", "Autre", "https://autre.example/"), "« à côté » ne convient pas"),
        (NewSource("x", "", "https://autre.example/"), "name : manquant"),
        (NewSource("x", "a\nb", "https://autre.example/"), "doit tenir sur une ligne"),
        (NewSource("x", "Autre", "ftp://autre.example/"), "écrivez une adresse http://"),
        (NewSource("x", "Autre", "https://autre.example/", kind="fax"), "n’est pas prévu"),
        (NewSource("x", "Autre", "https://autre.example/", every="1s"), "n’est pas une durée"),
        (NewSource("x", "Autre", "https://autre.example/", tags=("a", "a")), "y est deux fois"),
    ],
)
def test_a_source_that_does_not_fit_is_refused(path: Path, new: NewSource, reason: str) -> None:
    path.write_text(VAL, encoding="utf-8")

    with pytest.raises(UsageError) as refused:
        append_sources(path, [MAIRIE, new])

    assert reason in str(refused.value).replace("\u00a0", " ")
    assert path.read_text(encoding="utf-8") == VAL


@pytest.mark.parametrize(
    "text",
    [
        "sources: [{id: val, name: Le Val, url: https://val.example/}]\n",
        "sources:\n  [{id: val, name: Le Val, url: https://val.example/}]\n",
        "{sources: []}\n",
        "{}\n",
        'sources: ""\n',
        "sources: [\n]\n",
    ],
)
def test_a_list_between_brackets_is_refused(path: Path, text: str) -> None:
    with pytest.raises(UsageError, match="entre crochets"):
        appended(text, path)
    assert path.read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        pytest.param(VAL + "\t- id: x\n", ":5 — tabulation en début de ligne", id="tab"),
        pytest.param(VAL + "autre: texte\n", ":5 — clé inconnue « autre »", id="another-key"),
        pytest.param(VAL.replace("https", "htp"), ":4 — url : ", id="wrong-address"),
        pytest.param(VAL + '  - id: "x\n', ":5 — guillemet ouvert", id="half-written"),
        pytest.param("- id: val\n", ":1 — des clés sont attendues ici", id="no-key"),
    ],
)
def test_a_file_with_mistakes_is_left_alone(path: Path, text: str, mistake: str) -> None:
    with pytest.raises(ConfigError) as refused:
        appended(text, path)

    assert f"{path}{mistake}" in str(refused.value).replace("\u00a0", " ")
    assert path.read_text(encoding="utf-8") == text


def test_a_folder_in_place_of_the_file_is_told(path: Path) -> None:
    path.mkdir()

    with pytest.raises(ConfigError, match="lecture impossible"):
        append_sources(path, [MAIRIE])


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="ne peut pas être écrit"):
        append_sources(tmp_path / "absent" / "sources.yaml", [MAIRIE])


def test_a_file_changed_meanwhile_is_left_as_it_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_then_change(temporary: Path, notes: Notes) -> list[SourceEntry]:
        path.write_text(VAL + "# quelqu’un d’autre\n", encoding="utf-8")
        return read_sources(temporary, notes)

    monkeypatch.setattr(append, "read_sources", read_then_change)

    with pytest.raises(UsageError, match="a changé entre-temps"):
        appended(VAL, path)
    assert path.read_text(encoding="utf-8") == VAL + "# quelqu’un d’autre\n"
    assert list(path.parent.iterdir()) == [path]


def test_what_would_not_be_read_back_is_not_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(append, "read_sources", lambda *_: [])

    with pytest.raises(UsageError, match="ne se relirait pas"):
        appended(VAL, path)
    assert path.read_text(encoding="utf-8") == VAL
    assert list(path.parent.iterdir()) == [path]


def test_the_mode_and_a_link_are_kept(tmp_path: Path) -> None:
    real = tmp_path / "ailleurs.yaml"
    real.write_text(VAL, encoding="utf-8")
    real.chmod(0o640)
    link = tmp_path / "sources.yaml"
    link.symlink_to(real)

    append_sources(link, [MAIRIE])

    assert link.is_symlink()
    assert real.read_text(encoding="utf-8") == VAL + ADDED
    assert real.stat().st_mode & 0o777 == 0o640


def test_a_file_absent_or_empty_has_no_source_yet(path: Path) -> None:
    assert present_sources(path) == ()
    path.write_text("\n# rien\n", encoding="utf-8")
    assert present_sources(path) == ()


@pytest.mark.parametrize(
    ("name", "url", "taken", "found"),
    [
        ("L’Éveil de la Haute-Loire", "", (), "l-eveil-de-la-haute-loire"),
        ("Cœur & Val : l’actu !", "", (), "coeur-val-l-actu"),
        ("Новости", "https://www.Val.example:8080/rss", (), "val-example"),
        ("…", "https://[", (), "source"),
        ("Val", "", ("val", "val-2"), "val-3"),
        ("a" * 90, "", ("a" * 64,), "a" * 62 + "-2"),
        ("b" * 63 + " c", "", (), "b" * 63),
    ],
)
def test_an_id_is_readable_and_new(name: str, url: str, taken: tuple[str, ...], found: str) -> None:
    assert new_id(name, url, taken) == found


_LINE = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs"),
        exclude_characters="\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    ),
    min_size=1,
).filter(str.strip)
_URL = st.from_regex(r"https?://[a-z]{1,9}\.example(/[!-~à-ü]{0,30})?", fullmatch=True)
_BEFORE = st.sampled_from(
    [
        VAL,
        VAL.rstrip("\n"),
        VAL.replace("\n", "\r\n"),
        "# a\n\n" + VAL + "    tags: [x]  # y\n\n  # - id: z\n\n# fin",
        VAL.replace("\n  ", "\n") + "\n# fin\n",
        "sources:\n  # rien\n",
    ]
)


@settings(max_examples=150, deadline=None)
@given(_BEFORE, _LINE.map(lambda t: t[:200]).filter(str.strip), _URL, st.lists(_LINE), st.text())
def test_whatever_is_added_is_read_back_and_nothing_is_lost(
    before: str, name: str, url: str, tags: list[str], note: str
) -> None:
    kept = tuple(dict.fromkeys(tag[:80].strip() for tag in tags if tag[:80].strip()))[:5]
    with TemporaryDirectory() as folder:
        path = Path(folder) / "sources.yaml"
        new = NewSource(new_id(name, url, ("val",)), name, url, tags=kept, note=note)
        after = appended(before, path, new)
        expected = Source(id=new.id, name=name.strip(), url=url, tags=kept)
        assert load_sources(path)[-1] == expected

    lines = iter(after.splitlines(keepends=True))
    for line in before.splitlines():
        assert any(line == written.rstrip("\r\n") for written in lines), line
