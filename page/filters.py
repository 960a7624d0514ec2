"""Filters: Streamlit widgets that filter the trips, each bound to its parameter of the link."""

from collections.abc import Mapping, Sequence

import streamlit as st

from data.i18n.messages import translate
from data.selection import MAX_SEPARATE_VALUES, facet_name
from page.markdown import escape_markdown


def show_filters(
    facets: Mapping[str, Sequence[str]], own_columns: Sequence[str], years: tuple[int, int] | None, language: str
) -> None:
    """Draw the button “Your trips”, then the filters.

    A few values are pills, more are a list to search, and years are a range where there is one.
    """
    st.button(translate("your_trips", language), key="upload_open")
    with st.container(key="facets", horizontal=True):
        if years:
            st.slider(translate("year", language), *years, value=years, key="years", bind="query-params")
        for facet, words in facets.items():
            label = escape_markdown(facet_name(facet, own_columns, language))
            if len(words) > MAX_SEPARATE_VALUES:
                st.multiselect(
                    label,
                    words,
                    key=facet,
                    bind="query-params",
                    placeholder=translate("all", language),
                )
            else:
                st.pills(label, words, selection_mode="multi", key=facet, bind="query-params")
