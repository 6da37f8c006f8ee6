"""The signed address by which one reader votes on one item; made and read here alone.

It tells her number, that of the item and her choice. Without a choice it leads to all three:
the text of a letter has no room for more.
"""

from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer

from veille.domain.vote import Vote

_SALT = "vote"
LONGEST_TOKEN = 80
"""Characters: numbers of ten figures and the longest word take 65."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """Who votes on what; ``vote`` is None while nothing is chosen."""

    subscriber_id: int
    item_id: int
    vote: Vote | None = None


def ballot_token(key: str, ballot: Ballot) -> str:
    """The last part of the address, signed."""
    word = ballot.vote.value if ballot.vote else ""
    token: str = URLSafeSerializer(key, salt=_SALT).dumps(
        [ballot.subscriber_id, ballot.item_id, word]
    )
    return token


def ballot_url(base_url: str, key: str, ballot: Ballot) -> str:
    """Absolute address, for the letter."""
    return f"{base_url}/avis/{ballot_token(key, ballot)}"


def read_ballot(key: str, token: str) -> Ballot | None:
    """What the token says, or None for one that ``key`` did not sign."""
    if len(token) > LONGEST_TOKEN:
        return None
    try:
        value = URLSafeSerializer(key, salt=_SALT).loads(token)
    except BadData:
        return None
    # « type », not isinstance: true is no number.
    if type(value) is not list or [type(one) for one in value] != [int, int, str]:
        return None
    subscriber_id, item_id, word = value
    if word and word not in set(Vote):
        return None
    return Ballot(subscriber_id, item_id, Vote(word) if word else None)
