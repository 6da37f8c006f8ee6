"""The text of one article, from its page: main text, title, date, author, language.

trafilatura extracts; the page is fetched elsewhere, through the one door.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from veille.collect.page_tree import page_text, page_tree
from veille.collect.page_walls import wall
from veille.errors import ParseError, ReservedError, SuspiciousError
from veille.normalise.dates import read_date
from veille.normalise.language import language_of
from veille.normalise.text import clean
from veille.normalise.words import title_key, words

TEXT_LIMIT = 100_000
"""Characters kept: a long inquiry has 40,000."""
_NO_TEXT = (
    "Aucun texte d’article n’a été trouvé sur cette page ; vérifiez que c’est bien un article."
)


@dataclass(frozen=True, slots=True)
class Article:
    """``text``: paragraphs set apart by line ends; ``date``: day of publication, or None."""

    title: str
    text: str
    date: datetime | None = None
    author: str = ""
    language: str = ""


def read_article(body: bytes, url: str = "", content_type: str = "") -> Article:
    """The article of a page.

    Raises:
        SuspiciousError: a login, a captcha, an error page that answers « 200 OK ».
        ReservedError: the page reserves the mining of its text.
        ParseError: no page, or no article in it.
    """
    text = page_text(body, content_type)
    tree = page_tree(text)
    if reserves_text(tree):
        raise ReservedError
    found = _extract(text, url)
    title = clean(found.title or "") or " ".join((tree.findtext(".//title") or "").split())
    lines = [clean(line) for line in (found.text or "").splitlines() if line.strip()]
    # The headline and the dateline are told apart already.
    while lines and (title_key(lines[0]) == title_key(title) or read_date(lines[0])):
        del lines[0]
    content = "\n".join(lines)
    if not content:
        reason = wall(tree)
        raise SuspiciousError(reason) if reason else ParseError(_NO_TEXT)
    reason = wall(tree)
    if reason and len(content) < 600:
        raise SuspiciousError(reason)
    declared = (found.language or tree.get("lang") or "")[:2].lower()
    language = language_of(words(f"{title} {content}"[:2_000])) or declared
    date = read_date(found.date) if found.date else None
    return Article(
        title=title[:500],
        text=content[:TEXT_LIMIT],
        date=date.astimezone(UTC) if date else None,
        author=clean(found.author or "")[:200],
        language=language,
    )


def reserves_text(tree: Any) -> bool:
    """Whether a page says in its head that its text may not be mined (TDMRep)."""
    return any(
        (node.get("name") or "").lower() == "tdm-reservation"
        and (node.get("content") or "").strip() == "1"
        for node in tree.iter("meta")
    )


def _extract(text: str, url: str) -> Any:
    from trafilatura import bare_extraction

    # An extensive search of dates invents some (« © 2019 » gives the first of January).
    options = {"extensive_search": False, "original_date": True}
    try:
        found = bare_extraction(
            text,
            url=url or None,
            favor_precision=True,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=options,
        )
    except Exception as error:  # whatever a third-party reader does on a foreign page
        raise ParseError(
            "Cette page n’a pas pu être lue ; ouvrez-la dans un navigateur pour vérifier."
        ) from error
    if found is None:
        found = bare_extraction(
            text,
            url=url or None,
            include_comments=False,
            with_metadata=True,
            date_extraction_params=options,
        )
    if found is None:
        raise ParseError(_NO_TEXT)
    return found
