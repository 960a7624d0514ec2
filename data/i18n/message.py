"""Told: a text of our own that is made far from the page, in English wherever it is taken for a text."""

from collections.abc import Mapping
from typing import TypeVar

from data.i18n.messages import DEFAULT_LANGUAGE, translate

Text = TypeVar("Text", bound=str | int)


class LocalizedText(str):
    """A message in English, for logs, the command line and whoever compares it, that can be said in any language.

    >>> text = LocalizedText("fault_degrees", limit=90)
    >>> print(text)
    expected degrees from -90 to 90, such as 39.03
    >>> text.in_language("ko")
    '-90부터 90까지의 도를 쓰세요(예: 39.03)'
    """

    __slots__ = ("_key", "_values")
    _key: str
    _values: Mapping[str, str | int]

    def __new__(cls, key: str, **values: str | int) -> "LocalizedText":
        """`key` is that of the message, and `values` fill it in; a value may be told itself."""
        told = super().__new__(cls, translate(key, DEFAULT_LANGUAGE, **values))
        told._key, told._values = key, values
        return told

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, str | int]]:
        """What a copy is made of."""
        return (self._key,), dict(self._values)

    def in_language(self, language: str) -> str:
        """The message in a language, and what it is told with too."""
        return translate(
            self._key, language, **{name: localize(value, language) for name, value in self._values.items()}
        )


def localize(text: Text, language: str) -> Text | str:
    """A text in a language where it is ours; data's own words and numbers as they are."""
    return text.in_language(language) if isinstance(text, LocalizedText) else text
