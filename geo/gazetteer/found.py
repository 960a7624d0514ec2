"""What was found: candidates, and the answer to a query."""

from dataclasses import dataclass

from data.i18n.message import LocalizedText
from geo.gazetteer.query import Query


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a query may mean. `country` is ISO 3166-1 alpha-2 or ""; degrees are WGS 84; 0 people: not known.

    `label` tells namesakes apart, as "Springfield (Missouri)" does.
    """

    id: str
    name: str
    label: str
    country: str
    region: str
    lon: float
    lat: float
    population: int
    source: str


@dataclass(frozen=True, slots=True)
class Found:
    """The candidates of a query, best first, at most ten of `total`; `why` says why the first, or why there is none.

    `lead`: by how many powers of ten of population, or of what counts as much, the first outranks the second; infinite
    if it is the only one, 0 if the query names only a part of it or there is none.
    """

    query: Query
    candidates: tuple[Candidate, ...]
    total: int
    why: LocalizedText
    lead: float = 0.0
