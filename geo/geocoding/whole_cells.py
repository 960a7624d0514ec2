"""Whole cells: texts that a comma or an "and" seems to divide, though they name one place."""

import re
from functools import cache

from geo.gazetteer import Gazetteer

_DIVIDED = re.compile(r"[,،，、]|\s(?:and|und|et|y|&)\s")
_KOREAN = re.compile(r"[\uac00-\ud7a3]+")  # of which the last letter may be a particle


def is_one_place(text: str) -> bool:
    """Whether a text that a table's reader would divide names one place, with where it is or without.

    >>> is_one_place("Treinta y Tres"), is_one_place("Salisbury, Rhodesia"), is_one_place("10 Downing Street, London")
    (True, True, True)
    >>> is_one_place("Paris, Lyon"), is_one_place("Rome and Milan"), is_one_place("Kuala Lumpur, Singapore")
    (False, False, False)
    >>> is_one_place("카이로"), is_one_place("카이로에서")
    (True, False)
    """
    return bool(_DIVIDED.search(text) or _KOREAN.fullmatch(text)) and _gazetteer().is_one_place(text)


@cache
def _gazetteer() -> Gazetteer:
    return Gazetteer()
