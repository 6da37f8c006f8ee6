"""Invented PDF, DOCX and ODT files, built byte by byte, for the tests of documents."""

import zlib
from collections.abc import Iterable, Mapping, Sequence
from hashlib import md5 as _md5
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

_PAD = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
_FILE_ID = b"0123456789abcdef"

Line = str | tuple[int, str]
"""A line of a PDF page, alone (11 points) or with its size in points."""


def a_pdf(
    *pages: Sequence[Line],
    info: Mapping[str, str] | None = None,
    language: str = "",
    password: str | None = None,
    compressed: bool = False,
) -> bytes:
    """A PDF with one page for each sequence of lines; a page without lines is blank.

    ``password``: the file is encrypted (RC4, 40 bits); "" asks nothing of the reader, as a file
    protected against changes only.
    """
    parts: list[bytes] = []  # object n is parts[n - 1]
    lock = _Lock(password) if password is not None else None
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(pages)))
    spoken = f"/Lang ({language})" if language else ""
    parts.append(f"<< /Type /Catalog /Pages 2 0 R {spoken} >>".encode())
    parts.append(f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode())
    parts.append(
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    )
    for lines in pages:
        content = len(parts) + 2
        parts.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] "
            b"/Resources << /Font << /F1 3 0 R >> >> /Contents %d 0 R >>" % content
        )
        data, how = _drawn(lines), b""
        if compressed:
            data, how = zlib.compress(data), b"/Filter /FlateDecode "
        if lock:
            data = lock.closed(data, content)
        parts.append(b"<< %s/Length %d >>\nstream\n%s\nendstream" % (how, len(data), data))
    trailer = b"/Root 1 0 R"
    if info:
        number = len(parts) + 1
        entries = b" ".join(
            b"/%s <%s>" % (key.encode(), _info_text(value, lock, number).hex().encode())
            for key, value in info.items()
        )
        parts.append(b"<< %s >>" % entries)
        trailer += b" /Info %d 0 R" % number
    if lock:
        parts.append(lock.dictionary())
        trailer += b" /Encrypt %d 0 R /ID [<%s> <%s>]" % (
            len(parts),
            _FILE_ID.hex().encode(),
            _FILE_ID.hex().encode(),
        )
    return _assembled(parts, trailer)


def _assembled(parts: Sequence[bytes], trailer: bytes) -> bytes:
    out = BytesIO()
    out.write(b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n")
    offsets = []
    for number, part in enumerate(parts, start=1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, part))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1))
    for offset in offsets:
        out.write(b"%010d 00000 n \n" % offset)
    out.write(
        b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, trailer, start)
    )
    return out.getvalue()


def _drawn(lines: Iterable[Line]) -> bytes:
    drawn, height = [], 820
    for line in lines:
        size, text = (11, line) if isinstance(line, str) else line
        written = text.encode("cp1252")
        for char in (b"\\", b"(", b")"):
            written = written.replace(char, b"\\" + char)
        height -= size + 4
        drawn.append(b"BT /F1 %d Tf 1 0 0 1 50 %d Tm (%s) Tj ET" % (size, height, written))
    return b"\n".join(drawn)


def _info_text(value: str, lock: "_Lock | None", number: int) -> bytes:
    written = b"\xfe\xff" + value.encode("utf-16-be")
    return lock.closed(written, number) if lock else written


class _Lock:
    """The standard security handler of PDF, revision 2; the owner's password is « secret »."""

    def __init__(self, password: str) -> None:
        user = (password.encode() + _PAD)[:32]
        owner = md5((b"secret" + _PAD)[:32])[:5]
        self.owner = _rc4(owner, user)
        rights = (-44).to_bytes(4, "little", signed=True)
        self.key = md5(user + self.owner + rights + _FILE_ID)[:5]
        self.user = _rc4(self.key, _PAD)

    def closed(self, data: bytes, number: int) -> bytes:
        return _rc4(md5(self.key + number.to_bytes(3, "little") + b"\0\0")[:10], data)

    def dictionary(self) -> bytes:
        return b"<< /Filter /Standard /V 1 /R 2 /P -44 /O <%s> /U <%s> >>" % (
            self.owner.hex().encode(),
            self.user.hex().encode(),
        )


