"""Figures of a data set as HTML for the static site; each links to the page with the filter that it stands for."""

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from data.i18n.messages import translate
from geo.dataset import Dataset
from geo.figures import EARTH_KM, Figures, Ranking, TravellerFigures, count_by_traveller, count_figures


def figures_html(dataset: Dataset, page: str) -> str:
    """Return the figures of all trips as a list; `page` is the address of the page that the links open."""
    figures = count_figures(dataset, dataset.trips)
    items = [*_totals(figures, page), *_rankings(figures, page)]
    travellers = count_by_traveller(dataset, dataset.trips)
    if len(travellers) > 1:
        items += [_traveller(each, page) for each in travellers]
    return "\n".join(f"<li>{item}</li>" for item in items)


def _totals(figures: Figures, page: str) -> Iterator[str]:
    km = figures.total_km
    if km:
        rounds = f"{km / EARTH_KM:.{2 if km < EARTH_KM else 1}f}"
        yield escape(f"{_km(km)}. {translate('figure_earth', n=rounds)}")
        lengths = [_link(page, "mode", mode, f"{translate(mode)} {_km(length)}") for mode, length in figures.km.items()]
        yield ", ".join(lengths)
    if figures.timed:
        hours = f"{figures.minutes / 60:.1f}"
        yield escape(translate("figure_hours", hours=hours, n=figures.timed, total=figures.legs))


def _rankings(figures: Figures, page: str) -> Iterator[str]:
    for name, parameter, ranking in (
        (translate("figure_places"), "place", figures.places),
        (translate("figure_routes"), "route", figures.routes),
        (translate("figure_vehicles"), "search", figures.vehicles),
        (translate("figure_airlines"), "search", figures.airlines),
    ):
        if ranking:
            yield f"{escape(name)}: {_values(page, parameter, ranking)}"


def _values(page: str, parameter: str, ranking: Ranking) -> str:
    return ", ".join(_link(page, parameter, name, f"{name} {count:,}") for name, count in ranking)


def _traveller(each: TravellerFigures, page: str) -> str:
    figures, home = each.figures, each.home
    said = translate("home_taken", place=home, n=each.home_trips, total=figures.trips) if each.home_trips else home
    parts = [
        translate("place_trips", n=figures.trips),
        translate("days", n=figures.days) if figures.days else "",
        _km(figures.total_km) if figures.total_km else "",
        f"{translate('home')}: {said}" if home else "",
    ]
    name = _link(page, "traveller", each.traveller, each.traveller)
    return f"{name}: {escape(', '.join(part for part in parts if part))}"


def _km(length: float) -> str:
    return translate("figure_km", km=round(length))


def _link(page: str, parameter: str, value: str, text: str) -> str:
    return f'<a href="{escape(page)}?{parameter}={quote(value)}">{escape(text)}</a>'
