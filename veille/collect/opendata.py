"""Open data portals of Opendatasoft (Explore API v2.1): addresses out, answers in.

::

    preset, or a request of one's own ──► address(offset) ──► fetched by others
                                             ▲                      │ bytes
                                             └── next_offset ◄──────┤
                                                                    ▼
    read: records ──► opendata_bodacc, opendata_boamp or opendata_dataset ──► Collected

The portal filters by department and, while the address stays short enough, by words of the
communes' names; ``read`` then keeps the records that really are of these communes, so that
its answer is the same whether or not the portal could filter.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from veille.collect import opendata_boamp, opendata_bodacc, opendata_dataset
from veille.collect.collected import Collected
from veille.collect.feed_entry import MAX_ITEMS, Entry, raw_items
from veille.collect.opendata_fields import Record
from veille.collect.opendata_odsql import either, every, search
from veille.collect.opendata_places import Communes, Places, department_marks, search_words
from veille.errors import ParseError, UsageError
from veille.normalise.text import clean, shorten

PAGE = 100
"""Records of one answer: the most that the API gives."""
WINDOW = 10_000
"""Records that paging reaches: the API refuses ``offset + limit`` beyond."""
ADDRESS_LIMIT = 4_000
"""Characters of an address: half of the 8 KB that web servers commonly accept for a request."""

_API = "API de données ouvertes"
_MESSAGE_LENGTH = 200  # of the API's own words, in English, within our sentence


@dataclass(frozen=True, slots=True)
class OpenDataRequest:
    """What to ask of one dataset. ``where`` and ``order_by`` are ODSQL, or empty.

    ``preset``: the reader that knows the dataset's fields, or "" for the usual ones.
    """

    base: str
    dataset: str
    where: str = ""
    order_by: str = ""
    preset: str = ""


@dataclass(frozen=True, slots=True)
class _Preset:
    base: str
    dataset: str
    order_by: str
    searched: tuple[str, ...]
    """Fields where the portal looks for the names of communes."""
    in_departments: Callable[[Sequence[str]], str]
    entry: Callable[[Record, Places], Entry | None]


_PRESETS: Mapping[str, _Preset] = {
    name: _Preset(
        module.BASE,
        module.DATASET,
        module.ORDER,
        module.SEARCHED,
        module.in_departments,
        module.entry,
    )
    for name, module in (("bodacc", opendata_bodacc), ("boamp", opendata_boamp))
}
PRESETS = tuple(_PRESETS)
"""Names that ``preset`` and ``read`` accept."""


def address(request: OpenDataRequest, *, offset: int = 0) -> str:
    """The address of one page of records, from ``offset`` on."""
    asked = [("where", request.where), ("order_by", request.order_by)]
    query = urlencode(
        [(key, value) for key, value in asked if value] + [("limit", PAGE), ("offset", offset)],
        safe="(),",
    )
    dataset = quote(request.dataset, safe="")
    base = request.base.rstrip("/")
    return f"{base}/api/explore/v2.1/catalog/datasets/{dataset}/records?{query}"


def preset(
    name: str, *, communes: Communes, departments: Sequence[str], since: date
) -> OpenDataRequest:
    """The request for what was published about a territory from ``since`` on.

    Args:
        name: one of ``PRESETS``.
        communes: INSEE code and name of each; none for whole departments.
        departments: their numbers; those of the communes' codes when there are none.
        since: the first day of publication wanted.

    Returns:
        A request whose address never exceeds ``ADDRESS_LIMIT`` because of the communes: when
        they are too many, the portal filters by department only, and ``read`` by commune.

    Raises:
        UsageError: no preset has this name.
    """
    known = _known(name)
    numbers = [one.strip() for one in departments if one.strip()] or [
        department_marks(code)[0] for code, _ in communes if code
    ]
    conditions = [f"dateparution >= date'{since.isoformat()}'"]
    if numbers:
        conditions.append(known.in_departments(list(dict.fromkeys(numbers))))
    wide = OpenDataRequest(known.base, known.dataset, every(conditions), known.order_by, name)
    sought = dict.fromkeys(search_words(town) for _, town in communes)
    searches = [search(known.searched, one) for one in sought if one]
    if not searches:
        return wide
    narrow = replace(wide, where=every([*conditions, either(searches)]))
    return narrow if len(address(narrow, offset=WINDOW)) <= ADDRESS_LIMIT else wide


def read(body: bytes, url: str, *, preset: str = "", communes: Communes = ()) -> Collected:
    """Read one answer of the API.

    Args:
        body: as received, unpacked.
        url: the address it came from; relative links and portal pages start from it.
        preset: one of ``PRESETS``, or "" to read the usual fields of any dataset.
        communes: when given, only the records of these communes are kept.

    Returns:
        At most ``MAX_ITEMS`` items, in the answer's order. Their titles and authors are HTML
        as their bodies are, escaped.

    Raises:
        ParseError: no answer of the API, or one that says what went wrong.
        UsageError: no preset has this name.
    """
    known = _known(preset) if preset else None
    places = Places(communes)
    entries = []
    for record in _records(_answer(body)):
        entry = (
            known.entry(record, places) if known else opendata_dataset.entry(record, places, url)
        )
        if entry is not None:
            entries.append(entry)
    return Collected(
        items=raw_items(entries, url),
        language="fr" if known else "",
        left_out=max(0, len(entries) - MAX_ITEMS),
        method="opendata",
    )


def next_offset(body: bytes, *, offset: int = 0) -> int | None:
    """Where the following page starts, or None after the last one that can be asked.

    ``offset`` is the one this answer was asked with. Raises ParseError as ``read`` does.
    """
    answer = _answer(body)
    results, total = answer["results"], answer.get("total_count")
    following = offset + len(results)
    more = isinstance(total, int) and bool(results) and following < total
    return following if more and following + PAGE <= WINDOW else None


def _known(name: str) -> _Preset:
    try:
        return _PRESETS[name]
    except KeyError:
        raise UsageError(
            f"Le préréglage «\u00a0{name}\u00a0» n’existe pas\u00a0; "
            f"écrivez {' ou '.join(PRESETS)}."
        ) from None


def _records(answer: Mapping[str, Any]) -> list[Record]:
    return [record for record in answer["results"] if isinstance(record, dict)]


def _answer(body: bytes) -> dict[str, Any]:
    """The answer, whose « results » is a list; raises ParseError for anything else."""
    if not body.strip():
        raise ParseError(f"L’{_API} a répondu sans contenu\u00a0; réessayez plus tard.")
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        seen = "une page HTML" if body.lstrip()[:1] == b"<" else "un texte qui n’est pas du JSON"
        raise ParseError(
            f"L’adresse ne répond pas comme une {_API}, c’est {seen}\u00a0; "
            "vérifiez l’adresse du portail."
        ) from error
    if not isinstance(answer, dict):
        answer = {}
    if not isinstance(answer.get("results"), list):
        raise ParseError(_refusal(answer))
    return answer


def _refusal(answer: Mapping[str, Any]) -> str:
    said = next(
        (
            shorten(clean(value), _MESSAGE_LENGTH)
            for value in (answer.get("message"), answer.get("error"))
            if isinstance(value, str) and value.strip()
        ),
        "",
    )
    if "reset_time" in answer or "limit" in str(answer.get("error", "")).lower():
        return (
            f"L’{_API} ne répond plus aujourd’hui, trop de demandes lui ont été faites\u00a0; "
            "attendez demain ou visitez cette source moins souvent."
        )
    if "error_code" in answer or said:
        quote_of_it = f" («\u00a0{said}\u00a0»)" if said else ""
        return (
            f"L’{_API} a refusé la demande{quote_of_it}\u00a0; "
            "vérifiez le nom du jeu de données et le filtre de la source."
        )
    return (
        "Ce document JSON n’est pas une réponse de l’API Explore d’Opendatasoft, la liste "
        "«\u00a0results\u00a0» y manque\u00a0; vérifiez l’adresse du portail et le jeu de données."
    )


def read_answer(body: bytes, url: str, *, preset: str = "", communes: Communes = ()) -> Collected:
    """``read``, with the address of the following page of records in ``more``.

    Raises:
        ParseError: no answer of the API.
    """
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    offset = int(query["offset"]) if query.get("offset", "").isdecimal() else 0
    collected = read(body, url, preset=preset, communes=communes)
    following = next_offset(body, offset=offset)
    if following is None:
        return collected
    after = urlunsplit(parts._replace(query=urlencode({**query, "offset": following})))
    return replace(collected, more=(after,))


_DATASET = re.compile(r"/(?:explore/dataset|catalog/datasets|explore/assets)/([\w.-]{1,200})")


def dataset_of(url: str) -> tuple[str, str]:
    """The portal and the dataset that an address of its pages or of its API names.

    >>> dataset_of("https://exemple.fr/explore/dataset/annonces/table/?sort=date")
    ('https://exemple.fr', 'annonces')

    Raises:
        UsageError: it names none.
    """
    parts = urlsplit(url)
    found = _DATASET.search(parts.path)
    if not found:
        raise UsageError(
            "Cette adresse n’est pas celle d’un jeu de données ; copiez celle de sa page, "
            "« https://…/explore/dataset/… »."
        )
    return f"{parts.scheme}://{parts.netloc}", found[1]


def request_for(
    url: str, *, communes: Communes, departments: Sequence[str], since: date
) -> OpenDataRequest:
    """What to ask for a source whose address is ``url``, as the admin copied it.

    BODACC and BOAMP are known by the name of their dataset and filtered by the territory;
    any other dataset is read whole, most recent records first.

    Raises:
        UsageError: the address names no dataset.
    """
    base, dataset = dataset_of(url)
    for name, known in _PRESETS.items():
        if known.dataset == dataset:
            asked = preset(name, communes=communes, departments=departments, since=since)
            return replace(asked, base=base)
    return OpenDataRequest(base, dataset)
