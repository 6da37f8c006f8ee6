"""Nouns: frozen dataclasses on the standard library alone. Dates are aware and in UTC."""
