"""Reasons: why a column is taken for its role, as its owner is shown."""

from collections.abc import Mapping

from data.i18n.message import LocalizedText
from data.reading.columns.vocabulary import ROLES, spellings

# Roles of the two ends of a way; a column of the one is recognised beside that of the other.
END_PAIRS = {
    "origin": "destination",
    "origin lat": "lat",
    "origin lon": "lon",
    "origin point": "point",
    "origin country": "country",
    "start": "end",
}
OTHER_END = {**END_PAIRS, **{there: here for here, there in END_PAIRS.items()}}


def role_reasons(mapping: Mapping[str, str], chosen: Mapping[str, str], mode: str = "") -> dict[str, LocalizedText]:
    """Return for each role of a mapping why its column plays it; `chosen` are the columns that the owner chose.

    `mode` is that of all rows where no column says it but the table does; its reason stands for the column.

    >>> print(role_reasons({"destination": "City"}, {})["destination"])
    by its name
    """
    reasons = {role: _reason(role, column, mapping, chosen) for role, column in mapping.items()}
    if mode and "mode" not in mapping:
        reasons["mode"] = LocalizedText("role_mode_of_all", mode=LocalizedText(mode))
    return reasons


def _reason(role: str, column: str, mapping: Mapping[str, str], chosen: Mapping[str, str]) -> LocalizedText:
    if chosen.get(role) == column:
        return LocalizedText("role_chosen")
    if any(spelling in ROLES.get(role, ()) for spelling in spellings(column)):
        return LocalizedText("role_by_name")
    if other := mapping.get(OTHER_END.get(role, "")):
        return LocalizedText("role_by_pair", column=other)
    return LocalizedText("role_by_cells")
