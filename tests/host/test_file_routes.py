"""Files of a view at addresses of their own: Share's bytes, headers for caches, refusals, and bounds."""

import asyncio
import gzip
import random
import re
from collections.abc import Iterator, Mapping
from functools import partial
from unittest.mock import Mock
from urllib.parse import parse_qs, quote

import pytest

from data.records.records import BUILT_IN
from export.files import build_file
from geo.dataset import load
from host import file_requests, file_routes, first_answer
from host.answer_cache import AnswerCache, Busy, CachedFile
from host.file_requests import VIEW_FILES
from host.metrics import Metrics
from page.settings import Settings
from tests.asgi_client import AsgiAnswer, AsgiClient, in_own_thread
from tests.host_app import host_app

DATASET = load(BUILT_IN)
ISOLATES = "\u2066\u2067\u2069"  # around values that are written in the other direction
VIEWS = (
    "",
    "year=2018",
    "year=2018&year=2019&mode=rail",
    "mode=rail&year=2019&year=2018",
    "with=Xi%20Jinping",
    "with=Moon+Jae-in&lang=ko",
    "country=Vietnam&trip=2019-02-hanoi",
    "trip=2019-02-hanoi&at=31.5,114.25,4.5",
    "evidence=confirmed&year=2023&fbclid=IwAR0&utm_source=a&utm_source=b",
    "lang=ko&embed=true&data=0a1b2c3d&at=40,120,5",
)
PICTURES: dict[str, Mapping[str, object]] = {
    "/picture.png?size=card": {"format": "png", "size": "card", "projection": "mercator"},
    "/picture.png?size=card&year=2018&theme=dark&at=31.5,114.25,4.5": {
        "format": "png",
        "size": "card",
        "projection": "mercator",
        "dark": True,
        "view": {"year": ["2018"], "at": ["31.5,114.25,4.5"]},
    },
    "/picture.svg?mode=rail&projection=azimuthal&size=slide&at=1,2,3&lang=ko": {
        "format": "svg",
        "size": "slide",
        "projection": "azimuthal",
        "language": "ko",
        "view": {"mode": ["rail"]},
    },
    "/picture.pdf": {"format": "pdf", "size": "print", "projection": "mercator"},
    "/play.gif?trip=2018-05-dalian&theme=dark": {
        "format": "gif",
        "size": "slide",
        "projection": "mercator",
        "dark": True,
        "view": {"trip": ["2018-05-dalian"]},
    },
}


@pytest.fixture(scope="module")
def metrics() -> Metrics:
    return Metrics()


@pytest.fixture(scope="module")
def client(metrics: Metrics) -> Iterator[AsgiClient]:
    """The routes that are ours."""
    with AsgiClient(host_app(Settings(), metrics)) as client:
        yield client


@pytest.mark.parametrize("query", VIEWS)
def test_the_bytes_are_those_of_share(client: AsgiClient, query: str) -> None:
    asked = parse_qs(query)
    formats = ("csv", "xlsx", "geojson", "kml", *(["html"] if "lang=ko" in query else []))
    for format in formats:
        options = {"format": format, "view": asked, "language": asked.get("lang", ["en"])[0]}
        shared, answer = build_file(DATASET, options), client.ask(f"/trips.{format}?{query}")
        assert (answer.status, answer.body) == (200, shared.content), format
        assert answer.headers["content-disposition"].endswith(f'; filename="{shared.name}"')


@pytest.mark.parametrize("address", PICTURES)
def test_pictures_too_are_those_of_share(client: AsgiClient, address: str) -> None:
    shared, answer = build_file(DATASET, PICTURES[address]), client.ask(address)
    assert answer.body == shared.content
    assert answer.headers["content-disposition"].endswith(f'; filename="{shared.name}"')
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"


