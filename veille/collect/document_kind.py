"""What a file is, by its first bytes; its name and its header are only what it claims."""

import re
from typing import Literal

from veille.collect.document_zip import LOCKED, Archive
from veille.errors import ParseError

_NO_DOCUMENT = "Ce n’est pas un document lisible"
_HTML = re.compile(rb"\s*(?:<!--|<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>])", re.IGNORECASE)
# pdfium, as most readers, looks that far for the mark.
_PDF_WITHIN = 1_024
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# What Word puts a document with a password in; names are in UTF-16 there.
_OLE_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SIGNATURES = (
    (b"{\\rtf", "c’est un document RTF"),
    (b"\x89PNG", "c’est une image"),
    (b"\xff\xd8\xff", "c’est une image"),
    (b"GIF8", "c’est une image"),
    (b"II*\x00", "c’est une image"),
    (b"MM\x00*", "c’est une image"),
    (b"\x1f\x8b", "c’est un fichier compressé"),
    (b"7z\xbc\xaf\x27\x1c", "c’est une archive"),
    (b"Rar!", "c’est une archive"),
)
_ODT = re.compile(rb"application/vnd\.oasis\.opendocument\.text(?:-template|-master)?\s*")
_OTHER_OFFICE = (
    ("xl/", "c’est un classeur"),
    ("ppt/", "c’est un diaporama"),
    ("OEBPS/", "c’est un livre numérique"),
)
_MEDIA_TYPE = re.compile(r"[\w.+-]{1,40}/[\w.+-]{1,80}", re.ASCII)


def pdf_or_archive(body: bytes, content_type: str) -> Archive | None:
    """None for a PDF, the open archive for a zip.

    Raises:
        ParseError: neither; the sentence says what was seen, or else what ``content_type`` claims.
    """
    if not body.strip(b"\0 \t\r\n"):
        raise ParseError(
            "Ce document est vide. Ouvrez l’adresse dans un navigateur pour vérifier, et "
            "réessayez plus tard."
        )
    if b"%PDF-" in body[:_PDF_WITHIN]:
        return None
    if body.startswith(_ZIP):
        return Archive(body)
    if body.startswith(_OLE):
        raise ParseError(
            LOCKED
            if _OLE_LOCKED in body
            else "C’est un ancien document Office (.doc, .xls, .ppt), que nous ne lisons pas. "
            "Demandez-le en PDF, .docx ou .odt à son éditeur."
        )
    if _HTML.match(body):
        raise ParseError(
            f"{_NO_DOCUMENT} : c’est une page HTML. Donnez l’adresse du fichier lui-même, pas "
            "celle de la page qui le présente."
        )
    for signature, seen in _SIGNATURES:
        if body.startswith(signature):
            raise ParseError(_unread(seen))
    claimed = _MEDIA_TYPE.match(content_type.strip())
    raise ParseError(
        _unread(
            "son format est inconnu"
            + (f" (annoncé «\u00a0{claimed[0].lower()}\u00a0»)" if claimed else "")
        )
    )


def docx_or_odt(archive: Archive) -> Literal["docx", "odt"]:
    """Which text an archive holds.

    Raises:
        ParseError: none; the sentence says what was seen.
    """
    names = archive.names
    if any(name.startswith("word/") for name in names):
        return "docx"
    if _ODT.fullmatch(archive.read("mimetype")) or "encrypted-package" in names:
        return "odt"
    for start, seen in _OTHER_OFFICE:
        if any(name.startswith(start) for name in names):
            raise ParseError(_unread(seen))
    if b"opendocument" in archive.read("mimetype"):
        raise ParseError(_unread("c’est un document OpenDocument sans texte suivi"))
    raise ParseError(_unread("c’est une archive"))


def _unread(seen: str) -> str:
    return f"{_NO_DOCUMENT} : {seen}. Donnez l’adresse d’un PDF, d’un .docx ou d’un .odt."
