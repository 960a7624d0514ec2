"""Settings: what a host may choose, and one sentence about what cannot be."""

from pathlib import Path

import pytest

from data.records import BUILT_IN
from data.settings import Settings, SettingsError, read_settings

AGENT = {"TRIP_MAP_USER_AGENT": "a-newspaper maps@example.org"}


def test_nothing_chosen_is_the_built_in_records_and_no_one_asked() -> None:
    assert read_settings([], {}) == Settings(BUILT_IN, "", "")


def test_the_first_argument_is_the_table(tmp_path: Path) -> None:
    file = tmp_path / "mine.csv"
    file.write_text("destination\n")
    assert read_settings([str(file), "more"], {}).file == file.resolve()


@pytest.mark.parametrize("name", ["nothing.csv", "."])
def test_a_table_that_is_not_there_is_named(tmp_path: Path, name: str) -> None:
    with pytest.raises(SettingsError, match=r"there is no such file; give the path of a table of trips after “--”"):
        read_settings([str(tmp_path / name)], {})


def test_nominatim_is_asked_only_by_one_who_says_who_asks() -> None:
    with pytest.raises(SettingsError, match="TRIP_MAP_NOMINATIM needs TRIP_MAP_USER_AGENT"):
        read_settings([], {"TRIP_MAP_NOMINATIM": "nominatim.example.org"})
    settings = read_settings([], {"TRIP_MAP_NOMINATIM": "nominatim.example.org", **AGENT})
    assert (settings.nominatim, settings.user_agent) == ("nominatim.example.org", "a-newspaper maps@example.org")


def test_a_user_agent_alone_asks_no_one() -> None:
    assert read_settings([], AGENT).nominatim == ""


def test_equal_settings_are_one_data_set_in_the_cache() -> None:
    assert hash(read_settings([], AGENT)) == hash(read_settings([], dict(AGENT)))


def test_a_host_may_bound_uploads_by_whole_numbers() -> None:
    settings = read_settings([], {"TRIP_MAP_UPLOAD_MB": "5", "TRIP_MAP_UPLOAD_LEGS": "100"})
    assert (settings.upload_mb, settings.upload_legs) == (5, 100)
    with pytest.raises(
        SettingsError, match="TRIP_MAP_UPLOAD_MB is “much”; expected a whole number above 0, such as 200"
    ):
        read_settings([], {"TRIP_MAP_UPLOAD_MB": "much"})
