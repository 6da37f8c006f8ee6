"""The schema told to editors agrees with what the reader accepts."""

import json
import re
from pathlib import Path

from veille.config import load_sources, sources_schema
from veille.domain.source import Rights, Source


def properties() -> dict[str, dict[str, object]]:
    schema = sources_schema(["page", "feed"])
    read = schema["properties"]["sources"]["items"]["properties"]
    assert isinstance(read, dict)
    return read


def test_it_is_json_and_describes_every_key_in_french() -> None:
    schema = sources_schema(["feed"])

    assert json.loads(json.dumps(schema)) == schema
    assert all(str(key["description"]).endswith((".", "…")) for key in properties().values())


def test_its_keys_are_those_of_a_source() -> None:
    assert set(properties()) == set(Source.__dataclass_fields__)


def test_its_choices_are_those_of_the_reader() -> None:
    assert properties()["kind"]["enum"] == ["feed", "page"]
    assert properties()["rights"]["enum"] == [right.value for right in Rights]


def test_its_defaults_are_those_of_the_reader(tmp_path: Path) -> None:
    path = tmp_path / "sources.yaml"
    entry = {"id": "a", "name": "b", "url": "https://c.example"}
    entry |= {key: str(told["default"]) for key, told in properties().items() if "default" in told}
    written = "\n    ".join(f"{key}: {value}" for key, value in entry.items())
    path.write_text(f"sources:\n  - {written}\n", encoding="utf-8")

    assert load_sources(path) == (Source(id="a", name="b", url="https://c.example"),)


def test_its_patterns_agree_with_the_reader() -> None:
    assert re.search(str(properties()["every"]["pattern"]), "30m")
    assert not re.search(str(properties()["every"]["pattern"]), "2 heures")
    assert not re.search(str(properties()["id"]["pattern"]), "a b")
    assert re.search(str(properties()["url"]["pattern"]), "https://c.example")
