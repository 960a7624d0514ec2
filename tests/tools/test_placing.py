"""The measure of placing: its lists are whole, and answers that call themselves sure or likely are rarely wrong."""

from geo.gazetteer import Sureness
from tools.placing.__main__ import CLAIMS, KINDS
from tools.placing.cases import misspelt, read_country_spellings, read_list, read_passages
from tools.placing.measures import Calibration, measure


def test_lists_have_points_of_the_globe_and_each_kind_has_cases() -> None:
    files = ("cities.csv", "towns.csv", "airport_cities.csv", "stations.csv", "by_hand.csv", "strangers.csv")
    cases = [case for file in files for case in read_list(file)]
    assert all(abs(case.lat) <= 90 and abs(case.lon) <= 180 and case.km > 0 for case in cases)
    assert all(len(read_list("by_hand.csv", kind)) >= 20 for kind in KINDS)
    assert len(read_passages()) > 60 < len(read_country_spellings())


def test_sure_and_likely_are_rarely_wrong() -> None:
    calibration = Calibration()
    for file in ("cities.csv", "towns.csv", "airport_cities.csv", "by_hand.csv"):
        measure(file, read_list(file), 90, calibration)
        measure(file, read_list(file), 95, calibration, with_hint=True)
    for sureness, aim in CLAIMS.items():
        assert calibration.total[sureness] > 1000
        assert 100 * calibration.wrong[sureness] / calibration.total[sureness] <= aim, calibration.names[sureness]


def test_a_slip_changes_a_name_and_is_the_same_each_time() -> None:
    cases = read_list("cities.csv")
    assert [case.name for case in misspelt(cases, 1)] == [case.name for case in misspelt(cases, 1)]
    assert Sureness.SURE in CLAIMS
