"""Entries: the data of one place from a source, before it becomes a row of the index."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache

from geo.folding import name_key
from geo.gazetteer.index import Kind, Standing

folded = cache(name_key)  # every source folds the same million names


@dataclass(slots=True)
class Entry:
    """One place. `country` is ISO 3166-1 alpha-2, `region` a key of the region table; degrees are WGS 84.

    `is_seat`: a town that is found by its sound and by adapted spelling, as capitals are.
    """

    id: str
    name: str
    kind: Kind
    country: str
    region: str
    lon: float
    lat: float
    population: int
    own: set[str] = field(default_factory=set)
    others: set[str] = field(default_factory=set)
    codes: set[str] = field(default_factory=set)
    members: tuple[str, ...] = ()
    overshadowed: bool = False
    standing: Standing = Standing.PLAIN
    is_seat: bool = False

    def add(self, names: Iterable[str]) -> None:
        """Add alternate names."""
        self.others.update(names)
