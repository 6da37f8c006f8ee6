"""« / »: the search box, the results, the facets."""

from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from veille.archive import Archive
from veille.archive import sources as archived_sources
from veille.archive.search import Hit, Query, SearchResult, search
from veille.config import Configuration
from veille.domain.source import Rights
from veille.domain.story import ClassifiedItem
from veille.errors import SearchQueryError
from veille.normalise.french import month
from veille.normalise.words import stem, words
from veille.web import parameters
from veille.web.format import relevance
from veille.web.highlight import Pieces, mark_words
from veille.web.parameters import PAGE_SIZE, Asked
from veille.web.site import READ, Names, Site

# Longer lists of facets hide what matters; the rest is one click away.
FACETS_SHOWN = 8


@dataclass(frozen=True)
class Line:
    """One result, ready to show."""

    found: ClassifiedItem
    title: Pieces
    extract: Pieces


@dataclass(frozen=True)
class Facet:
    """One choice in a list at the side; ``chosen``: clicking takes it away."""

    label: str
    count: int
    address: str
    chosen: bool
    hue: int | None = None


@dataclass(frozen=True)
class Facets:
    title: str
    shown: tuple[Facet, ...]
    more: tuple[Facet, ...]


def routes(site: Site) -> APIRouter:
    router = APIRouter()

    @router.api_route("/", methods=READ)
    def home(request: Request) -> HTMLResponse:
        configuration = site.configuration()
        names = Names.of(configuration)
        known = set(names.sources)
        if request.query_params.get("source", "") not in {"", *known}:
            known |= set(archived_sources.states(site.archive))  # counts all articles: rarely
        asked, notes = parameters.read(request.query_params, names.themes, known)
        trouble = ""
        try:
            result, left_out = _found(site.archive, asked)
            pages = min(-(-result.total // PAGE_SIZE), parameters.MAX_PAGE)
            if asked.page > pages > 0:
                notes += (f"La liste s’arrête à la page {pages}\u00a0: la voici.",)
                asked = replace(asked, page=pages)
                result, left_out = _found(site.archive, asked)
        except SearchQueryError as error:
            result, left_out, pages = SearchResult(0, (), {}, {}, {}, 0.0), 0, 0
            trouble = str(error)
        return site.page(
            "search.html",
            path="/",
            asked=asked,
            notes=notes,
            trouble=trouble,
            total=result.total,
            left_out=left_out,
            pages=pages,
            lines=[_line(hit, names, asked.words) for hit in result.hits],
            facets=_facets(result, asked, names),
            filters=_filters(asked, names),
            sources=sum(source.enabled for source in configuration.sources),
            example=_example(configuration),
            names=names,
        )

    return router


def _found(archive: Archive, asked: Asked) -> tuple[SearchResult, int]:
    """What answers, and how many articles of no use the front page leaves out.

    A search looks everywhere; the newest articles, asked for without a word, are those that
    matter, unless none does (nothing classified yet).
    """
    query = _query(asked)
    if asked.bare:
        useful = search(archive, replace(query, min_relevance=1))
        if useful.total:
            return useful, search(archive, replace(query, limit=1)).total - useful.total
    return search(archive, query), 0


def _query(asked: Asked) -> Query:
    return Query(
        words=asked.words,
        theme=asked.theme,
        source=asked.source,
        since=asked.since,
        until=asked.until,
        month=asked.month,
        min_relevance=asked.relevance,
        limit=PAGE_SIZE,
        offset=(asked.page - 1) * PAGE_SIZE,
    )


def _line(hit: Hit, names: Names, searched: str) -> Line:
    stems = {stem(word) for word in words(searched)}
    item = hit.found.stored.item
    source = names.sources.get(item.source_id)
    if source and source.rights is Rights.OPEN and hit.snippet:
        extract = hit.snippet
    else:
        # The words found may lie beyond what the source's rights let us show.
        extract = mark_words(names.extract(item.source_id, item.summary), stems)
    return Line(hit.found, mark_words(item.title, stems), extract)


def _facets(result: SearchResult, asked: Asked, names: Names) -> tuple[Facets, ...]:
    def built(
        title: str,
        key: str,
        chosen: str,
        counted: list[tuple[str, int, str]],
        *,
        hues: bool = False,
    ) -> Facets:
        every = tuple(
            Facet(
                label,
                count,
                asked.address(**{key: "" if code == chosen else code}),
                code == chosen,
                names.hue(code) if hues else None,
            )
            for code, count, label in counted
        )
        every = tuple(sorted(every, key=lambda facet: not facet.chosen))
        return Facets(title, every[:FACETS_SHOWN], every[FACETS_SHOWN:])

    def by_count(counts: dict[str, int], label: dict[str, str]) -> list[tuple[str, int, str]]:
        named = [(code, count, label[code]) for code, count in counts.items()]
        return sorted(named, key=lambda entry: (-entry[1], entry[2].casefold()))

    themes = by_count(result.themes, {code: names.theme(code) for code in result.themes})
    sources = by_count(result.sources, {code: names.source(code) for code in result.sources})
    newest = sorted(result.months.items(), reverse=True)
    months = [(code, count, month(code)) for code, count in newest]
    facets = (
        built("Thèmes", "theme", asked.theme, themes, hues=True),
        built("Sources", "source", asked.source, sources),
        built("Mois", "mois", asked.month, months),
    )
    return tuple(group for group in facets if group.shown)


def _filters(asked: Asked, names: Names) -> list[tuple[str, str]]:
    """The filters in force: what each says, and the address without it."""
    filters = []
    if asked.theme:
        filters.append((f"thème\u00a0: {names.theme(asked.theme)}", asked.address(theme="")))
    if asked.source:
        filters.append((f"source\u00a0: {names.source(asked.source)}", asked.address(source="")))
    if asked.month:
        filters.append((month(asked.month), asked.address(mois="")))
    if asked.since:
        filters.append((f"depuis le {asked.since:%d/%m/%Y}", asked.address(depuis="")))
    if asked.until:
        filters.append((f"jusqu’au {asked.until:%d/%m/%Y}", asked.address(jusqu="")))
    if asked.relevance:
        least = f"pertinence {relevance(asked.relevance)}"
        least += " ou plus" if asked.relevance < 3 else ""
        filters.append((least, asked.address(pertinence="")))
    return filters


def _example(configuration: Configuration) -> str:
    """A search to try, made of the territory's own words."""
    communes = configuration.rules.territory.communes
    return f"friche {communes[0].name}" if communes else "friche industrielle"
