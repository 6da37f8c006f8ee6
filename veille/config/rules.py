"""``rules/``: one file a theme, what raises or lowers relevance, and the territory."""

import hashlib
import json
import re
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from veille.config.cues import read_axes, read_signal, signal_paths
from veille.config.fields import Fields, root
from veille.config.nodes import Notes
from veille.config.terms import Example, inside, share, term, title, weighted
from veille.config.tree import read_tree
from veille.config.values import Misfit, line_of_text
from veille.config.wording import quoted
from veille.domain.place import Commune, Territory
from veille.domain.signal import Cue
from veille.domain.theme import RelevanceRules, Theme
from veille.errors import ConfigError, Mistake

THEME_KEYS = ("label", "relevance", "threshold", "terms", "exclude", "match", "no_match")
RELEVANCE_KEYS = ("boosts", "noise", "cuts")
TERRITORY_KEYS = (
    "name",
    "epci",
    "department",
    "region",
    "aliases",
    "communes",
    "neighbours",
)
_CODE = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_COMMUNE = re.compile(r"\d{5}|2[AB]\d{3}", re.ASCII)
_name = line_of_text(200)


@dataclass(frozen=True, slots=True)
class Rules:
    """All that classification goes by. ``version`` changes when, and only when, what the
    rules say of an article may change: comments, layout and examples do not count."""

    themes: tuple[Theme, ...]
    territory: Territory
    relevance: RelevanceRules
    version: str
    signals: tuple[Cue, ...] = ()
    axes: tuple[Cue, ...] = ()


@dataclass(frozen=True, slots=True)
class RulesReading:
    """What could be read of ``rules/``: the rules, unless a file is wrong, and for checks
    the code of every theme that has a file and the place of every example, those of themes
    apart from those of signals and axes."""

    rules: Rules | None
    codes: frozenset[str]
    examples: tuple[Example, ...]
    cue_examples: tuple[Example, ...]
    mistakes: tuple[Mistake, ...]
    paths: tuple[Path, ...]


def load_rules(folder: Path) -> Rules:
    """The rules of a folder, themes sorted by code.

    Raises:
        ConfigError: every mistake of every file of the folder.
    """
    reading = read_rules(folder)
    if reading.rules is None:
        raise ConfigError(reading.mistakes)
    return reading.rules


def theme_paths(folder: Path) -> list[Path]:
    """The theme files; names in dots or tildes are those of editors at work."""
    found = (folder / "themes").glob("*.y*ml")
    return sorted(path for path in found if path.name[0] not in ".~#")


def rule_paths(folder: Path) -> list[Path]:
    """Every file that ``rules/`` is read from, present or not."""
    own = [folder / "territory.yaml", folder / "relevance.yaml", folder / "elire.yaml"]
    return [*own, *theme_paths(folder), *signal_paths(folder)]


def read_rules(folder: Path) -> RulesReading:
    """Read all the files of the folder, whatever the mistakes in some."""
    paths = rule_paths(folder)
    notes = {path: Notes(path) for path in paths}
    territory = _territory(notes[paths[0]])
    relevance = _relevance(notes[paths[1]])
    axes, cue_examples = read_axes(notes[paths[2]])
    themes: list[Theme] = []
    examples: list[Example] = []
    for path in theme_paths(folder):
        theme, its_examples = read_theme(notes[path], path)
        themes.append(theme)
        examples.extend(its_examples)
    signals: list[Cue] = []
    for path in signal_paths(folder):
        signal, its_examples = read_signal(notes[path])
        signals.append(signal)
        cue_examples.extend(its_examples)
    mistakes = [mistake for path in paths for mistake in notes[path].mistakes]
    if not themes:
        mistakes.append(
            Mistake(folder / "themes", 0, "aucun thème ; mettez-y un fichier .yaml par thème")
        )
    themes.sort(key=lambda theme: theme.code)
    rules = None
    if not mistakes:
        version = _version(themes, territory, relevance, [*signals, *axes])
        rules = Rules(tuple(themes), territory, relevance, version, tuple(signals), tuple(axes))
    return RulesReading(
        rules=rules,
        codes=frozenset(path.stem for path in theme_paths(folder)),
        examples=tuple(examples),
        cue_examples=tuple(cue_examples),
        mistakes=tuple(mistakes),
        paths=tuple(paths),
    )


def _version(
    themes: list[Theme], territory: Territory, relevance: RelevanceRules, cues: list[Cue]
) -> str:
    unread = {"match": (), "no_match": ()}
    meaning = [_fields(theme) | unread for theme in themes]
    told = [_fields(cue) | unread for cue in cues]
    whole = [meaning, territory, relevance, told]
    text = json.dumps(whole, ensure_ascii=False, default=_fields)
    # 48 bits: two of a thousand versions meet once in half a billion installations.
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _fields(one: Any) -> dict[str, Any]:
    """The fields of a dataclass, as ``dataclasses.asdict`` but without copying what they hold."""
    return {field.name: getattr(one, field.name) for field in fields(one)}


