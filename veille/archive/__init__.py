"""The only package that knows SQL: rows, one file per aggregate, search, migrations.

``rows`` describes the tables, ``database`` opens them, and each other file holds the reads
and writes of one aggregate as plain functions that take the ``Archive``. Rows never leave
this package: what goes in and out are the nouns of ``veille.domain``.
"""

from veille.archive.database import Archive

__all__ = ["Archive"]
