"""The address of a search: read with kindness, written again for links. Pure.

What cannot be understood is set aside with a French sentence; nothing is ever refused,
because these addresses are copied, cut and typed by people.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

PAGE_SIZE = 20
# 500 pages are 10,000 articles: nobody reads so far, and an offset costs what it skips.
MAX_PAGE = 500
# The longest title of a real article is under 300 characters; a search is shorter.
MAX_WORDS = 300
# No web article is older; near the year 9999 the arithmetic of dates overflows.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200

_CONTROLS = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]+")
_MONTH = re.compile(r"[12]\d{3}-(?:0[1-9]|1[0-2])", re.ASCII)
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Asked:
    """A search as its address asks for it."""

    words: str = ""
    theme: str = ""
    source: str = ""
    month: str = ""
    since: date | None = None
    until: date | None = None
    relevance: int = 0
    everything: bool = False
    """The newest articles with those of no use, which the front page leaves out."""
    page: int = 1

    @property
    def bare(self) -> bool:
        """Nothing asked: the newest articles."""
        return self._parameters() == {}

    @property
    def filtered(self) -> bool:
        return set(self._parameters()) - {"q", "tout"} != set()

    def address(self, **changed: str | int) -> str:
        """Query string of this search with some parameters changed; back to page 1 unless
        the page itself is what changes. An empty value takes the parameter away."""
        parameters: dict[str, str | int] = {**self._parameters(), **changed}
        kept = {key: value for key, value in parameters.items() if value not in ("", 0)}
        return "?" + urlencode(kept) if kept else ""

    def hidden(self) -> dict[str, str]:
        """What the search form carries along besides its own fields."""
        own = ("theme", "source", "mois")
        return {key: value for key, value in self._parameters().items() if key in own}

    def _parameters(self) -> dict[str, str]:
        written = {
            "q": self.words,
            "theme": self.theme,
            "source": self.source,
            "mois": self.month,
            "depuis": self.since.isoformat() if self.since else "",
            "jusqu": self.until.isoformat() if self.until else "",
            "pertinence": str(self.relevance or ""),
            "tout": "1" if self.everything else "",
        }
        return {key: value for key, value in written.items() if value}


def read(
    parameters: Mapping[str, str], themes: Collection[str], sources: Collection[str]
) -> tuple[Asked, tuple[str, ...]]:
    """The search, and a sentence for each parameter corrected or set aside."""
    notes: list[str] = []

    def text(key: str) -> str:
        return _CONTROLS.sub(" ", parameters.get(key, "")).strip()

    def known(key: str, values: Collection[str], sentence: str) -> str:
        value = text(key)
        if value and value not in values:
            notes.append(sentence)
            return ""
        return value

    def day(key: str, label: str) -> date | None:
        value = text(key)
        found = _day(value)
        if value and found is None:
            notes.append(
                f"La date «\u00a0{label}\u00a0» n’a pas été comprise\u00a0; "
                "écrivez par exemple 23/11/2026."
            )
        return found

    words = text("q")
    if len(words) > MAX_WORDS:
        words = words[:MAX_WORDS].rsplit(" ", 1)[0]
        notes.append(
            f"Recherche très longue\u00a0: seuls ses {MAX_WORDS} premiers caractères ont servi."
        )
    month = text("mois")
    if month and not _MONTH.fullmatch(month):
        notes.append("Le mois demandé n’a pas été compris\u00a0; il n’a pas servi à filtrer.")
        month = ""
    since, until = day("depuis", "depuis"), day("jusqu", "jusqu’au")
    if since and until and since > until:
        since, until = until, since
        notes.append("Les deux dates étaient inversées\u00a0; elles ont été remises dans l’ordre.")
    relevance = _whole(text("pertinence"), 0, 3)
    if relevance is None:
        notes.append("La pertinence va de 0 à 3\u00a0; elle n’a pas servi à filtrer.")
    page = _whole(text("page"), 1, MAX_PAGE)
    if page is None:
        notes.append("Cette page n’existe pas\u00a0; voici la première.")
    asked = Asked(
        words=words,
        theme=known(
            "theme", themes, "Ce thème n’existe pas ou plus\u00a0; il n’a pas servi à filtrer."
        ),
        source=known(
            "source",
            sources,
            "Cette source n’existe pas ou plus\u00a0; elle n’a pas servi à filtrer.",
        ),
        month=month,
        since=since,
        until=until,
        relevance=relevance or 0,
        everything=text("tout") == "1",
        page=page or 1,
    )
    return asked, tuple(notes)


def _whole(value: str, least: int, most: int) -> int | None:
    """The number when written and within bounds; ``least`` when absent; None when wrong."""
    if not value:
        return least
    if not re.fullmatch(r"\d{1,4}", value, re.ASCII):
        return None
    return int(value) if least <= int(value) <= most else None


def _day(value: str) -> date | None:
    try:
        if french := _FRENCH_DAY.fullmatch(value):
            found = date(int(french[3]), int(french[2]), int(french[1]))
        else:
            found = date.fromisoformat(value)
    except ValueError:
        return None
    return found if _FIRST_YEAR <= found.year <= _LAST_YEAR else None