def md5(data: bytes) -> bytes:
    return _md5(data, usedforsecurity=False).digest()


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.wordprocessingml.document.main+xml"/></Types>'
)
# As Word in French writes them: the identifier is translated, the name is not.
_STYLES = f"""<w:styles xmlns:w="{_W}">
<w:style w:type="paragraph" w:styleId="Titre"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre1"><w:name w:val="heading 1"/></w:style>
<w:style w:type="paragraph" w:styleId="Titre2"><w:name w:val="heading 2"/></w:style>
<w:style w:type="paragraph" w:styleId="TM1"><w:name w:val="toc 1"/></w:style>
</w:styles>"""


def a_zip(parts: Mapping[str, str | bytes]) -> bytes:
    """A zip file of those parts, compressed, in that order."""
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def word(text: str, style: str = "") -> str:
    """A paragraph of a DOCX; ``style``: Titre, Titre1, Titre2, TM1 or none."""
    return (
        f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>'
        f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def word_table(*rows: Sequence[str]) -> str:
    return (
        "<w:tbl>"
        + "".join(
            "<w:tr>" + "".join(f"<w:tc>{word(cell)}</w:tc>" for cell in row) + "</w:tr>"
            for row in rows
        )
        + "</w:tbl>"
    )


def a_docx(
    *blocks: str,
    core: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """A DOCX of blocks (``word``, ``word_table`` or markup).

    ``core``: metadata, « dc:title » and so on. ``parts``: entries of the archive that replace or
    complete those made here, by name.
    """
    properties = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in (core or {}).items())
    made: dict[str, str | bytes] = {
        "[Content_Types].xml": _CONTENT_TYPES,
        "_rels/.rels": f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" Target='
        f'"word/document.xml" Type="{_OFFICE_RELATIONS}/officeDocument"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE_RELATIONS}"><w:body>'
        f"{''.join(blocks)}</w:body></w:document>",
        "word/styles.xml": _STYLES,
        "docProps/core.xml": '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/'
        'package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:dcterms="http://purl.org/dc/terms/">{properties}</cp:coreProperties>',
    }
    return a_zip({**made, **(parts or {})})


_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_ODF_NAMES = " ".join(
    [f'xmlns:{name}="{_OASIS}:{name}:1.0"' for name in ("office", "text", "table", "meta", "style")]
    + ['xmlns:dc="http://purl.org/dc/elements/1.1/"']
)


def odf(text: str, *, level: int = 0, style: str = "Standard") -> str:
    """A paragraph of an ODT, or a heading when ``level`` is 1 or more."""
    if level:
        return f'<text:h text:outline-level="{level}">{escape(text)}</text:h>'
    return f'<text:p text:style-name="{style}">{escape(text)}</text:p>'


def an_odt(
    *blocks: str,
    meta: Mapping[str, str] | None = None,
    parts: Mapping[str, str | bytes] | None = None,
) -> bytes:
    """An ODT of blocks (``odf`` or markup); ``meta`` and ``parts`` as for ``a_docx``."""
    properties = "".join(f"<{tag}>{escape(text)}</{tag}>" for tag, text in (meta or {}).items())
    made: dict[str, str | bytes] = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "META-INF/manifest.xml": "<manifest/>",
        "content.xml": f"<office:document-content {_ODF_NAMES}><office:automatic-styles>"
        '<style:style style:name="P1" style:parent-style-name="Title"/></office:automatic-styles>'
        f"<office:body><office:text>{''.join(blocks)}</office:text></office:body>"
        "</office:document-content>",
        "meta.xml": f"<office:document-meta {_ODF_NAMES}><office:meta>{properties}</office:meta>"
        "</office:document-meta>",
    }
    return a_zip({**made, **(parts or {})})
