"""A view as HTML, before any script runs: pills, notices, list and foot, as `static/panels/` draws them afterwards.

All text from data is escaped here, and addresses become links only where they are http(s).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from html import escape
from typing import Any

from data.i18n.dates import format_span
from data.i18n.message import translate_title
from data.i18n.messages import format_number, join_list, translate, translate_name
from data.records.sources import is_link
from data.records.trips import Trip
from data.selection import MAX_SEPARATE_VALUES, facet_name, localize_value
from export.view import (
    View,
    is_filtered,
    localize_place,
    read_to_line,
    visible_mask,
)
from geo.dataset import Dataset
from geo.trip_columns import Mask
from geo.trip_places import PLACE_FACETS
from page.shared_data import SharedPage

PAGE_ROWS = 100  # of the list, the first of many
MANY_PILLS = 24  # more are folded into one line
_GROUPED = 1000  # from here on numbers are written in groups
LIST_COLUMNS = ("start", "title", "mode", "met", "days", "evidence", "sources")
TIMELINE_ROW_PX, TIMELINE_REST_PX = 22, 30  # `static/panels/timeline.js`


def pills_html(page: SharedPage, view: View, candidates: Mask | None, language: str) -> str:
    """The filters as `static/panels/pills.js` builds them: what the view has chosen, and the counts of all values.

    `candidates` are the trips that have its places, routes and search, if it asks for any.
    """
    dataset, chosen = page.dataset, view.selection
    totals = dataset.option_counts
    counts = dataset.columns.count_options(chosen, totals, candidates) if is_filtered(view) else totals
    groups = []
    for facet, words in page.facets.items():
        pills = _Pills(facet, chosen.chosen().get(facet, frozenset()), counts[facet], totals[facet], language)
        name = facet_name(facet, dataset.records.own_columns, language)
        groups.append(_group(facet, name, *pills.choice(list(words.values()))))
    if page.years:
        span = view.selection.years or page.years
        inputs = "".join(f'<input type="number" value="{year}" disabled>' for year in span)
        groups.insert(0, _group("years", translate("year", language), "group", inputs))
    return "".join([*groups, _filter_tools(view, language)])


def has_many_pills(page: SharedPage) -> bool:
    """Whether the filters are folded into one line, as `static/panels/counts.js` folds them."""
    sizes = map(len, page.facets.values())
    return sum(size if size <= MAX_SEPARATE_VALUES else 1 for size in sizes) > MANY_PILLS


def _filter_tools(view: View, language: str) -> str:
    unfold, clear = escape(translate("filters_unfold", language)), escape(translate("clear_all", language))
    filtered = is_filtered(view)
    found = [(facet, localize_place(name, language)) for facet in PLACE_FACETS for name in sorted(getattr(view, facet))]
    found += [("search", f"“{view.search}”")] if view.search else []
    chips = "".join(
        f'<button type="button" class="chip" data-part="{part}"><p>{escape(text)}</p></button>' for part, text in found
    )
    return (
        f'<div class="filter-tools"><span class="chips">{chips}</span>'
        f'<button type="button" class="unfold" aria-expanded="false">{unfold}</button>'
        f'<button type="button" class="clear-all{"" if filtered else " none"}">{clear}</button></div>'
    )


@dataclass(frozen=True, slots=True)
class _Pills:
    """The pills of a facet: what is chosen of it, and how many trips each value has now and in all."""

    facet: str
    chosen: frozenset[str]
    counts: Mapping[str, int]
    totals: Mapping[str, int]
    language: str

    def choice(self, values: Sequence[str]) -> tuple[str, str]:
        """The role and the content of the facet's group: a row of pills, or those chosen and a field to search."""
        if len(values) <= MAX_SEPARATE_VALUES:
            return "toolbar", "".join(self._pill(value, value in self.chosen) for value in values)
        pills, every = (
            "".join(self._pill(value, True) for value in sorted(self.chosen)),
            translate("all", self.language),
        )
        return "group", f'<span>{pills}</span><input placeholder="{escape(every)}" disabled>'

    def _pill(self, value: str, pressed: bool) -> str:
        mode = f' data-mode="{escape(value)}"' if self.facet == "mode" else ""
        text = escape(localize_value(self.facet, value, self.language))
        total, shown = (format_number(number, self.language) for number in (self.totals[value], self.counts[value]))
        grouped = f' data-grouped="{escape(shown)}"' if self.totals[value] >= _GROUPED else ""
        count = f'data-count="{self.counts[value]}"{grouped} style="--digits: {len(total)};"'
        choice = f'aria-pressed="{str(pressed).lower()}" data-facet="{self.facet}" data-value="{escape(value)}"{mode}'
        return f'<button type="button" {choice} {count}><p>{text}</p></button>'