@pytest.mark.parametrize(
    ("address", "kind", "disposition"),
    [
        ("/trips.csv", "text/csv; charset=utf-8", "attachment"),
        ("/trips.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "attachment"),
        ("/trips.geojson", "application/geo+json", "attachment"),
        ("/trips.kml", "application/vnd.google-earth.kml+xml", "attachment"),
        ("/trips.html", "text/html; charset=utf-8", "inline"),
        ("/picture.png?size=card", "image/png", "inline"),
        ("/picture.svg?mode=rail&projection=azimuthal&size=slide&lang=ko", "image/svg+xml", "inline"),
        ("/picture.pdf", "application/pdf", "attachment"),
        ("/play.gif?trip=2018-05-dalian&theme=dark", "image/gif", "inline"),
    ],
)
def test_a_cache_knows_what_it_may_do_and_asks_again_cheaply(
    client: AsgiClient, address: str, kind: str, disposition: str
) -> None:
    answer = client.ask(address)
    assert answer.headers["content-type"] == kind
    assert answer.headers["content-disposition"].startswith(f"{disposition}; ")
    assert answer.headers["cache-control"].startswith("public, max-age=300, stale-while-revalidate=")
    assert answer.headers["etag"].startswith(f'"{DATASET.digest[:8]}-')
    again = client.ask(address, if_none_match=f'"other", W/{answer.headers["etag"]}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", answer.headers["etag"])
    head = client.ask(address, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["content-length"] == str(len(answer.body))
    zipped = client.ask(address, accept_encoding="br, gzip;q=0.5")
    assert ("vary" in answer.headers) == (zipped.headers["etag"] != answer.headers["etag"])
    if "vary" in answer.headers:
        assert gzip.decompress(zipped.body) == answer.body
        assert client.ask(address, accept_encoding="gzip;q=0").headers["etag"] == answer.headers["etag"]


def test_a_file_of_this_origin_can_do_nothing_here(client: AsgiClient) -> None:
    for address in (*PICTURES, *(path for path in VIEW_FILES if path.startswith("/trips"))):
        directives = client.ask(address).headers["content-security-policy"].split("; ")
        assert directives[0] == "default-src 'none'"
        assert directives[-1] == "frame-ancestors 'self'"
        if address == "/trips.html":
            scripts = next(each for each in directives if each.startswith("script-src"))
            assert re.fullmatch(r"script-src( 'sha256-[\w+/]{43}='){3}", scripts)
        else:
            assert "sandbox" in directives
            assert not [each for each in directives if each.startswith("script-src")]


def test_links_to_one_view_are_one_file(client: AsgiClient, metrics: Metrics) -> None:
    def made() -> int:
        return int(
            re.findall(r'files_total\{answer="made"\} (\d+)', metrics.text(trips=0, unplaced=0, data_failed=0))[0]
        )

    client.ask("/trips.csv?year=2018&year=2025")
    before = made()
    for query in (
        "year=2025&year=2018&fbclid=1",
        "year=2018&year=2025&year=2018&lang=ko&at=1,2,3",
        "mode=&year=2025&year=2018",
    ):
        client.ask(f"/trips.csv?{query}")
    assert made() == before


def test_links_to_one_view_are_one_page(client: AsgiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    built = Mock(return_value="")
    monkeypatch.setattr(first_answer, "body_html", built)
    links = ["mode=rail&year=2023", *(f"year=2023&fbclid={number}&mode=rail&utm_source=a" for number in range(9))]
    assert len({client.ask(f"/?{link}").body for link in links}) == 1
    assert built.call_count == 1


REFUSED = {
    "/trips.csv?year=1066": "“year 1066”",
    "/trips.csv?year=2018&mode=rial": "“mode rial”",
    "/trips.geojson?with=%3Cscript%3Ealert(1)%3C/script%3E": "“with <script>alert(1)</script>”",
    "/trips.kml?trip=%00%0d%0aSet-Cookie:a": "“trip \ufffd\ufffd\ufffdSet-Cookie:a”",
    "/trips.html?at=nan,0,0": "“at nan,0,0”",
    "/trips.html?lang=xx": "“lang xx”",
    "/trips.xlsx?years=1990&years=1999": "“years 1990 1999”",
    "/picture.png?size=poster": "“size poster”; a picture may be one of print, slide, card",
    "/play.webp?size=print": "“size print”; a picture may be one of slide, square, portrait",
    "/play.gif?theme=dark&theme=light": "“theme dark light”",
    "/play.gif?trip=nowhere": "“trip nowhere”",
    "/picture.svg?size=card&size=print": "“size card print”",
    "/picture.pdf?theme=../../etc/passwd": "“theme ../../etc/passwd”",
    "/picture.png?projection=" + "x" * 900: "“projection xxxx",
    "/trips.csv?year=%ff%fe": "not UTF-8",
    "/trips.csv?\xff": "not UTF-8",
    "/trips.csv?year=1066&lang=ko": "“year 1066”",
}


@pytest.mark.parametrize("address", REFUSED)
def test_what_is_not_there_is_refused_in_one_sentence(client: AsgiClient, address: str) -> None:
    assert_refused(client.ask(address), REFUSED[address])


def assert_refused(answer: AsgiAnswer, quoted: str = "") -> None:
    assert (answer.status, answer.headers["content-type"]) == (400, "text/plain; charset=utf-8")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    line, end, more = answer.text.partition("\n")
    assert quoted in line
    assert (end, more) == ("\n", "")
    assert line.translate(dict.fromkeys(map(ord, ISOLATES))).isprintable()
    assert len(line) < 250


def test_no_link_breaks_it(client: AsgiClient) -> None:
    """Parameters of links with values of any kind: a file, or one sentence."""
    chosen = random.Random(16)
    names = (
        "year",
        "mode",
        "with",
        "country",
        "trip",
        "at",
        "lang",
        "years",
        "data",
        "size",
        "%00",
        "a[]",
        "staticAppId",
    )
    values = (
        "2018",
        "rail",
        "",
        "0,0,0",
        "1e999,0,0",
        "%",
        "%zz",
        "%E0%A4",
        "ko-KR",
        "٢٠١٨",
        "\u202e",
        "'\"><svg onload=1>",
    )
    for _ in range(150):
        pairs = [(chosen.choice(names), chosen.choice(values)) for _ in range(chosen.randint(0, 4))]
        raw = "&".join(f"{name}{chosen.choice(('=', ';', ''))}{quote(value, safe='%,')}" for name, value in pairs)
        answer = client.ask(f"/trips.csv?{raw}")
        if answer.status != 200:
            assert_refused(answer)
        assert client.ask(f"/?{raw}").status in (200, 307), raw


def test_a_file_with_too_many_lines_is_not_built(client: AsgiClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_requests, "MAX_LEGS", 9)
    for format in ("geojson", "kml"):
        assert_refused(
            client.ask(f"/trips.{format}?evidence=confirmed"), f"The {format} file of these trips would have"
        )
        assert client.ask(f"/trips.{format}?year=2023").status == 200
    assert client.ask("/trips.csv?evidence=confirmed").status == 200


def test_the_card_of_a_link_is_the_picture_of_its_view(client: AsgiClient) -> None:
    html = client.ask("/?year=2018&mode=rail&fbclid=IwAR0&year=1066").text
    assert '<meta property="og:url" content="http://maps.example.org/?year=2018&amp;mode=rail">' in html
    assert '<meta property="og:image" content="http://maps.example.org/card.png?year=2018&amp;mode=rail">' in html
    card = client.ask("/card.png?year=2018&mode=rail&gclid=1")
    shared = {"format": "png", "size": "card", "projection": "mercator", "view": {"year": ["2018"], "mode": ["rail"]}}
    assert card.body == build_file(DATASET, shared).content
    assert card.body != client.ask("/card.png").body


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("staticAppId=x", "./"),
        ("year=2018&staticAppId=x&mode=rail", "./?year=2018&mode=rail"),
        ("session=1&staticAppId=x", "./?session=1"),
        ("st%61ticAppId=x&with=Xi%20Jinping", "./?with=Xi%20Jinping"),
        ("staticAppId&at=1,2,3&staticAppId=//evil.example", "./?at=1,2,3"),
        ("x=%0d%0aLocation:%20//evil.example&staticAppId=1", "./?x=%0d%0aLocation%3A%20%2F%2Fevil.example"),
    ],
)
def test_a_link_cannot_send_the_page_to_another_host(client: AsgiClient, query: str, left: str) -> None:
    answer = client.ask(f"/?{query}")
    assert (answer.status, answer.headers["location"]) == (307, left)
    assert client.ask(f"/{left.removeprefix('./')}").status == 200


def test_more_files_than_may_wait_are_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(file_routes, "MAX_UNBUILT_FILES", 0)
    with AsgiClient(host_app(Settings(), Metrics())) as client:
        answer = client.ask("/trips.csv?year=2018")
    assert (answer.status, answer.headers["retry-after"]) == (503, "5")
    assert answer.text == "Other files are being made; ask again in 5 seconds.\n"


def test_who_asks_for_the_same_file_waits_for_the_same_and_only_so_much_is_kept() -> None:
    made: list[str] = []

    def file_of(name: str, size: int) -> CachedFile:
        made.append(name)
        return CachedFile({}, name, bytes(size))

    async def ask() -> list[bool]:
        cache = AnswerCache(max_bytes=100, max_waiting=2)
        for name, size in (("a", 40), ("b", 40), ("large", 60)):
            assert (await cache.make(name, partial(file_of, name, size), "one")).tag == name
        assert cache.find("a")  # now it is the latest
        waiting = [cache.make("c", partial(file_of, "c", 40), address) for address in ("one", "another")]
        for busy in ("one", "two", "three"):  # an address may have one of the two places; then both are taken
            if busy == "two":
                waiting.append(cache.make("d", partial(file_of, "d", 0), "another"))
            with pytest.raises(Busy):
                cache.make("e", partial(file_of, "e", 40), busy)
        first, second, _ = await asyncio.gather(*waiting)
        assert first is second
        return [cache.find(name) is not None for name in ("a", "b", "c", "large")]

    assert in_own_thread(ask) == [True, False, True, False]
    assert made == ["a", "b", "large", "c", "d"]
