"""The bare page, the baseline of the benchmark: two pills bound to the URL and a sentence, with no map."""

import streamlit as st

# Year and main mode of the eleven built-in trips: so few values that the page costs what Streamlit itself costs.
TRIPS = (
    *((2018, mode) for mode in ("rail", "road", "air", "air", "air")),
    *((2019, mode) for mode in ("rail", "rail", "rail", "road")),
    *((2023, "rail"), (2025, "rail")),
)
MODES = ("rail", "air", "road")

years = st.pills(
    "Year", sorted({str(year) for year, _ in TRIPS}), selection_mode="multi", key="year", bind="query-params"
)
modes = st.pills("Transport", MODES, selection_mode="multi", key="mode", bind="query-params")

shown = [(year, mode) for year, mode in TRIPS if (not years or str(year) in years) and (not modes or mode in modes)]
counts = {mode: sum(each == mode for _, each in shown) for mode in MODES}
by_mode = ", ".join(f"{count} by {mode}" for mode, count in counts.items() if count)

with st.container(key="sentence"):
    st.write(f"Showing {len(shown)} of {len(TRIPS)} trips{': ' if shown else ''}{by_mode}.")
