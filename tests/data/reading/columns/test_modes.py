"""Modes of transport have many names."""

import pytest

from tests.read_tables import written


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ("Train", "rail"),
        ("by plane", "air"),
        ("Car rental", "road"),
        ("FERRY", "sea"),
        ("on foot", "foot"),
        ("broom", "other"),
    ],
)
def test_modes_have_many_names(said: str, mode: str) -> None:
    assert written("city,mode", f"Rome,{said}", "Oslo,train", "Bern,train").trips[0].mode == mode
