"""Which trips have places, routes and the words of a search, worked out trip by trip, as the product does by column."""

from collections.abc import Iterator

from data.records.trips import Trip
from export.view import View
from geo.dataset import Dataset
from geo.search import MAX_WORDS, fold_text, other_names


def candidate_trips(dataset: Dataset, view: View) -> tuple[Trip, ...]:
    """The trips that have the view's places, routes and search, whatever else is chosen."""
    names = dataset.trip_places
    words = list(dict.fromkeys(fold_text(view.search).split()))[:MAX_WORDS]

    def is_candidate(trip: Trip) -> bool:
        at_place = not view.place or not view.place.isdisjoint(names.places[trip.id])
        on_route = not view.route or not view.route.isdisjoint(names.routes[trip.id])
        return at_place and on_route and (not words or has_words(trip))

    def has_words(trip: Trip) -> bool:
        folded = [fold_text(each) for text in texts(dataset, trip) for each in (text, *other_names().get(text, ()))]
        return all(any(word in text for text in folded) for word in words)

    return tuple(filter(is_candidate, dataset.trips))


def texts(dataset: Dataset, trip: Trip) -> Iterator[str]:
    """All texts by which a trip is found."""
    yield from (trip.title, trip.traveller, trip.occasion, trip.outcome, *trip.people_met)
    for leg in trip.legs:
        yield from (leg.vehicle, leg.note, *leg.details)
        for stop in leg.stops:
            place = dataset.placement.place(stop)
            yield from (place.name, place.native, place.label) if place else (stop.name,)