def _group(facet: str, name: str, role: str, content: str) -> str:
    label, name = f'<label aria-hidden="true"><p>{escape(name)}</p></label>', escape(name)
    box = f'<div role="{role}" aria-label="{name}">{content}</div>'
    return f'<div class="stElementContainer st-key-{facet}"><div class="stButtonGroup">{label}{box}</div></div>'


def notice_html(text: str) -> str:
    """A line that the reader may close once the scripts are there."""
    return f'<div class="notice"><p>{escape(text)}</p><span class="close"></span></div>'


def relaxations_html(dataset: Dataset, view: View, candidates: Mask | None, language: str) -> str:
    """What to give up where a view shows nothing, as `static/panels/header.js` offers it."""
    selection, texts, own, columns = view.selection, list[str](), dataset.records.own_columns, dataset.columns
    wider = {facet: columns.mask(selection.without(facet)) for facet in selection.chosen()}
    masks = wider if candidates is None else {facet: mask & candidates for facet, mask in wider.items()}
    nothing: dict[str, Any] = {"place": frozenset(), "route": frozenset(), "search": ""}
    parts = {part: replace(view, **{part: empty}) for part, empty in nothing.items() if getattr(view, part)}
    masks |= {part: visible_mask(dataset, view_without) for part, view_without in parts.items()}
    if selection.years:
        masks["year"] = visible_mask(dataset, replace(view, selection=replace(selection, years=None)))
    for facet, mask in masks.items():
        if count := int(mask.sum()):
            texts.append(translate("without_facet", language, facet=facet_name(facet, own, language), n=count))
    texts.append(translate("show_all", language))
    buttons = "".join(f'<button type="button">{escape(text)}</button>' for text in texts)
    return f"<span>{escape(translate('nothing', language))}</span>{buttons}"


def body_html(dataset: Dataset, shown: Mask, language: str, search: str = "") -> str:
    """What stands under the map: the room of the timeline, the list, and how far the sources were read."""
    rows = len(dataset.columns.facets["mode"].values) + bool(dataset.records.events)
    height = TIMELINE_REST_PX + TIMELINE_ROW_PX * rows
    read_to = read_to_line(dataset, language)
    foot = f'<footer class="notes"><p id="read-to">{escape(read_to)}</p></footer>' if read_to else ""
    hidden = "" if dataset.records.events or dataset.columns.is_dated else " hidden"
    return (
        f'<div class="body"><section class="timeline" style="height:{height}px"{hidden}></section>'
        f'<div class="beside">{list_html(dataset, shown, language, search)}</div>{foot}</div>'
    )


def list_html(dataset: Dataset, shown: Mask, language: str, search: str = "") -> str:
    """The table of the trips shown, the newest first and the undated before them, a hundred at the most."""
    told = told_columns(dataset)
    heads = "".join(
        f'<th scope="col" class="c-{name}"{_SORTED if name == "start" else ""}><button type="button">'
        f"{escape(translate(f'column_{name}', language))}</button></th>"
        for name in told
    )
    heads += _MORE.format(escape(translate("own_columns", language))) if dataset.records.own_columns else ""
    newest = dataset.columns.newest(shown, PAGE_ROWS)
    rows = "".join(_row(dataset, dataset.trips[number], told, language) for number in newest)
    caption = f'<caption class="unseen">{escape(translate("list", language))}</caption>'
    name, none = escape(translate("search_trips", language)), "" if newest else " hidden"
    field = f'<input type="search" value="{escape(search)}" placeholder="{name}" aria-label="{name}" disabled>'
    return (
        f'<section class="list" id="list" tabindex="-1"{"" if search else none}><search class="search">{field}</search>'
        f'<div{none}><table id="trips">{caption}<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>'
        "</section>"
    )