def read_theme(notes: Notes, path: Path) -> tuple[Theme, list[Example]]:
    """The theme of the file that ``notes`` are of; ``path`` is the name it has or will have."""
    code = path.stem
    if path.suffix != ".yaml" or not _CODE.fullmatch(code):
        notes.add(
            0,
            f"nom de fichier {quoted(path.name)} refusé ; minuscules sans accent, chiffres et -,"
            " puis .yaml",
        )
    fields = root(read_tree(notes.path, notes), notes, THEME_KEYS)
    if fields is None:
        return Theme(code, "", ()), []
    fields.require("terms", "puis, en retrait, une ligne « usine: 0.5 » par terme")
    wanted = fields.values("match", title)
    unwanted = fields.values("no_match", title)
    theme = Theme(
        code=code,
        label=fields.value("label", _name, "", example="Nom du thème"),
        terms=weighted(fields, "terms", notes),
        excluded=tuple(text for text, _ in fields.values("exclude", term)),
        threshold=fields.value("threshold", inside, 0.5),
        relevance=fields.value("relevance", share, 0.5),
        match=tuple(text for text, _ in wanted),
        no_match=tuple(text for text, _ in unwanted),
    )
    examples = [Example(path, line, code, text, True) for text, line in wanted]
    examples += [Example(path, line, code, text, False) for text, line in unwanted]
    return theme, examples


def _relevance(notes: Notes) -> RelevanceRules:
    fields = root(read_tree(notes.path, notes), notes, RELEVANCE_KEYS)
    if fields is None:
        return RelevanceRules()
    cuts = RelevanceRules().cuts
    if fields.has("cuts"):
        read = [value for value, _ in fields.values("cuts", inside)]
        if len(read) == 3 and read[0] < read[1] < read[2]:
            cuts = (read[0], read[1], read[2])
        else:
            notes.add(
                fields.line_of("cuts"),
                "cuts : trois nombres croissants sont attendus ; écrivez cuts: [0.2, 0.45, 0.7]",
            )
    return RelevanceRules(
        boosts=weighted(fields, "boosts", notes), noise=weighted(fields, "noise", notes), cuts=cuts
    )


def _territory(notes: Notes) -> Territory:
    fields = root(read_tree(notes.path, notes), notes, TERRITORY_KEYS)
    if fields is None:
        return Territory("", "")
    fields.require("communes", 'puis, en retrait, - {code: "42187", name: Roanne}')
    communes = _communes(fields, "communes", notes, {})
    return Territory(
        name=fields.value("name", _name, "", example="Roannais Agglomération"),
        epci_code=fields.value("epci", _siren, "", example='"200035731"'),
        department=fields.value("department", _department, ""),
        region=fields.value("region", _name, ""),
        aliases=tuple(alias for alias, _ in fields.values("aliases", _name)),
        communes=communes,
        neighbours=_communes(
            fields, "neighbours", notes, {commune.code: 0 for commune in communes}
        ),
    )


def _communes(fields: Fields, key: str, notes: Notes, seen: dict[str, int]) -> tuple[Commune, ...]:
    communes = []
    for entry in fields.mappings(key, ("code", "name"), '{code: "42187", name: Roanne}'):
        code = entry.value("code", _insee, "", example='"42187"')
        name = entry.value("name", _name, "", example="Roanne")
        if code and code in seen:
            where = f"ligne {seen[code]}" if seen[code] else "dans communes"
            notes.add(entry.line_of("code"), f"code : {quoted(code)} est déjà {where}")
        elif code:
            seen[code] = entry.line_of("code")
        communes.append(Commune(code, name))
    return tuple(communes)


def _insee(text: str) -> str:
    if not _COMMUNE.fullmatch(text):
        raise Misfit(
            f"{quoted(text)} n’est pas un code INSEE de commune ; écrivez ses cinq caractères, zéro"
            ' compris, par exemple "01004"'
        )
    return text


def _siren(text: str) -> str:
    digits = re.sub(r"[\s\u00a0\u202f]", "", text)
    if not re.fullmatch(r"\d{9}", digits, re.ASCII):
        raise Misfit(f"{quoted(text)} n’est pas un numéro SIREN ; écrivez ses neuf chiffres")
    return digits


def _department(text: str) -> str:
    if not re.fullmatch(r"\d{2}|2[AB]|97\d", text, re.ASCII):
        raise Misfit(
            f"{quoted(text)} n’est pas un département ; écrivez son numéro, par exemple"
            ' "01", "42" ou "2A"'
        )
    return text
