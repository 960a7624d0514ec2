"""Trip ids: whether a column joins rows that are neighbours in time, as trips do, and whether its ids are names."""

from collections.abc import Sequence
from datetime import date
from itertools import islice, pairwise

from data.reading.values.calendar_words import fold

MOST_COMPARED_IDS = 5_000  # rows
BREAK_DAYS = 120  # between two rows of one trip; a longer rest at one place is rare
MOST_BREAKS = 0.3  # of the joins
NAME_SHARE = 0.6  # of the ids that must be names
# Kinds of trips, which are no trips themselves.
CATEGORY_TEXT = (
    "business leisure vacation holiday holidays personal private work family pleasure official conference study "
    "domestic international geschäftlich geschäftsreise dienstlich dienstreise privat urlaub beruflich affaires "
    "professionnel personnel vacances loisirs travail negocios trabajo ocio vacaciones negócios trabalho lazer "
    "férias lavoro vacanza piacere zakelijk privé vakantie tjänst semester praca urlop командировка отпуск работа "
    "личная 出差 旅游 度假 公务 出張 観光 休暇 仕事 출장 여행 휴가 관광 업무"
)
CATEGORIES = frozenset(map(fold, CATEGORY_TEXT.split()))


def are_trip_ids(ids: Sequence[str], days: Sequence[date | None], travellers: Sequence[str]) -> bool:
    """Return whether rows of one id are neighbours in time, so that it can be that of a trip.

    >>> spring, summer, autumn = date(2020, 3, 1), date(2020, 7, 1), date(2020, 10, 1)
    >>> are_trip_ids(["1", "1", "2"], [spring, spring, autumn], ["", "", ""])
    True
    >>> are_trip_ids(["Job", "Fun", "Job"], [spring, summer, autumn], ["", "", ""])
    False
    """
    rows = zip(travellers, days, ids, strict=True)
    stated = list(islice((row for row in rows if row[2]), MOST_COMPARED_IDS))
    distinct = {id for _, _, id in stated}
    if len(distinct) == len(stated):
        return True
    if all(fold(id) in CATEGORIES for id in distinct):
        return False
    dated = sorted((traveller, day, id) for traveller, day, id in stated if day)
    joined = len(dated) - len({(traveller, id) for traveller, _, id in dated})
    if not joined:
        return True
    apart = sum(
        one[2] == other[2] and one[0] == other[0] and (other[1] - one[1]).days > BREAK_DAYS
        for one, other in pairwise(dated)
    )
    runs = 1 + sum((one[0], one[2]) != (other[0], other[2]) for one, other in pairwise(dated))
    again = runs - len({(traveller, id) for traveller, _, id in dated})
    return apart + again <= MOST_BREAKS * joined


def are_names(ids: Sequence[str]) -> bool:
    """Return whether ids are names that a trip can be called by.

    >>> are_names(["Honeymoon", "Spring tour 2020"]), are_names(["1-FRE-KOR-1", "TRIP"]), are_names(["deadbeef01"])
    (True, False, False)
    """
    distinct = set(filter(None, islice(ids, MOST_COMPARED_IDS)))
    return bool(distinct) and sum(map(_is_name, distinct)) >= NAME_SHARE * len(distinct)


def _is_name(id: str) -> bool:
    words = id.split()
    lettered = [word for word in words if word.isalpha()]
    if len(words) > 1:
        return any(len(word) > 2 or not word.isascii() for word in lettered)
    return (
        id.replace("-", "").isalpha()
        and (not id.isupper() or not id.isascii())
        and len(id) > 3 - 2 * (not id.isascii())
    )
