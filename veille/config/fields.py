"""A mapping of a file read key by key, every misfit noted with its line."""

from collections.abc import Callable, Collection, Iterator
from typing import TypeVar

from veille.config.nodes import Mapping, Node, Notes, Scalar, Sequence
from veille.config.values import Misfit
from veille.config.wording import did_you_mean, quoted

T = TypeVar("T")


class Fields:
    """The keys of one mapping.

    Reading never stops: a value that does not fit is noted and its default stands in for
    it, so that the rest of the file is read too. Whoever sees a note drops the values.
    """

    def __init__(self, node: Mapping, notes: Notes, known: Collection[str]) -> None:
        self.line = node.line
        self._node = node
        self._notes = notes
        for key, line in node.lines.items():
            if key not in known:
                notes.add(line, f"clé inconnue {quoted(key)}{did_you_mean(key, known)}")

    def line_of(self, key: str) -> int:
        """Line of a key, or of the mapping where the key is absent."""
        return self._node.lines.get(key, self.line)

    def value(self, key: str, convert: Callable[[str], T], default: T, *, example: str = "") -> T:
        """One value. With an ``example`` of what to write, the key is required."""
        node = self._node.values.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text):
            if example:
                self._missing(key, example)
            return default
        if not isinstance(node, Scalar):
            self._notes.add(self.line_of(key), f"{key} : {_not_a_value(node)}")
            return default
        return self._converted(key, node, convert, default)

    def values(self, key: str, convert: Callable[[str], T]) -> list[tuple[T, int]]:
        """The values of a list, each with its line; a value given twice is noted."""
        read: list[tuple[T, int]] = []
        for node in self._list(key, "un, deux"):
            if not isinstance(node, Scalar):
                self._notes.add(node.line, f"{key} : {_not_a_value(node)}")
                continue
            try:
                value = convert(node.text)
            except Misfit as misfit:
                self._notes.add(node.line, f"{key} : {misfit}")
                continue
            if any(value == other for other, _ in read):
                self._notes.add(node.line, f"{key} : {quoted(node.text)} y est deux fois")
            read.append((value, node.line))
        return read

    def weights(self, key: str, convert: Callable[[str], T]) -> list[tuple[str, T, int]]:
        """The pairs « terme: poids » of a mapping, each with its line."""
        node = self._node.values.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text):
            return []
        if not isinstance(node, Mapping):
            self._notes.add(
                self.line_of(key),
                f"{key} : un poids est attendu après chaque terme ; écrivez une ligne par terme,"
                " par exemple « usine: 0.5 »",
            )
            return []
        read: list[tuple[str, T, int]] = []
        for term, line in node.lines.items():
            value = node.values[term]
            if not isinstance(value, Scalar):
                self._notes.add(line, f"{quoted(term)} : {_not_a_value(value)}")
                continue
            try:
                read.append((term, convert(value.text), line))
            except Misfit as misfit:
                self._notes.add(value.line, f"{quoted(term)} : {misfit}")
        return read

    def mappings(self, key: str, known: Collection[str], example: str) -> "Iterator[Fields]":
        """The mappings of a list, one after the other."""
        for node in self._list(key, example):
            if isinstance(node, Mapping):
                yield Fields(node, self._notes, known)
            else:
                self._notes.add(
                    node.line, f"{key} : des clés sont attendues ici ; écrivez - {example}"
                )

    def mapping(self, key: str, known: Collection[str], example: str) -> "Fields | None":
        """The keys under a key; None when it is absent or is no mapping."""
        node = self._node.values.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text):
            return None
        if isinstance(node, Mapping):
            return Fields(node, self._notes, known)
        self._notes.add(
            self.line_of(key), f"{key} : des clés sont attendues dessous ; écrivez {example}"
        )
        return None

    def has(self, key: str) -> bool:
        """Whether the key is written with something after it."""
        node = self._node.values.get(key)
        return node is not None and not (isinstance(node, Scalar) and not node.text)

    def require(self, key: str, example: str) -> None:
        """Note an absent or empty list or mapping."""
        node = self._node.values.get(key)
        if not self.has(key) or (isinstance(node, Sequence) and not node.entries):
            self._missing(key, example)

    def _missing(self, key: str, example: str) -> None:
        # A key may well be on a line that was set aside as unreadable.
        node = self._node
        if not any(node.line <= line < node.end for line in self._notes.unsure):
            self._notes.add(self.line_of(key), f"{key} : manquant ; écrivez {key}: {example}")

    def _list(self, key: str, example: str) -> list[Node]:
        node = self._node.values.get(key)
        if node is None or (isinstance(node, Scalar) and not node.text):
            return []
        if isinstance(node, Sequence):
            return node.entries
        written = node.text if isinstance(node, Scalar) and len(node.text) < 40 else example
        self._notes.add(
            self.line_of(key), f"{key} : une liste est attendue ; écrivez {key}: [{written}]"
        )
        return []

    def _converted(self, key: str, node: Scalar, convert: Callable[[str], T], default: T) -> T:
        try:
            return convert(node.text)
        except Misfit as misfit:
            self._notes.add(node.line, f"{key} : {misfit}")
            return default


def root(node: Node | None, notes: Notes, known: Collection[str]) -> Fields | None:
    """The keys at the top of a file; None, with a note, when there is no key there."""
    if isinstance(node, Mapping):
        return Fields(node, notes, known)
    if not notes.mistakes:
        wanted = f"{next(iter(known))}:"
        what = "le fichier est vide" if node is None else "des clés sont attendues ici"
        notes.add(0 if node is None else node.line, f"{what} ; commencez par {quoted(wanted)}")
    return None


def _not_a_value(node: Node) -> str:
    if isinstance(node, Mapping) and len(node.values) == 1:
        [(key, inner)] = node.values.items()
        if isinstance(inner, Scalar):
            return f'un texte est attendu ; mettez-le entre guillemets : "{key}: {inner.text}"'
    return "un seul texte est attendu ici, sans liste ni clés"
