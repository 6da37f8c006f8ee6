"""What was worked out of each word, remembered: a watch reads the same words all day."""

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

_LIMIT = 300_000
"""Words: a run meets a few hundred thousand distinct ones at most. Then it starts afresh."""

T = TypeVar("T")


class Memory(dict[str, T], Generic[T]):
    """``memory[word]`` is ``work(word)``; safe to ask from several threads, if ``work`` is."""

    def __init__(self, work: Callable[[str], T]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, word: str) -> T:
        if len(self) >= _LIMIT:
            self.clear()
        value = self[word] = self._work(word)
        return value

    def of(self, words: Iterable[str]) -> list[T]:
        """One value a word."""
        return list(map(self.__getitem__, words))
