"""The keys of ``sources.yaml``, told to editors as a JSON Schema with French descriptions."""

from collections.abc import Iterable
from typing import Any

Schema = dict[str, Any]

SOURCE_KEYS: dict[str, Schema] = {
    "id": {
        "type": "string",
        "pattern": "^[A-Za-z0-9_-]{1,64}$",
        "description": "Identifiant unique : lettres sans accent, chiffres, - et _. Ne le changez"
        " plus : il relie la source à ses archives.",
    },
    "name": {
        "type": "string",
        "minLength": 1,
        "maxLength": 200,
        "description": "Nom montré aux lecteurs.",
    },
    "url": {
        "type": "string",
        "pattern": "^([Hh][Tt][Tt][Pp][Ss]?://[^/]|imaps?://|\\./)",
        "maxLength": 2000,
        "description": "Adresse complète, avec http:// ou https:// ; pour un dossier de documents,"
        " ./dossier ; pour une boîte aux lettres, imaps://nom@serveur/DOSSIER.",
    },
    "kind": {"type": "string", "default": "feed", "description": "Nature de la source."},
    "every": {
        "type": "string",
        "pattern": "^[0-9]+[mhd]$",
        "default": "2h",
        "description": "Temps le plus court entre deux visites : 30m, 2h ou 1d ; de 5m à 31d.",
    },
    "every_max": {
        "type": "string",
        "pattern": "^[0-9]+[mhd]$",
        "default": "1d",
        "description": "Temps le plus long entre deux visites, pour une source qui publie peu.",
    },
    "rights": {
        "enum": ["open", "press", "internal"],
        "default": "press",
        "description": "open : réutilisable ; press : titre, lien et court extrait seulement ;"
        " internal : jamais diffusé.",
    },
    "themes": {
        "type": "array",
        "items": {"type": "string"},
        "description": "Codes des thèmes habituels de la source (fichiers de rules/themes/).",
    },
    "weight": {
        "type": "number",
        "exclusiveMinimum": 0,
        "maximum": 3,
        "default": 1.0,
        "description": "Multiplie la pertinence des articles ; au-dessus de 0, jusqu’à 3.",
    },
    "extract": {
        "type": "integer",
        "minimum": 0,
        "maximum": 200,
        "default": 200,
        "description": "Caractères du résumé que l’on peut montrer (presse) ; de 0 à 200.",
    },
    "tags": {
        "type": "array",
        "items": {"type": "string"},
        "description": "Étiquettes libres.",
    },
    "zone": {"type": "string", "description": "Territoire couvert, texte libre."},
    "actor": {
        "type": "string",
        "description": "Type d’acteur, texte libre : collectivité, presse, chambre consulaire…",
    },
    "probed": {
        "enum": ["yes", "no", "oui", "non", True, False],
        "default": "yes",
        "description": "no : personne n’a encore vérifié que l’adresse répond.",
    },
    "enabled": {
        "enum": ["yes", "no", "oui", "non", True, False],
        "default": "yes",
        "description": "no : la source n’est plus visitée, ses archives restent.",
    },
    "selectors": {
        "type": "object",
        "additionalProperties": False,
        "required": ["item"],
        "properties": {
            "item": {"type": "string", "description": "Sélecteur CSS de chaque publication."},
            "title": {"type": "string", "description": "Sélecteur du titre, dans l’élément."},
            "link": {"type": "string", "description": "Sélecteur du lien, dans l’élément."},
            "date": {"type": "string", "description": "Sélecteur de la date, dans l’élément."},
            "summary": {"type": "string", "description": "Sélecteur du résumé, dans l’élément."},
        },
        "description": "Pour une page dont la liste n’est pas trouvée toute seule.",
    },
    "articles": {
        "enum": ["yes", "no", "oui", "non", True, False],
        "default": "yes",
        "description": "no : ne jamais aller lire l’article quand la liste en dit trop peu.",
    },
    "check_certificate": {
        "enum": ["yes", "no", "oui", "non", True, False],
        "default": "yes",
        "description": "no : accepter le certificat de ce site même s’il n’est pas valable.",
    },
    "sender": {
        "type": "string",
        "maxLength": 200,
        "description": "Boîte aux lettres : ne lire que les lettres de cet expéditeur.",
    },
}
"""One entry a key that the reader knows, in the order they are shown to people."""

SELECTOR_KEYS = tuple(SOURCE_KEYS["selectors"]["properties"])


def sources_schema(kinds: Iterable[str]) -> Schema:
    """JSON Schema of ``sources.yaml`` (draft 2020-12), for the ``kinds`` now known."""
    properties = {**SOURCE_KEYS, "kind": {**SOURCE_KEYS["kind"], "enum": sorted(kinds)}}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Sources de la veille",
        "type": "object",
        "additionalProperties": False,
        "required": ["sources"],
        "properties": {
            "sources": {
                "type": ["array", "null"],
                "description": "Une entrée par source suivie.",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "required": ["id", "name", "url"],
                    "properties": properties,
                },
            }
        },
    }
