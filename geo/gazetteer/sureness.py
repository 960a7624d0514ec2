"""How sure an answer is: "sure" and "likely" are rarely wrong, as `python -m tools.placing` measures."""

from collections.abc import Sequence

from geo.gazetteer.index import NATURAL, Index, Kind, Standing
from geo.gazetteer.query import Sureness
from geo.gazetteer.ranking import FACILITIES, UNSURE, RankedHit, lead
from geo.gazetteer.reading import Reading

# Two powers of ten: Paris in France has a hundred times the people of Paris in Texas, and is a capital.
_LIKELY = 2.0
# A town of fewer people is no proof where only one is known: the word may be a region, a venue, a slip of a finger.
_KNOWN = 15_000
_SMALL = 5_000
# A place that is merely also called so is meant if it is large and nothing is really called so.
_LARGE = 100_000
# Of fewer letters, a name that a place is merely also called is too near to others: "Cos", which is no Jos.
_LONG_ENOUGH, _LONG_ENOUGH_FOR_CAPITALS = 5, 4
_SMALL_KINDS = NATURAL | {Kind.CITY, Kind.AIRPORT}


def judge(index: Index, order: Sequence[RankedHit], reading: Reading, name: str, hinted: bool) -> tuple[Sureness, str]:
    """How sure the first of the ranked hits is, and a message's key for what is in doubt, or ""."""
    best, alone = order[0], len(order) == 1
    if reading.doubtful or reading.how in UNSURE or lead(order) < _LIKELY or _is_rivalled(index, order):
        is_named_so = best.hit.own or reading.how or best.kind is Kind.AIRPORT
        return Sureness.AMBIGUOUS, "" if is_named_so else "placed_also_called"
    surest = Sureness.SURE if alone else Sureness.LIKELY
    if reading.how:  # by its code, or at its city
        known = best.population >= _KNOWN
        return (surest if reading.how not in FACILITIES else Sureness.LIKELY if known else Sureness.AMBIGUOUS), ""
    if not best.hit.own:
        return _by_another_name(order, name, hinted)
    small = best.population < _KNOWN and best.kind in _SMALL_KINDS
    # Of a small river more is known than of a village on it, which many are called by.
    # A name that towns in two countries have is one that villages have which no list names.
    if not small or (hinted and best.kind not in NATURAL and not reading.elsewhere):
        # Where the row names the country, there may yet be a village of the name that no list has; and a part of
        # Chicago may be called as a place elsewhere is.
        is_suburb = index.standing(best.hit.row) is Standing.SUBURB
        return (Sureness.LIKELY if small or is_suburb else surest), ""
    if index.is_overshadowed(best.hit.row):
        return Sureness.AMBIGUOUS, "placed_overshadowed"
    known = best.kind is Kind.AIRPORT or (best.population >= _SMALL and not reading.elsewhere)
    return (Sureness.LIKELY, "") if known else (Sureness.AMBIGUOUS, "placed_small")


def _is_rivalled(index: Index, order: Sequence[RankedHit]) -> bool:
    """Whether the first has a rival that more people do not make less likely.

    The name of a country is that of another country's capital too, as عمان is of Oman and Amman; or the first is a
    small town and an airport is elsewhere: people fly to the Ambler in Alaska, but more live in Pennsylvania's.
    """
    best = order[0]
    if best.kind is Kind.COUNTRY:
        own = index.within(best.hit.row)
        return any(one.kind is Kind.CAPITAL and index.country(one.hit.row) not in own for one in order[1:])
    return best.hit.own and best.population < _KNOWN and any(one.kind is Kind.AIRPORT for one in order[1:])


def _by_another_name(order: Sequence[RankedHit], name: str, hinted: bool) -> tuple[Sureness, str]:
    best = order[0]
    if hinted and best.kind is Kind.CITY and best.population < _KNOWN:
        # "Whitmore, United States" is hardly Whitmore Village.
        return Sureness.AMBIGUOUS, "placed_also_called"
    if hinted:
        return Sureness.LIKELY, ""
    large = best.kind in (Kind.CAPITAL, Kind.COUNTRY) or (best.population >= _LARGE and best.kind not in NATURAL)
    least = _LONG_ENOUGH_FOR_CAPITALS if best.kind is Kind.CAPITAL else _LONG_ENOUGH
    is_long = len(name) >= least or not name.isascii()
    namesake = any(one.hit.own or one.population >= _KNOWN or one.kind is Kind.AIRPORT for one in order[1:])
    return (Sureness.LIKELY, "") if large and is_long and not namesake else (Sureness.AMBIGUOUS, "placed_also_called")
