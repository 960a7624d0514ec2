"""Records that are made quickly are frozen dataclasses all the same."""

from dataclasses import FrozenInstanceError, replace

import pytest

from data.edtf import parse_moment
from data.records.legs import Leg, Stop
from data.records.trips import Trip

LEG = Leg(2, None, parse_moment("2019-03-01"), (Stop("Rome", False, "destination"),), "rail", False, "", "", "", (), ())


def test_a_field_that_is_not_given_has_its_default() -> None:
    assert (LEG.stay, LEG.details) == (False, ())
    assert Trip("1", "Ann", "Rome", "", "", (), legs=(LEG,)).titled


def test_a_record_cannot_be_changed_but_in_a_copy() -> None:
    with pytest.raises(FrozenInstanceError):
        LEG.row = 3  # type: ignore[misc]
    copy = replace(LEG, row=3)
    assert (copy.row, copy.stops, LEG.row) == (3, LEG.stops, 2)
    assert replace(copy, row=2) == LEG
    assert hash(replace(copy, row=2)) == hash(LEG)
