"""The file of places: complete, small, quick to load."""

import lzma
import subprocess
import sys
from importlib.resources import files

import pytest

from veille.places import Gazetteer
from veille.places.gazetteer import key_of

# Of the file compiled; to be changed with it, once a year.
COUNTS = {"R": 26, "D": 109, "E": 1255, "C": 34969, "A": 2501}


def test_the_file_is_complete_and_says_where_it_comes_from() -> None:
    packed = files("veille.places").joinpath("france.tsv.xz").read_bytes()
    lines = lzma.decompress(packed).decode().splitlines()
    about = files("veille.places").joinpath("france.txt").read_text("utf-8")

    assert len(packed) < 1_000_000
    assert {letter: sum(line[0] == letter for line in lines) for letter in "RDECA"} == COUNTS
    assert "Licence Ouverte" in about
    assert "Millésime" in about


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Roanne", "42187"),
        ("havre", "76351"),
        ("Saint-Cyr-l'École", "78545"),
        ("ŒUILLY", "51410"),
        ("grand lyon", "200046977"),
        ("Loire", "42"),
        ("Hauts-de-France", "32"),
        ("Saint-Pierre-et-Miquelon", "975"),
        ("Thizy", "69248"),
    ],
)
def test_names_lead_to_official_codes(gazetteer: Gazetteer, name: str, code: str) -> None:
    assert code in {entry.code for entry in gazetteer.names[key_of(name)]}


def test_it_is_read_once(gazetteer: Gazetteer) -> None:
    assert Gazetteer.load() is gazetteer


def test_loading_is_light() -> None:
    measure = (
        "import tracemalloc; tracemalloc.start();"
        "from veille.places import Gazetteer; Gazetteer.load();"
        "print(tracemalloc.get_traced_memory()[1])"
    )
    done = subprocess.run(
        [sys.executable, "-c", measure], capture_output=True, text=True, check=True, timeout=60
    )

    assert int(done.stdout) < 60_000_000
