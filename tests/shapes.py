"""Shapes: the tables of `tests/tables/`, in the shapes that people have, and the trips that each of them holds."""

from tests.server import ROOT

TABLES = ROOT / "tests" / "tables"
# A trip as a test writes it: its id, its traveller, its mode, its first and last day, and its way.
Told = tuple[str, str, str, str, str]
PACIFIC, BEND = "-08:00", "44.2726, -121.1739 > 44.4, -121.15"

SHAPES: dict[str, list[Told]] = {
    "tripit.ics": [
        (
            "row-2",
            "",
            "air",
            "2018-05-03T08:15:00+00:00/2018-05-03T10:15:00+00:00",
            "CPH > BHX",
        ),
        ("row-3", "", "other", "2018-05-03/2018-05-05", "Birmingham, United Kingdom"),
        ("row-4", "", "air", "2018-06-01T10:15:00+02:00/2018-06-01T12:15:00+02:00", "Zürich ZRH > London"),
        ("row-6", "", "other", "2018-06-03", "Paris, FR"),
    ],
    "my_maps.kml": [
        ("row-2", "", "other", "2019", "Paris"),
        ("row-4", "", "other", "2019", "Paris, FR > Lyon, France"),
        ("row-3", "", "other", "2019-05-03", "Rome"),
    ],
    "routes.gpx": [
        ("row-4", "", "foot", "2025-01-01", "41.15, -8.61 > 41.3, -8.43 > 41.151, -8.611"),
        ("route 1", "", "other", "", "Paris > Lyon > Marseille"),
    ],
    "traewelling.json": [
        (
            "9",
            "",
            "rail",
            "2024-02-03T10:00:00+01:00/2024-02-03T15:00:00+01:00",
            "Karlsruhe Hbf > Hamburg Hbf",
        ),
    ],
    "travelynx.json": [("1", "", "rail", "2018-06-10", "Berlin Hbf > München Hbf")],
    "visits.yaml": [
        ("row-2", "", "other", "2018-05-03", "Paris"),
        ("row-3", "", "other", "2018-06-04", "Rome"),
    ],
    "wikipedia_years.html": [
        ("1", "", "other", "2014-05-20/2014-05-22/2014-05-23", "Tokyo, JP > Beijing, CN"),
        ("2", "", "other", "2015-06-30/2015-07-02", "Paris, FR"),
    ],
    "colt.csv": [
        ("1-FRE-CIV-1", "Rufus Firefly", "other", "1999-03-14/1999-03-16", "Abidjan, CI > Yamoussoukro, CI"),
        ("2-FRE-KOR-1", "Rufus Firefly", "other", "2001", "South Korea, KR"),
        ("3-FRE-USA-1", "Rufus Firefly", "other", "2001-02-03/2001-02-04", "Washington, D.C., US"),
    ],
    "state_department.txt": [
        ("row-4", "", "other", "1972-02-21/1972-02-28", "Peking, CN > Hangchow, CN > Shanghai, CN"),
        ("row-5", "", "other", "1972-03", "Congo, Democratic Republic of, CD"),
        ("row-2", "", "other", "2018-06-10/2018-06-13", "Seoul, KR > Busan, KR"),
        ("row-3", "", "other", "2018-12-30/2019-01-02", "Mexico, D.F., MX"),
    ],
    "wikipedia_kim.html": [
        ("1", "", "other", "2018-03-25/2018-03-28/2018-04-02", "Beijing, CN > Ulaanbaatar, MN"),
        ("2", "", "other", "2019-02-26/2019-02-28", "Hanoi, VN > Đồng Đăng, VN"),
    ],
    "wikipedia_kim_mirror.html": [
        ("row-2", "", "other", "2018-05-07/2018-05-08", "Dalian, CN"),
        ("row-3", "", "other", "2018-06-10/2018-06-12", "Singapore, SG"),
    ],
    "wikipedia_presidents.wiki": [
        ("1", "", "other", "2013-05-02/2013-05-03", "Mexico City, MX"),
        ("2", "", "other", "2013-05-03/2013-05-04", "San José, CR > Liberia, CR"),
    ],
    "wikipedia_areas.wiki": [
        ("1", "", "other", "2009-02-19", "Ottawa, CA"),
        ("2", "", "other", "2009-03-31/2009-04-03", "London, GB > Windsor, GB"),
    ],
    "myflightradar24.csv": [
        ("row-2", "", "air", "2006-02", "Dunedin / Momona (DUD/NZDN) > Christchurch / Christchurch (CHC/NZCH)"),
        ("row-3", "", "air", "2007-03-04", "London / Heathrow (LHR/EGLL) > Oslo / Gardermoen (OSL/ENGM)"),
    ],
    "openflights.csv": [
        ("16", "", "air", "2008-01-18/2008-01-20", "DXB > RUH > DXB"),
        ("row-4", "", "air", "2008-01-18", "DXB > RUH"),
    ],
    "flighty.csv": [
        ("row-2", "", "air", "2023-05-01", "LHR > JFK"),
        ("row-3", "", "air", "2023-05-09", "JFK > SNN"),
    ],
    "opensky.csv": [("row-2", "", "air", "2018-01-29", "EDDF > EDDM")],
    "trainlog.csv": [
        ("1", "ann", "rail", "2023-04-01", "Paris Gare de Lyon > Milano Centrale"),
        ("2", "ann", "road", "", "Milano > Lugano"),
    ],
    "polarsteps.json": [("51", "", "other", "2025-01-01", "Porto, PT"), ("52", "", "other", "2025-01-02", "Faro, PT")],
    "kaggle.csv": [
        ("1", "Ann Example", "air", "2023-05-01/2023-05-08", "London, GB"),
        ("2", "Bo Example", "rail", "2023-06-15/2023-06-20", "Phuket, TH"),
        ("3", "Cy Example", "road", "2023-07-01/2023-07-08", "Bali"),
    ],
    "countries.csv": [
        ("row-2", "alex", "other", "2010", "Japan, JP"),
        ("row-2 (tsu)", "tsu", "other", "2012", "Japan, JP"),
        ("row-3", "ari", "other", "2019", "Åland Islands, AX"),
    ],
    "segments.csv": [
        ("t1", "", "rail", "2022-07-01/2022-07-02", "Turku > Helsinki > Tallinn"),
        ("t2", "", "foot", "2022-08-01", "Oslo > Frognerseteren"),
    ],
    "points.geojson": [("row-2", "", "rail", "2020-01-02", "Porto"), ("row-3", "", "road", "2020-01-05", "Faro")],
    "travels.xml": [
        ("Travel-1-president", "Rufus T. Firefly", "other", "1963-06-23/1963-06-25", "Bonn, DE > Cologne, DE"),
        ("Travel-2-president", "Rufus T. Firefly", "other", "1963-07-02", "Vatican City, VA"),
    ],
    "polarsteps_locations.json": [
        ("row-2", "", "other", "2025-01-01", "51.51, -0.1"),
        ("row-3", "", "other", "2025-01-02", "48.85, 2.35"),
    ],
    "google_timeline.json": [
        ("row-2", "", "rail", "2021-05-01", "41.15, -8.61 > 38.7167, -9.1395"),
        ("row-3", "", "other", "2021-05-01/2021-05-03", "Hotel Example"),
    ],
    "google_timeline_phone.json": [
        ("row-3", "", "road", f"2024-03-01T08:00:00{PACIFIC}/2024-03-01T09:00:00{PACIFIC}", BEND),
        ("row-4", "", "other", f"2024-03-01T09:00:00{PACIFIC}/2024-03-02T09:00:00{PACIFIC}", "44.4, -121.15"),
    ],
    "google_timeline_iphone.json": [
        ("row-2", "", "other", "2024-03-01T09:00:00+01:00/2024-03-02T09:00:00+01:00", "52.52, 13.405"),
        ("row-3", "", "rail", "2024-03-02T09:10:00+01:00/2024-03-02T11:00:00+01:00", "52.52, 13.405 > 53.55, 9.993"),
    ],
    "waypoints.gpx": [("row-2", "", "other", "2025-01-01", "Porto"), ("row-3", "", "other", "2025-01-02", "Faro")],
    # No table of trips, and so no flights between the two codes of one airport: each is a place.
    "airports.dat": [
        ("row-1", "", "other", "", "ZBAA"),
        ("row-2", "", "other", "", "EDDF"),
        ("row-3", "", "other", "", "BIXX"),
    ],
}
# The rows of a shape that are no trips.
NOT_DRAWN = {
    "tripit.ics": {5, 7},
    "travelynx.json": {3},
    "wikipedia_kim.html": {4},
    "flighty.csv": {4},
    "opensky.csv": {3},
    "countries.csv": {4},
    "google_timeline.json": {4},
    "google_timeline_phone.json": {2},
}
