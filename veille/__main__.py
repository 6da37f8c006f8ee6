"""``python -m veille``: the same as the console script."""

from veille.cli import main

main()
