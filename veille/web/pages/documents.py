"""« /documents/{source}/{name} »: a document of a folder that is followed, as the file it is."""

from pathlib import Path

from fastapi import APIRouter
from fastapi.responses import FileResponse

from veille.domain.source import Rights
from veille.errors import NotFoundError, ParseError
from veille.pipeline.folders import listed_files
from veille.web.headers import SECURITY
from veille.web.site import READ, Site

_TYPES = {
    ".pdf": "application/pdf",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def routes(site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/documents/{source_id}/{name:path}", methods=READ)
    def document(source_id: str, name: str) -> FileResponse:
        configuration = site.configuration()
        source = next((one for one in configuration.sources if one.id == source_id), None)
        if source is None or source.kind != "document" or source.rights is Rights.INTERNAL:
            raise NotFoundError("Ce document n’est pas suivi.")
        path = _listed(configuration.home, source.url, name)
        return FileResponse(
            path,
            media_type=_TYPES[path.suffix.lower()],
            filename=path.name,
            content_disposition_type="inline",
            headers=dict(SECURITY),
        )

    return router


def _listed(home: Path, url: str, name: str) -> Path:
    """A file that the visit itself would find: the name is compared, never joined as it comes."""
    try:
        folder, files, _ = listed_files(home, url)
    except (OSError, ParseError):
        raise NotFoundError("Ce dossier n’existe plus.") from None
    if name not in files:
        raise NotFoundError("Ce document n’est pas dans le dossier.")
    return folder / name
