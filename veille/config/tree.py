"""From the bytes of a configuration file to its tree of texts, lists and mappings."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from veille.config.nodes import Mapping, Node, Notes, Scalar, Sequence
from veille.config.plain import read_plain
from veille.config.wording import quoted
from veille.normalise.french import system_reason

MAX_BYTES = 5_000_000  # a file of 1,000 sources is about 0.2 MB
MAX_DEPTH = 20  # our deepest format has 4 levels
# Each wrong spelling costs a new reading of the file: a person mends a dozen at a time.
_MAX_SYNTAX_MISTAKES = 12
_MAX_MENDED = 500_000  # characters; a full reading of that many takes two seconds
# Characters and columns beyond which the full parser, some of whose loops are quadratic,
# is not even started: 5,000 sources, and five addresses of the longest kind on one line.
_MAX_FULL = 1_000_000
_MAX_LINE = 10_000
# What YAML refuses, and line ends that no editor counts as such.
UNPRINTABLE = re.compile(
    "[^\\t\\n\\x20-\\x7e\\xa0-\\u2027\\u202a-\\ud7ff\\ue000-\\ufefe\\uff00-\\ufffd"
    "\\U00010000-\\U0010ffff]"
)


def read_tree(path: Path, notes: Notes) -> Node | None:
    """Read one file; every mistake of encoding or of YAML goes to ``notes``.

    A slip of writing (a missing quote, a tab…) is noted, mended in memory, and reading
    goes on, so that one run shows all that has to be corrected. None: nothing readable.
    """
    text = read_text(path, notes)
    return None if text is None else parse(text, notes)


def read_text(path: Path, notes: Notes) -> str | None:
    """The text with ``\\n`` line ends; None when the file is absent or too big."""
    content = read_content(path, notes)
    return None if content is None else text_of(content, notes)


def read_content(path: Path, notes: Notes) -> bytes | None:
    """The bytes of the file; None, with a note, when it is absent or too big."""
    try:
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except FileNotFoundError:
        notes.add(0, "fichier absent ; créez-le ou vérifiez le dossier donné à --home")
        return None
    except OSError as error:
        reason = system_reason(error)
        notes.add(0, f"lecture impossible ({reason}) ; vérifiez les droits du fichier")
        return None
    if len(content) > MAX_BYTES:
        notes.add(0, "fichier trop gros (plus de 5 Mo) ; est-ce bien le bon fichier ?")
        return None
    return content


def text_of(content: bytes, notes: Notes) -> str:
    """The text with ``\\n`` line ends, without what YAML refuses."""
    text = _decode(content, notes).replace("\r\n", "\n").replace("\r", "\n")
    if strange := UNPRINTABLE.search(text):
        line = text.count("\n", 0, strange.start()) + 1
        notes.add(
            line,
            f"caractère invisible U+{ord(strange[0]):04X} ; effacez-le, puis retapez le mot",
        )
        text = UNPRINTABLE.sub(" ", text)
    return text


def _decode(content: bytes, notes: Notes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        utf16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        line = 0 if utf16 else content.count(b"\n", 0, error.start) + 1
        notes.add(
            line,
            "le fichier n’est pas en UTF-8 ; réenregistrez-le en choisissant l’encodage"
            " « UTF-8 » dans l’éditeur",
        )
        return content.decode("utf-16" if utf16 else "cp1252", errors="replace")


def parse(text: str, notes: Notes) -> Node | None:
    """The tree of a text: by the fast reader where it is sure, by the full one elsewhere."""
    node = read_plain(text)
    return node if node is not None else parse_fully(text, notes)


def parse_fully(text: str, notes: Notes) -> Node | None:
    """The tree by ruamel.yaml; what it refuses is noted, mended and read again."""
    # Imported here: 0.12 s that files written plainly never pay.
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    from veille.config.mending import mend, mend_tabs

    if len(text) > _MAX_FULL:
        notes.add(
            0,
            "une faute s’y trouve, ou une écriture inhabituelle, et plus de 1 Mo ne peut être"
            " examiné ; remettez la version d’avant, ou coupez le fichier pour chercher",
        )
        return None
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > _MAX_LINE:
            notes.add(number, f"ligne trop longue ({len(line)} caractères) ; coupez-la")
            return None
    text = mend_tabs(text, notes) + "\n"
    for _ in range(_MAX_SYNTAX_MISTAKES):
        attempt = Notes(notes.path)
        attempt.unsure = notes.unsure
        try:
            node = _compose(text, attempt)
        except MarkedYAMLError as error:
            text = mend(text, error, notes)
            if len(text) > _MAX_MENDED:
                return None
            continue
        except YAMLError:
            notes.add(0, "écriture illisible ; comparez avec un fichier qui marche")
            return None
        for mistake in attempt.mistakes:
            notes.add(mistake.line, mistake.message)
        return node
    notes.add(0, "d’autres fautes d’écriture suivent ; corrigez déjà celles-ci")
    return None


def _compose(text: str, notes: Notes) -> Node | None:
    """The tree from the parser's events; the first document of the text only.

    Nothing is ever built from a tag, and a reference (``*name``) is refused where it is
    met: neither foreign code nor a bomb of references has anything to act upon.
    """
    from ruamel.yaml import YAML

    events: Iterator[Any] = iter(YAML(typ="base", pure=True).parse(text))
    root: Node | None = None
    documents = 0
    parents: list[Sequence | Mapping] = []
    keys: list[str | None] = []
    for event in events:
        kind = type(event).__name__
        line = event.start_mark.line + 1
        if kind == "DocumentStartEvent":
            documents += 1
            if documents > 1:
                notes.add(line, "second document dans le fichier ; retirez la ligne « --- »")
                break
        if kind in ("SequenceEndEvent", "MappingEndEvent"):
            closed = parents.pop()
            keys.pop()
            if isinstance(closed, Mapping):
                closed.end = line
            continue
        if kind not in ("ScalarEvent", "SequenceStartEvent", "MappingStartEvent", "AliasEvent"):
            continue
        node = _node(event, kind, line, notes)
        if not parents:
            root = node
        elif isinstance(parents[-1], Sequence):
            parents[-1].entries.append(node)
        elif keys[-1] is None:
            keys[-1] = _key(node, parents[-1], notes)
        else:
            if isinstance(node, Scalar) and not node.text:
                # The parser places a missing value where the next token begins.
                node.line = parents[-1].lines.get(keys[-1], line)
            parents[-1].values[keys[-1]] = node
            keys[-1] = None
        if not isinstance(node, Scalar):
            if len(parents) >= MAX_DEPTH:
                notes.add(line, "trop de niveaux emboîtés ; vérifiez les crochets et les retraits")
                return None
            parents.append(node)
            keys.append(None)
    return root


def _node(event: Any, kind: str, line: int, notes: Notes) -> Node:
    if kind == "AliasEvent":
        notes.add(
            line,
            f"« *{event.anchor} » renvoie à une autre valeur, ce qui n’est pas accepté ;"
            " recopiez la valeur, ou mettez des guillemets si l’astérisque en fait partie",
        )
        return Scalar("", line)
    if event.anchor:
        notes.add(
            line,
            f"« &{event.anchor} » nomme une valeur, ce qui n’est pas accepté ; retirez-le, ou"
            " mettez la valeur entre guillemets",
        )
    tag = event.tag
    if tag is not None and str(tag) != "!":
        notes.add(
            line,
            f"étiquette {quoted(str(tag).replace('tag:yaml.org,2002:', '!!'))} refusée :"
            " seuls des textes, des listes et des clés sont lus ; retirez-la",
        )
    if kind == "ScalarEvent":
        return Scalar(event.value, line)
    return Sequence([], line) if kind == "SequenceStartEvent" else Mapping({}, {}, line)


def _key(node: Node, parent: Mapping, notes: Notes) -> str:
    if not isinstance(node, Scalar):
        notes.add(node.line, "une clé doit être un seul mot ou un texte entre guillemets")
        return f"\0{node.line}"
    key = node.text
    if key in parent.lines:
        notes.add(
            node.line,
            f"clé {quoted(key)} écrite deux fois (lignes {parent.lines[key]} et {node.line}) ;"
            " gardez une seule des deux",
        )
        return f"\0{key}\0{node.line}"
    parent.lines[key] = node.line
    return key