def told_columns(dataset: Dataset) -> tuple[str, ...]:
    """The columns of the list under which any trip has something to say."""
    columns, cites = dataset.columns, (leg.sources for trip in dataset.trips for leg in trip.legs)
    empty = {
        "start": not columns.is_dated,
        "mode": all(mode == "other" for mode in columns.facets["mode"].values),
        "met": not any(columns.facets["with"].values),
        "days": not columns.days.any(),
        "evidence": not any(columns.facets["evidence"].values),
        "sources": not (dataset.records.sources and any(cites)),
    }
    return tuple(name for name in LIST_COLUMNS if not empty.get(name))


_MORE = '<th scope="col" class="c-details">{}</th>'
_SORTED = ' aria-sort="descending"'


def _row(dataset: Dataset, trip: Trip, told: Sequence[str], language: str) -> str:
    days = "" if trip.days is None else format_number(trip.days, language)
    told_days = "" if trip.days is None else translate("days", language, n=trip.days)
    unit = told_days.replace(days, "") if days in told_days else ""  # some languages have a word for one day, or two
    cells = {
        "start": escape(format_span(trip.start, trip.end, language)),
        "title": f'<button type="button" class="choose">{escape(translate_title(trip.title, language))}</button>',
        "mode": f'<span class="mode"><span>{escape(translate(trip.mode, language))}</span></span>',
        "met": escape(join_list((translate_name(name, language) for name in trip.people_met), language)),
        "days": days,
        "evidence": escape(translate(trip.evidence, language)) if trip.evidence else "",
        "sources": _sources(dataset, trip, language),
    }
    unit = f' data-unit="{escape(unit)}"'
    columns = [f'<td class="c-{name}"{unit if name == "days" else ""}>{cells[name]}</td>' for name in told]
    columns += [f'<td class="c-details">{_details(dataset, trip)}</td>'] if dataset.records.own_columns else []
    return f'<tr data-trip="{escape(trip.id)}">{"".join(columns)}</tr>'


def _details(dataset: Dataset, trip: Trip) -> str:
    """What the table says of a trip in columns of its own, as `static/elements/details.js` shows it."""
    texts: dict[str, dict[str, None]] = {}
    for leg in trip.legs:
        for name, text in zip(dataset.records.own_columns, leg.details, strict=True):
            if text:
                texts.setdefault(name, {})[text] = None
    if not texts:
        return ""
    rows = "".join(
        f'<dt class="own">{escape(name)}</dt><dd>{_link(joined, joined)}</dd>'
        for name, each in texts.items()
        if (joined := "; ".join(each))
    )
    return f'<details class="details"><summary>{escape(", ".join(texts))}</summary><dl>{rows}</dl></details>'


def _sources(dataset: Dataset, trip: Trip, language: str) -> str:
    ids = dict.fromkeys(key for leg in trip.legs for key in leg.sources)
    known = [dataset.records.sources[key] for key in ids if key in dataset.records.sources]
    if not known:
        return ""
    items = "".join(f"<li>{_link(source.url, source.publisher or source.id)}</li>" for source in known)
    count = escape(translate("source_count", language, n=len(known)))
    return f'<details class="sources"><summary>{count}</summary><ul>{items}</ul></details>'


def _link(url: str, text: str) -> str:
    if not is_link(url):
        return f"<span>{escape(text)}</span>"
    return f'<a href="{escape(url)}" target="_blank" rel="noopener noreferrer">{escape(text)}</a>'
