"""Localized text: a message that is English as a string and can be translated later, when the language is known."""

from collections.abc import Mapping
from typing import TypeVar

from data.i18n.countries import country_name
from data.i18n.messages import DEFAULT_LANGUAGE, translate, translate_name

Text = TypeVar("Text", bound=str | int)


class LocalizedText(str):
    """A message that is an English string, for logs and the command line, and can be translated to any language.

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
        """Create the message of a key, filled in with `values`, which may be localized texts themselves."""
        text = super().__new__(cls, translate(key, DEFAULT_LANGUAGE, **values))
        text._key, text._values = key, values
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str, ...], dict[str, str | int]]:
        """Return the arguments that create a copy, for pickle and copy."""
        return (self._key,), dict(self._values)

    def in_language(self, language: str) -> str:
        """Return the message in a language; localized values in it are translated too."""
        return translate(
            self._key, language, **{name: localize(value, language) for name, value in self._values.items()}
        )


class LocalizedCountry(LocalizedText):
    """The name of a country, by its ISO 3166-1 alpha-2 code, as a value in a message.

    >>> LocalizedText("finding_outside", n=1, country=LocalizedCountry("FR")).in_language("ko")
    '점 1개가 자기 나라(프랑스 등)에서 멀리 벗어나 있습니다.'
    """

    __slots__ = ()

    def __new__(cls, code: str) -> "LocalizedCountry":
        """Create the name of a country; a text that is no code is its own name."""
        name = str.__new__(cls, country_name(code))
        name._key, name._values = code, {}
        return name

    def in_language(self, language: str) -> str:
        """Return the country's name in a language."""
        return country_name(self._key, language)

    @property
    def values(self) -> Mapping[str, str | int]:
        """What the message is filled in with."""
        return self._values


class RouteTitle(LocalizedText):
    """The title of a trip that has none of its own: from where to where it went.

    >>> RouteTitle("Zürich", "Singapore").in_language("ko")
    'Zürich에서 싱가포르로'
    """

    __slots__ = ()

    def __new__(cls, start: str, end: str) -> "RouteTitle":
        """Create the title of a trip between two places."""
        title = str.__new__(cls, translate("leg", DEFAULT_LANGUAGE, **{"from": start, "to": end}))
        title._key, title._values = "leg", {"from": start, "to": end}
        return title

    def __getnewargs_ex__(self) -> tuple[tuple[str, ...], dict[str, str | int]]:
        """Return the arguments that create a copy, for pickle and copy."""
        return self.ends, {}

    @property
    def ends(self) -> tuple[str, str]:
        """The two places."""
        return str(self._values["from"]), str(self._values["to"])

    def in_language(self, language: str) -> str:
        """Return the title in a language, with the names of places that it has."""
        start, end = (translate_name(name, language) for name in self.ends)
        return translate(self._key, language, **{"from": start, "to": end})


def translate_title(title: str, language: str) -> str:
    """Translate the title of a trip: a proper name, or from where to where it went."""
    return title.in_language(language) if isinstance(title, RouteTitle) else translate_name(title, language)


def localize(text: Text, language: str) -> Text | str:
    """Translate a `LocalizedText`; return other texts and numbers, which come from the data, unchanged."""
    return text.in_language(language) if isinstance(text, LocalizedText) else text
