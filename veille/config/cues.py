"""``rules/signals/``, one file a signal, and ``rules/elire.yaml``, one key an axis."""

from pathlib import Path

from veille.config.fields import Fields, root
from veille.config.nodes import Notes
from veille.config.terms import Example, inside, phrase, phrase_words, title, weighted
from veille.config.tree import read_tree
from veille.config.values import Misfit, line_of_text
from veille.config.wording import did_you_mean, quoted
from veille.domain.signal import AXES, SIGNALS, Cue

AXIS_KEYS = ("label", "threshold", "terms", "exclude", "match", "no_match")
SIGNAL_KEYS = ("label", "priority", *AXIS_KEYS[1:])
_name = line_of_text(200)


def signal_paths(folder: Path) -> list[Path]:
    """The signal files; names in dots or tildes are those of editors at work."""
    found = (folder / "signals").glob("*.y*ml")
    return sorted(path for path in found if path.name[0] not in ".~#")


def read_signal(notes: Notes) -> tuple[Cue, list[Example]]:
    """One file of ``rules/signals/``; its name is the code of the signal."""
    code = notes.path.stem
    if code not in SIGNALS:
        notes.add(0, f"signal inconnu {quoted(code)}{did_you_mean(code, SIGNALS)}")
    elif notes.path.suffix != ".yaml":
        notes.add(0, f"nom de fichier {quoted(notes.path.name)} refusé ; écrivez {code}.yaml")
    fields = root(read_tree(notes.path, notes), notes, SIGNAL_KEYS)
    if fields is None:
        return Cue(code, "", ()), []
    return _cue(code, fields, notes, fields.value("priority", _priority, 5))


def read_axes(notes: Notes) -> tuple[list[Cue], list[Example]]:
    """The axes of ``rules/elire.yaml`` in the order of the house; a file that is not there
    has none."""
    cues: list[Cue] = []
    examples: list[Example] = []
    fields = root(read_tree(notes.path, notes), notes, AXES) if notes.path.exists() else None
    for code in AXES if fields else ():
        axis = fields.mapping(code, AXIS_KEYS, "label: Emploi") if fields else None
        if axis is not None:
            cue, its_examples = _cue(code, axis, notes, 5)
            cues.append(cue)
            examples.extend(its_examples)
    return cues, examples


def _cue(code: str, fields: Fields, notes: Notes, priority: int) -> tuple[Cue, list[Example]]:
    fields.require("terms", "puis, en retrait, une ligne « va ouvrir: 0.6 » par expression")
    wanted = fields.values("match", title)
    unwanted = fields.values("no_match", title)
    cue = Cue(
        code=code,
        label=fields.value("label", _name, "", example="Nom montré"),
        terms=weighted(fields, "terms", notes, phrase, phrase_words),
        excluded=tuple(text for text, _ in fields.values("exclude", phrase)),
        threshold=fields.value("threshold", inside, 0.5),
        priority=priority,
        match=tuple(text for text, _ in wanted),
        no_match=tuple(text for text, _ in unwanted),
    )
    examples = [Example(notes.path, line, code, text, True) for text, line in wanted]
    examples += [Example(notes.path, line, code, text, False) for text, line in unwanted]
    return cue, examples


def _priority(text: str) -> int:
    if text not in tuple("123456789"):
        raise Misfit(f"{quoted(text)} ne convient pas ; écrivez un entier de 1 à 9")
    return int(text)
