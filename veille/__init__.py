"""The watch of a territory: collect, classify, archive, search, and mail the weekly digest."""

__version__ = "0.1.0"
