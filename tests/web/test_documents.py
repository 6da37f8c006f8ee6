"""Documents of a folder that is followed, and nothing else of the machine."""

from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.web.conftest import World, a_configuration
from veille.domain.source import Rights, Source

FOLDER = Source("etudes", "Études", "./etudes", kind="document", rights=Rights.OPEN)


@pytest.fixture
def shelf(world: World, tmp_path: Path) -> TestClient:
    (tmp_path / "etudes").mkdir(exist_ok=True)
    (tmp_path / "etudes" / "friche d’été.pdf").write_bytes(b"%PDF-1.4")
    (tmp_path / "etudes" / "secret.txt").write_text("mot de passe", encoding="utf-8")
    (tmp_path / "sources.yaml").write_text("sources: []", encoding="utf-8")
    return TestClient(replace(world, configuration=a_configuration(tmp_path, (FOLDER,))).app)


def test_a_listed_document_is_given_as_it_is(shelf: TestClient) -> None:
    answer = shelf.get("/documents/etudes/friche d’été.pdf")

    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize(
    "path",
    [
        "/documents/etudes/secret.txt",
        "/documents/etudes/../sources.yaml",
        "/documents/etudes/%2e%2e/sources.yaml",
        "/documents/etudes//etc/passwd",
        "/documents/etudes/..%2fsources.yaml",
        "/documents/mairie/friche.pdf",
        "/documents/etudes/",
    ],
)
def test_nothing_else_is_given(shelf: TestClient, path: str) -> None:
    assert shelf.get(path).status_code == 404
