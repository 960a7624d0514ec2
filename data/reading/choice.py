"""Choices: what the owner of a table says where the guess is wrong, and what no table says."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Choice:
    """`columns` gives roles (the keys of `ROLES`) another column, "" being none; roles left out stay as guessed.

    `dates` is "day first", "month first" or "", as guessed. `home` is where rows that only name stops begin and end.
    With `chain` the stops of one traveller become one trip where their dates touch.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    dates: str = ""
    home: str = ""
    chain: bool = False


AS_GUESSED = Choice()
