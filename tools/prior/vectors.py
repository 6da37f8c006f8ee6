"""Words as directions, from the company they keep: « brasserie » lies near « bière ».

Counted in the news articles, feeds and titles of projects of the ``shared`` folder, some six
million words; nothing of the texts remains but what each word weighs.
"""

import gzip
import json
from collections import Counter
from collections.abc import Iterator

import numpy as np
import scipy.sparse as sp
from sklearn.utils.extmath import randomized_svd

from tools.prior.items import SHARED, real_texts
from veille.normalise.words import stem, words

# Times a stem is met at least: below, its company is chance.
FEWEST = 5
# Words on each side that are its company, the nearer the more.
WINDOW = 5
DIRECTIONS = 200
# Very frequent words are passed over as often as word2vec does; power of the frequency of company.
_FREQUENT, _POWER = 1e-4, 0.75


def vectors() -> tuple[list[str], np.ndarray]:
    """The stems, most frequent first, and one line of length 1 for each."""
    read = [[stem(word) for word in words(text)] for text in _texts()]
    counts = Counter(word for text in read for word in text)
    stems = [word for word, count in counts.most_common() if count >= FEWEST]
    rank = {word: number for number, word in enumerate(stems)}
    gap = [-1] * WINDOW
    flat = np.array([n for text in read for n in (*(rank.get(w, -1) for w in text), *gap)])
    share = np.array([counts[word] for word in stems], float)
    share /= share.sum()
    kept = (
        np.random.default_rng(0).random(len(flat)) < np.minimum(1, np.sqrt(_FREQUENT / share))[flat]
    )
    flat = flat[kept | (flat < 0)]
    together = sp.csr_array((len(stems), len(stems)))
    for distance in range(1, WINDOW + 1):
        one, other = flat[:-distance], flat[distance:]
        both = (one >= 0) & (other >= 0)
        met = np.full(both.sum(), 1 / distance)
        together += sp.coo_array((met, (one[both], other[both])), shape=together.shape).tocsr()
    together = (together + together.T).tocoo()
    often = np.asarray(together.sum(axis=1)).ravel() + 1e-9
    company = often**_POWER
    surprise = np.log(together.data / often[together.row] / (company / company.sum())[together.col])
    said = surprise > 0
    positive = sp.csr_array(
        (surprise[said], (together.row[said], together.col[said])), shape=together.shape
    )
    left, strength, _ = randomized_svd(positive, DIRECTIONS, n_iter=3, random_state=0)
    found = left * np.sqrt(strength)
    return stems, found / (np.linalg.norm(found, axis=1, keepdims=True) + 1e-9)


def _texts() -> Iterator[str]:
    articles = SHARED / "texts/orangesum/items.jsonl.gz"
    with gzip.open(articles, "rt", encoding="utf-8") as lines:
        for one in map(json.loads, lines):
            yield from (one["title"], one["heading"] or "", one["article"] or "")
    for title, summary in real_texts():
        yield from (title, summary)
    with (SHARED / "texts/fonds-vert/projects.jsonl").open(encoding="utf-8") as lines:
        for one in map(json.loads, lines):
            yield one["title"]
