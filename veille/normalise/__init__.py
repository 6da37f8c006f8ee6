"""From what a source gave to an ``Item``: address, dates, plain text, language, words. Pure."""
