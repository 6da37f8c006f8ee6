"""The signed addresses that make a letter one reader's own."""

from dataclasses import dataclass, field

from veille.digest.unsubscribe import unsubscribe_url
from veille.digest.voting import Ballot, ballot_url
from veille.domain.vote import Vote


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses under ``base_url``, signed with ``key``."""

    base_url: str
    key: str = field(repr=False)

    def unsubscribe(self, subscriber_id: int) -> str:
        return unsubscribe_url(self.base_url, self.key, subscriber_id)

    def vote(self, subscriber_id: int, item_id: int, vote: Vote | None) -> str:
        return ballot_url(self.base_url, self.key, Ballot(subscriber_id, item_id, vote))
