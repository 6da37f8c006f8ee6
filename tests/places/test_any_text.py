"""What holds whatever the text."""

from collections.abc import Callable
from itertools import permutations

from hypothesis import given, settings
from hypothesis import strategies as st

from veille.normalise.lexing import Text
from veille.places import Gazetteer, Place, resolve

# Pieces that meet every rule in every order, between letters of any alphabet.
PIECES = st.sampled_from(
    [
        *("Roanne", "ROANNE", "Le Coteau", "Saint-", "St ", "La ", "l’", "d’", "du ", "(Loire)"),
        *("(42", ")", "Nord", "la Loire", " : ", ". ", "\n", " - ", "-", "’", "Orange", "Nice"),
        *("Métropole de Lyon", "communauté de communes ", "AS ", "M. ", "Jean ", " à ", "A "),
        *("Pouilly", "Œuilly", "ﬁ", "É", "e\u0301", "İ", "\u00a0", "\u200b", "２", "½", "_"),
    ]
)
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=3)), max_size=12).map("".join)


@settings(max_examples=400, deadline=None)
@given(title=TEXTS, summary=TEXTS, department=st.sampled_from(["", "42", "2A", "974", "?"]))
def test_any_text_is_read(title: str, summary: str, department: str) -> None:
    text = f"{title}\n{summary}"
    places = resolve(Gazetteer.load(), Text(title, summary), department=department)

    for place in places:
        assert 0 <= place.start < place.end <= len(text)
        assert text[place.start : place.end].strip()
        assert place.why
        assert bool(place.code) is not place.ambiguous
        assert place.level in ("commune", "epci", "departement", "region")
    assert len({(place.level, place.code or place.name) for place in places}) == len(places)


def test_the_order_of_the_sentences_does_not_matter(
    places_of: Callable[..., tuple[Place, ...]],
) -> None:
    sentences = (
        "Le maire de Pouilly a signé.",
        "La ligne passe par Metz et Thionville.",
        "Roannais Agglomération a voté.",
        "Le département de la Moselle paiera.",
    )

    read = {
        frozenset((place.level, place.code) for place in places_of("", " ".join(order)))
        for order in permutations(sentences)
    }

    assert len(read) == 1
