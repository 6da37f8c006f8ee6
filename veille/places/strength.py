"""How much the words around a name speak for a place, from nothing to certainty.

Plain numbers: they are compared dozens of times in a text, and a member of an enumeration takes
ten times longer to reach on Python 3.11.
"""

from typing import TypeAlias

Strength: TypeAlias = int

REFUSED = 0
START = 1
"""The name begins a sentence, or all is in capitals: its capital says nothing."""
OPENING = 2
"""It begins the title and another capital follows: a heading, in many newspapers."""
BARE = 3
ACTING = 4
"""« Roanne accueille… »: what a town does."""
ALONE = 5
"""Nothing else between dashes or brackets."""
LINKED = 6
"""After « de », « vers », « entre »…"""
HEADLINE = 7
"""« Roanne : … », « ROANNE. … », at the beginning of a title or of a summary."""
OWNED = 8
"""After « le lycée de », « la gare de »: what any town has."""
SURE = 9
"""After « à », or before the department between brackets."""
NAMED = 10
"""After « maire de », « commune de »: what only a commune has."""
