"""Facets: the values that readers filter by, and the word of each in the link."""

from collections.abc import Sequence

from data.selection import MAX_SEPARATE_VALUES, available_options
from geo.dataset import Dataset
from page.markdown import pill_label

FacetWords = dict[str, dict[str, str]]  # facet -> word in the link -> value


def facet_words(dataset: Dataset) -> FacetWords:
    """The values of each facet that leaves out at least one trip, by their words in the link.

    Pills are Markdown, so their words are escaped; in a list to search a value is its own word.
    """
    offered = available_options(dataset.option_counts, len(dataset.trips))
    return {facet: _words(values) for facet, values in offered.items()}


def _words(values: Sequence[str]) -> dict[str, str]:
    return {pill_label(value) if len(values) <= MAX_SEPARATE_VALUES else value: value for value in values}
