"""``tools/gazetteer``: the same archive gives the same file."""

import io
import json
import lzma
import tarfile
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).parents[2] / "tools/gazetteer"
PACKAGE = {
    "package.json": {"version": "6.0.0"},
    "data/regions.json": [{"code": "84", "nom": "Auvergne-Rhône-Alpes"}],
    "data/departements.json": [{"code": "42", "nom": "Loire", "region": "84"}],
    "data/epci.json": [
        {"code": "200035731", "nom": "CA Roannais", "type": "CA", "membres": [{"code": "42187"}]}
    ],
    "data/communes.json": [
        {"code": "42187", "nom": "Roanne", "type": "commune-actuelle", "population": 34685},
        {"code": "42001", "nom": "Aboën", "type": "commune-actuelle"},
        {"code": "42999", "nom": "Vieux", "type": "commune-deleguee", "chefLieu": "42187"},
        {"code": "69383", "nom": "Lyon 3e", "type": "arrondissement-municipal"},
    ],
}


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    loader = SourceFileLoader("gazetteer_tool", str(TOOL))
    spec = spec_from_loader(loader.name, loader)
    assert spec
    module = module_from_spec(spec)
    # Nothing is left beside the tool.
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    loader.exec_module(module)
    monkeypatch.setattr(module, "FOLDER", tmp_path)
    return module


def test_the_package_becomes_lines_always_the_same(tool: ModuleType, tmp_path: Path) -> None:
    archive = tmp_path / "package.tgz"
    with tarfile.open(archive, "w:gz") as package:
        for name, content in PACKAGE.items():
            data = json.dumps(content).encode()
            member = tarfile.TarInfo(f"package/{name}")
            member.size = len(data)
            package.addfile(member, io.BytesIO(data))

    tool.main(archive)
    first = (tmp_path / "france.tsv.xz").read_bytes()
    tool.main(archive)

    assert (tmp_path / "france.tsv.xz").read_bytes() == first
    assert lzma.decompress(first).decode().splitlines() == [
        "R\t84\tAuvergne-Rhône-Alpes",
        "D\t42\tLoire\t84",
        "E\t200035731\tCA Roannais\tCA",
        "C\t42001\tAboën\t0\t",
        "C\t42187\tRoanne\t34685\t200035731",
        "A\t42187\tVieux",
    ]
    about = (tmp_path / "france.txt").read_text("utf-8")
    assert "Millésime : 1er janvier 2026" in about
    assert "2 communes" in about
