"""``rules/``: one file a theme, what raises or lowers relevance, and the territory."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from pathlib import Path

from veille.config.fields import Fields, root
from veille.config.nodes import Notes
from veille.config.tree import read_tree
from veille.config.values import Misfit, line_of_text, number
from veille.config.wording import quoted
from veille.domain.place import Commune, Territory
from veille.domain.theme import RelevanceRules, Term, Theme
from veille.errors import ConfigError, Mistake
from veille.normalise.words import words

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
_inside = number("entre 0 et 1, sans les atteindre", lambda value: 0 < value < 1)
_share = number("de 0 à 1", lambda value: 0 <= value <= 1)
_name = line_of_text(200)
_title = line_of_text(500)


@dataclass(frozen=True, slots=True)
class Rules:
    """All that classification goes by. ``version`` changes when, and only when, what the
    rules say of an article may change: comments, layout and examples do not count."""

    themes: tuple[Theme, ...]
    territory: Territory
    relevance: RelevanceRules
    version: str


@dataclass(frozen=True, slots=True)
class RulesReading:
    """What could be read of ``rules/``: the rules, unless a file is wrong, and for checks
    the code of every theme that has a file and the place of every example."""

    rules: Rules | None
    codes: frozenset[str]
    examples: tuple["Example", ...]
    mistakes: tuple[Mistake, ...]
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A title of ``match`` (``expected``) or ``no_match``, where it is written."""

    path: Path
    line: int
    code: str
    title: str
    expected: bool


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
    return [folder / "territory.yaml", folder / "relevance.yaml", *theme_paths(folder)]


def read_rules(folder: Path) -> RulesReading:
    """Read all the files of the folder, whatever the mistakes in some."""
    paths = rule_paths(folder)
    notes = {path: Notes(path) for path in paths}
    territory = _territory(notes[paths[0]])
    relevance = _relevance(notes[paths[1]])
    themes: list[Theme] = []
    examples: list[Example] = []
    for path in paths[2:]:
        theme, its_examples = _theme(notes[path])
        themes.append(theme)
        examples.extend(its_examples)
    mistakes = [mistake for path in paths for mistake in notes[path].mistakes]
    if not themes:
        mistakes.append(
            Mistake(folder / "themes", 0, "aucun thème ; mettez-y un fichier .yaml par thème")
        )
    themes.sort(key=lambda theme: theme.code)
    rules = None
    if not mistakes:
        rules = Rules(tuple(themes), territory, relevance, _version(themes, territory, relevance))
    codes = frozenset(path.stem for path in paths[2:])
    return RulesReading(rules, codes, tuple(examples), tuple(mistakes), tuple(paths))


def _version(themes: list[Theme], territory: Territory, relevance: RelevanceRules) -> str:
    meaning = [asdict(theme) | {"match": (), "no_match": ()} for theme in themes]
    text = json.dumps([meaning, asdict(territory), asdict(relevance)], ensure_ascii=False)
    # 48 bits: two of a thousand versions meet once in half a billion installations.
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _theme(notes: Notes) -> tuple[Theme, list[Example]]:
    path = notes.path
    code = path.stem
    if path.suffix != ".yaml" or not _CODE.fullmatch(code):
        notes.add(
            0,
            f"nom de fichier {quoted(path.name)} refusé ; minuscules sans accent, chiffres et -,"
            " puis .yaml",
        )
    fields = root(read_tree(path, notes), notes, THEME_KEYS)
    if fields is None:
        return Theme(code, "", ()), []
    fields.require("terms", "puis, en retrait, une ligne « usine: 0.5 » par terme")
    wanted = fields.values("match", _title)
    unwanted = fields.values("no_match", _title)
    theme = Theme(
        code=code,
        label=fields.value("label", _name, "", example="Nom du thème"),
        terms=_terms(fields, "terms", notes),
        excluded=tuple(term for term, _ in fields.values("exclude", _term)),
        threshold=fields.value("threshold", _inside, 0.5),
        relevance=fields.value("relevance", _share, 0.5),
        match=tuple(title for title, _ in wanted),
        no_match=tuple(title for title, _ in unwanted),
    )
    examples = [Example(path, line, code, title, True) for title, line in wanted]
    examples += [Example(path, line, code, title, False) for title, line in unwanted]
    return theme, examples


def _term(text: str) -> str:
    text = _name(text)
    if not words(text.removesuffix("*")):
        raise Misfit(f"{quoted(text)} n’a ni lettre ni chiffre ; écrivez un mot ou une expression")
    if "*" in text.removesuffix("*") or text.endswith(" *"):
        raise Misfit(
            f"{quoted(text)} : l’astérisque ne se met qu’à la fin d’un mot, comme dans industri*"
        )
    return text


def _terms(fields: Fields, key: str, notes: Notes) -> tuple[Term, ...]:
    """The weighted terms; two spellings that read alike would count one clue twice."""
    terms: list[Term] = []
    seen: dict[tuple[bool, tuple[str, ...]], tuple[str, int]] = {}
    for text, weight, line in fields.weights(key, _inside):
        try:
            term = Term(_term(text), weight)
        except Misfit as misfit:
            notes.add(line, f"{key} : {misfit}")
            continue
        same = (text.endswith("*"), tuple(words(text)))
        if same in seen:
            other, first = seen[same]
            notes.add(
                line,
                f"{quoted(text)} se lit comme {quoted(other)} (ligne {first}) ; gardez l’un des"
                " deux",
            )
        seen.setdefault(same, (text, line))
        terms.append(term)
    return tuple(terms)


def _relevance(notes: Notes) -> RelevanceRules:
    fields = root(read_tree(notes.path, notes), notes, RELEVANCE_KEYS)
    if fields is None:
        return RelevanceRules()
    cuts = RelevanceRules().cuts
    if fields.has("cuts"):
        read = [value for value, _ in fields.values("cuts", _inside)]
        if len(read) == 3 and read[0] < read[1] < read[2]:
            cuts = (read[0], read[1], read[2])
        else:
            notes.add(
                fields.line_of("cuts"),
                "cuts : trois nombres croissants sont attendus ; écrivez cuts: [0.2, 0.45, 0.7]",
            )
    return RelevanceRules(
        boosts=_terms(fields, "boosts", notes), noise=_terms(fields, "noise", notes), cuts=cuts
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
