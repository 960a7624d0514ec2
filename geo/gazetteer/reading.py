"""A reading: the places that a text means if it is understood in one way."""

from collections.abc import Sequence
from dataclasses import dataclass

from geo.gazetteer.index import Hit


@dataclass(frozen=True, slots=True)
class Reading:
    """The places that a text means if it is understood so. `also`: what it may mean as well, after them.

    `how` is that of `ranking.reason`; `hinted`: the text itself says where the place is; `doubtful`: not all of it was
    understood; `elsewhere`: a town outside of where the row says is really called so too.
    """

    hits: Sequence[Hit]
    how: str = ""
    hinted: bool = False
    doubtful: bool = False
    also: Sequence[Hit] = ()
    elsewhere: bool = False
