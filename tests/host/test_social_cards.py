"""Social cards: the title, the sentence and the picture of a link."""

import re

import pytest

from data.records.records import BUILT_IN
from data.selection import Selection
from geo.dataset import load
from tests.host_client import HOST, ask
from tests.list_selection import filter_trips, summary_sentence
from tests.server import Server


@pytest.mark.parametrize(
    ("query", "card", "title", "shown"),
    [
        ("", "", "", Selection()),
        (
            *("?mode=rail&year=2019", "?year=2019&mode=rail"),
            *("Year: 2019; Transport: rail", Selection(frozenset(["2019"]), frozenset(["rail"]))),
        ),
        ("?trip=2019-02-hanoi", "?trip=2019-02-hanoi", "Hanoi", Selection()),
        ("?year=1066&nonsense=%3Cscript%3E", "", "", Selection()),
    ],
)
def test_a_link_has_the_card_of_its_view(hosted: Server, query: str, card: str, title: str, shown: Selection) -> None:
    dataset = load(BUILT_IN)
    html = ask(hosted, f"/{query}", host=HOST).body.decode()
    tags = dict(re.findall(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">', html))
    about = dataset.records.about.title
    assert tags["og:title"] == (f"{title} · {about}" if title else about)
    assert tags["og:description"] == summary_sentence(
        filter_trips(shown, dataset.trips, dataset.countries), 11, dataset.countries
    )
    assert tags["og:image"] == f"http://{HOST}/card.png{card}".replace("&", "&amp;")
    assert f"<title>{tags['og:title']}</title>" in html
    assert html.count("<script>") == 1


def test_the_card_speaks_the_language_of_its_link(hosted: Server) -> None:
    dataset = load(BUILT_IN)
    html = ask(hosted, "/?lang=ko&trip=2019-02-hanoi").body.decode()
    assert f'content="{summary_sentence(dataset.trips, 11, dataset.countries, "ko")}"' in html
    assert "<title>하노이 · " in html
    assert f'content="http://{HOST}/card.png?lang=ko"' in ask(hosted, "/?lang=ko", host=HOST).body.decode()
    korean, english = (ask(hosted, f"/card.png{query}").body for query in ("?lang=ko", ""))
    assert korean.startswith(b"\x89PNG")
    assert korean != english


def test_the_card_is_a_picture_that_others_may_show(hosted: Server) -> None:
    answer = ask(hosted, "/card.png")
    assert answer.body.startswith(b"\x89PNG")
    assert int.from_bytes(answer.body[16:20]) == 1200
    assert answer.headers["cross-origin-resource-policy"] == "cross-origin"
