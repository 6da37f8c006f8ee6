"""Any other dataset of an Opendatasoft portal: its usual fields, whatever they are called."""

import re
from urllib.parse import quote, urlsplit

from veille.collect.feed_entry import Entry
from veille.collect.opendata_fields import Record, lines, safe_title, text, texts
from veille.collect.opendata_places import Places
from veille.normalise.words import fold

# Names in the order of preference; « titre_fr » and « titre_du_projet » answer to « titre ».
_TITLES = tuple("titre title intitule nom name objet libelle designation label sujet".split())
_TEXTS = tuple("description resume chapo texte contenu descriptif detail commentaire".split())
_DATES = tuple(
    "date_publication date_de_publication dateparution date_parution published publication_date "
    "date date_debut created_at updated_at date_maj date_modification".split()
)
_LINKS = tuple("url lien link permalien permalink site_web site web".split())
_IDENTITIES = tuple(
    "id identifiant recordid _id uid uuid guid reference ref numero code siret".split()
)
_AUTHORS = tuple("auteur author organisme porteur beneficiaire maitre_ouvrage".split())

_OTHERS = 10
"""Fields told besides the description: those of one screen."""
_QUERY = 100
"""Characters of the search that leads to a record in the portal."""
_DATASET = re.compile(r"/api/explore/v[\d.]+/catalog/datasets/([^/]+)/")


def entry(record: Record, places: Places, url: str) -> Entry | None:
    """The record as an entry, or None when it names none of the ``places``.

    ``url``: the address of the answer, to build the record's page in the portal.
    """
    if places and not _communes(record, places):
        return None
    title, identity = _usual(record, _TITLES), _usual(record, _IDENTITIES)
    return Entry(
        id=identity,
        link=_link(record) or _portal_page(url, identity or title),
        title=safe_title(title),
        html=lines([("Description", _usual(record, _TEXTS)), *_others(record)]),
        published=_usual(record, _DATES),
        author=safe_title(_usual(record, _AUTHORS)),
    )


def _communes(record: Record, places: Places) -> list[str]:
    values = [one for field in record.values() for one in texts(field)]
    return (
        places.coded(values)
        or places.listed(values)
        or [name for one in values for name in places.named(one)]
    )


def _usual(record: Record, names: tuple[str, ...]) -> str:
    return text(record, *_fields(record, names))


def _fields(record: Record, names: tuple[str, ...]) -> list[str]:
    keys = {key: fold(key) for key in record}
    exact = [key for name in names for key, folded in keys.items() if folded == name]
    longer = [
        key for name in names for key, folded in keys.items() if folded.startswith(f"{name}_")
    ]
    return [*exact, *longer]


def _link(record: Record) -> str:
    for name in _fields(record, _LINKS):
        for value in texts(record.get(name)):
            if value.startswith(("https://", "http://")):
                return value
    return ""


def _portal_page(url: str, sought: str) -> str:
    """The dataset's table, filtered on the record: Explore gives records no page of their own."""
    dataset = _DATASET.search(url)
    if dataset is None:
        return ""
    parts = urlsplit(url)
    query = quote(f'"{sought[:_QUERY]}"' if sought else "", safe="")
    return f"{parts.scheme}://{parts.netloc}/explore/dataset/{dataset[1]}/table/?q={query}"


def _others(record: Record) -> list[tuple[str, str]]:
    told = {
        key for names in (_TITLES, _TEXTS, _LINKS, _IDENTITIES) for key in _fields(record, names)
    }
    rest = [(key.replace("_", " ").strip(), text(record, key)) for key in record if key not in told]
    return [(label[:1].upper() + label[1:], value) for label, value in rest if value][:_OTHERS]
