"""The archive that a DOCX or an ODT is: opened, measured, and its XML read, all in memory.

Nothing is ever unpacked on a disk, so the names inside are keys and never become paths. Only
the parts asked for are unpacked: an image of 2 GB costs nothing as long as nobody reads it.
"""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from lxml import etree

from veille.errors import ParseError, ParseLimitError

MAX_UNPACKED = 50_000_000
"""Bytes of all the parts read, once unpacked: 125 times the text that is kept of them. Images are
not read, and do not count."""
MAX_PART = 20_000_000
"""Bytes of one part: a tree of XML takes 13 times that when all its paragraphs are empty, near the
300 MB that a child is given; whatever is worse meets that limit."""
MAX_ENTRIES = 5_000
"""Entries of an archive: each image is one, so a report with 1,000 photographs passes."""

# The flag of a zip entry that is encrypted.
_ENCRYPTED = 0x1

BROKEN = (
    "Ce document est abîmé ou incomplet : il ne s’ouvre pas. Ouvrez-le dans un traitement de "
    "texte pour vérifier, et réessayez plus tard."
)
LOCKED = (
    "Ce document est protégé par un mot de passe. Demandez une version libre à son éditeur, ou "
    "retirez son adresse de la source."
)
_SWOLLEN = (
    "Ce document se déplie en plus de {}\u00a0Mo : c’est une archive piégée ou un fichier hors "
    "de mesure. Retirez son adresse de la source."
)
_DTD = (
    "Ce document déclare ses propres entités XML, ce qu’aucun traitement de texte ne fait : il "
    "n’a pas été lu. Retirez son adresse de la source."
)


class Archive:
    """The entries of a zip file, and how much of it may still be unpacked.

    Raises:
        ParseError: not a zip that can be read, or one that is encrypted.
        ParseLimitError: more than ``MAX_ENTRIES`` entries.
    """

    def __init__(self, body: bytes) -> None:
        try:
            self._zip = ZipFile(BytesIO(body))
        except MemoryError:
            raise
        except Exception as error:  # zipfile raises as it pleases on foreign bytes
            raise ParseError(BROKEN) from error
        entries = self._zip.infolist()
        if len(entries) > MAX_ENTRIES:
            raise ParseLimitError(
                f"Ce document contient {len(entries)} fichiers : il n’a pas été lu. Retirez son "
                "adresse de la source."
            )
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise ParseError(LOCKED)
        self._entries = {entry.filename: entry for entry in entries}
        self._left = MAX_UNPACKED

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the entries, as written: to compare, never to open."""
        return tuple(self._entries)

    def read(self, name: str) -> bytes:
        """One entry, unpacked; empty when there is none of that name.

        The size it declares is looked at first, then the bytes that really come out.

        Raises:
            ParseError: the entry is damaged, or packed in a way no office program uses.
            ParseLimitError: beyond ``MAX_PART`` alone or ``MAX_UNPACKED`` with those before.
        """
        entry = self._entries.get(name)
        if entry is None:
            return b""
        most = min(MAX_PART, self._left)
        ceiling = MAX_PART if self._left >= MAX_PART else MAX_UNPACKED
        if entry.file_size > most:
            raise ParseLimitError(_SWOLLEN.format(ceiling // 1_000_000))
        if entry.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
            raise ParseError(BROKEN)
        try:
            with self._zip.open(entry) as packed:
                data = packed.read(most + 1)
        except MemoryError:
            raise
        except Exception as error:  # zipfile and zlib raise as they please on foreign bytes
            raise ParseError(BROKEN) from error
        if len(data) > most:
            raise ParseLimitError(_SWOLLEN.format(ceiling // 1_000_000))
        self._left -= len(data)
        return data

    def xml(self, name: str) -> Any:
        """The root of one XML entry; None when there is none of that name.

        Raises:
            ParseError: as for ``read`` and ``read_xml``.
            ParseLimitError: as for ``read``.
        """
        data = self.read(name)
        return read_xml(data) if data else None


def read_xml(data: bytes) -> Any:
    """The root element of foreign XML; no entity is replaced and nothing is fetched.

    Raises:
        ParseError: not well-formed, deeper than 256 elements, or with a DTD.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ParseError(BROKEN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise ParseError(_DTD)
    return root
