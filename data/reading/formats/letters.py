"""Letters: which old encoding of Latin letters a text has, by the letters that its bytes stand for beside others.

`letters.csv` says how often each letter stands after and before which in names of places, for groups of languages. It
is counted by `python -m tools.letters` from GeoNames (CC BY 4.0).
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from math import log
from pathlib import Path

LETTERS_FILE = Path(__file__).with_name("letters.csv")
WESTERN, CENTRAL, TURKISH = "western", "central", "turkish"
# The encodings told apart, the languages of each, and how much less often one is met, as a logarithm.
LATIN_CODECS = {
    "cp1252": (WESTERN, 0.0),
    "cp1250": (CENTRAL, -1.0),
    "cp1254": (TURKISH, -2.0),
    "mac_roman": (WESTERN, -2.5),
}
OTHER = " "  # no letter
BEYOND_ASCII = "\x80"
LETTER = re.compile(rb"[\x80-\xff]")
MOST_LETTERS = 5_000  # that are looked at
LEAST_SCORE = -12.0  # of each letter; those of other scripts have less
UNSEEN, PAIR_WEIGHT = 0.02, 2.0
# Marks of print beside letters, which names of places hardly have, each as often as a usual letter.
PRINTED = ("l’A", "d’é", "s’ ", " ‘a", " “P", "s” ", " – ", "2–3", " — ", "k… ", "5€ ", "2° ", " «L", "o» ", "l´A")
PRINTED_TIMES = 100


def neighbour(character: str) -> str:
    """What a character is beside a letter: a small letter of ASCII, a letter beyond it, or no letter."""
    if not character.isascii():
        return BEYOND_ASCII
    return character.lower() if character.isalpha() else OTHER


@dataclass(frozen=True, slots=True)
class _Model:
    """How often letters stand after and before what, in the names of a group of languages."""

    single: Counter[str]
    after: Counter[tuple[str, str]]
    before: Counter[tuple[str, str]]
    total: int

    def score(self, left: str, letter: str, right: str) -> float:
        """The logarithm of how likely a letter with its neighbours is."""
        alone = (self.single[letter] + UNSEEN) / self.total
        first = (self.after[left, letter] + PAIR_WEIGHT * alone) / self.total
        last = (self.before[letter, right] + PAIR_WEIGHT * alone) / self.total
        return (log(alone) + log(first) + log(last)) / 2


def latin_codec(content: bytes) -> str:
    """Return the likeliest codec of a text in Latin letters, "" where its bytes are hardly such letters.

    >>> latin_codec("Ząbkowice, Łódź".encode("cp1250")), latin_codec("Orléans, Zürich".encode("mac_roman"))
    ('cp1250', 'mac_roman')
    """
    seen = Counter(islice(_beyond_ascii(content), MOST_LETTERS))
    scores = {codec: _score(seen, codec) for codec in LATIN_CODECS}
    best = max(scores, key=lambda codec: scores[codec])
    return best if scores[best] > LEAST_SCORE * seen.total() else ""


def _beyond_ascii(content: bytes) -> Iterator[tuple[str, bytes, str]]:
    """Each byte beyond ASCII with what stands before and after it."""
    for found in LETTER.finditer(content):
        at = found.start()
        before, after = content[at - 1 : at] or b" ", content[at + 1 : at + 2] or b" "
        yield neighbour(before.decode("latin-1")), found[0], neighbour(after.decode("latin-1"))


def _score(seen: Mapping[tuple[str, bytes, str], int], codec: str) -> float:
    group, rare = LATIN_CODECS[codec]
    letters = {byte: byte.decode(codec, "replace").lower() for _, byte, _ in seen}
    model = _model(group)
    return rare + sum(times * model.score(left, letters[byte], right) for (left, byte, right), times in seen.items())


@cache
def _model(group: str) -> _Model:
    single, after, before = Counter[str](), Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    with LETTERS_FILE.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["group"] == group]
    counted = [(row["left"], row["letter"], row["right"], int(row["times"])) for row in rows]
    marks = [(neighbour(text[0]), text[1], neighbour(text[2]), PRINTED_TIMES) for text in PRINTED]
    for left, letter, right, times in (*counted, *marks):
        single[letter] += times
        after[left, letter] += times
        before[letter, right] += times
    return _Model(single, after, before, single.total())
