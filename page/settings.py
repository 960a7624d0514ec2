"""Settings that the host of a page may choose, from environment variables and from Streamlit's secrets files.

A setting `x` is the variable `TRIP_MAP_X`, else `x` in the table `[trip_map]` of `.streamlit/secrets.toml`. In a
variable, several values are separated by blanks; in the file they are a list. `docs/deploy.md` has the table.
"""

import os
import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.i18n.messages import LANGUAGES
from data.records.records import BUILT_IN
from data.remote.addresses import RemoteAddress, is_remote, parse_remote

# Where Streamlit looks, in its order: the later file wins.
HOME = Path(os.path.expanduser("~"))  # noqa: PTH111  `Path.home` raises for a user without one, as in a container
SECRETS = tuple(folder / ".streamlit" / "secrets.toml" for folder in (HOME, Path(__file__).parents[1]))
ENVIRONMENT_PREFIX = "TRIP_MAP_"

QUERY = re.compile(r"(?:select|with|values|table)\b.*", re.IGNORECASE | re.DOTALL)
SERVICE = re.compile(r"(?:https?://)?[\w.-]+(?::\d+)?(?:/[\w./-]+)?")
TILES = re.compile(r"\Ahttps?://[a-z0-9.-]+(?::\d+)?/(?=\S*\{z\})(?=\S*\{x\})(?=\S*\{y\})[^\s\"'<>;,]+")
HOST = re.compile(r"(?:\*\.)?[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]")
ANCESTOR = re.compile(r"'self'|'none'|https?://(?:\*\.)?[a-z0-9.-]+(?::\d+)?")


class SettingsError(ValueError):
    """A setting that cannot be used; the message names it, and says what is expected."""


def _matching(pattern: re.Pattern[str]) -> Callable[[str], str]:
    def read(text: str) -> str:
        if not pattern.fullmatch(text):
            raise ValueError(text)
        return text

    return read


def _several(pattern: re.Pattern[str]) -> Callable[[str], tuple[str, ...]]:
    return lambda text: tuple(map(_matching(pattern), text.lower().split()))


def _between(least: int, most: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not least <= int(text) <= most:
            raise ValueError(text)
        return int(text)

    return read


def _ports(text: str) -> tuple[int, ...]:
    return tuple(map(_between(1, 65_535), text.split()))


def _switch(text: str) -> bool:
    if text.lower() not in ("on", "off"):
        raise ValueError(text)
    return text.lower() == "on"


def _table(text: str) -> Path | RemoteAddress:
    if is_remote(text):
        return parse_remote(text)
    path = Path(text).resolve()
    if not path.is_file():
        raise ValueError(text)
    return path


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings. `nominatim` and `tiles` are addresses, or "" if they are off; MB are 10**6 bytes."""

    file: Path | RemoteAddress = BUILT_IN
    prepared: str = ""
    query: str = field(default="", repr=False)
    folder: str = ""
    interval_s: int = 0
    timeout_s: int = 30
    private_addresses: bool = False
    address_ports: tuple[int, ...] = (80, 443)
    pasted_addresses: bool = False
    title: str = ""
    languages: tuple[str, ...] = LANGUAGES
    tiles: str = ""
    tiles_credit: str = ""
    nominatim: str = ""
    nominatim_timeout_s: int = 10
    user_agent: str = ""
    allowed_hosts: tuple[str, ...] = ()
    frame_ancestors: tuple[str, ...] = ("'self'",)
    trip_links: bool = True
    max_upload_mb: int = 200
    max_upload_legs: int = 500_000
    upload_workers: int = 1
    upload_memory_mb: int = 0
    uploads_held_mb: int = 0
    max_readers: int = 500


QUERY_RULE = "a query that begins with SELECT, WITH, VALUES or TABLE"
# How each setting is read, and what is expected of it.
RULES: dict[str, tuple[Callable[[str], Any], str]] = {
    "file": (_table, "the path of a table of trips, or the address of one or of a database"),
    "prepared": (str, "the path of a file that `python -m geo.prepare` wrote"),
    "query": (_matching(QUERY), QUERY_RULE),
    "folder": (str, "the path of a folder"),
    "interval_s": (_between(0, 86_400), "whole seconds from 0 to 86400, 0 for the default"),
    "timeout_s": (_between(1, 600), "whole seconds from 1 to 600"),
    "private_addresses": (_switch, "on or off"),
    "address_ports": (_ports, "numbers from 1 to 65535, such as 80 443 8443"),
    "pasted_addresses": (_switch, "on or off"),
    "title": (str, "a title"),
    "languages": (_several(re.compile("|".join(LANGUAGES))), f"some of {' '.join(LANGUAGES)}"),
    "tiles": (_matching(TILES), "an address such as https://tiles.example.org/{z}/{x}/{y}.png"),
    "tiles_credit": (str, "words that say whose the tiles are"),
    "nominatim": (_matching(SERVICE), "an address such as https://nominatim.example.org"),
    "nominatim_timeout_s": (_between(1, 60), "whole seconds from 1 to 60"),
    "user_agent": (str, "a name and an address at which you can be told"),
    "allowed_hosts": (_several(HOST), "names such as maps.example.org or *.example.org"),
    "frame_ancestors": (_several(ANCESTOR), "'self', 'none' or origins such as https://www.example.org"),
    "trip_links": (_switch, "on or off"),
    "max_upload_mb": (_between(1, 2000), "a whole number from 1 to 2000"),
    "max_upload_legs": (_between(1, 100_000_000), "a whole number from 1 to 100000000"),
    "upload_workers": (_between(1, 64), "a whole number from 1 to 64"),
    "upload_memory_mb": (_between(0, 100_000), "a whole number from 0 to 100000, 0 for two fifths of what there is"),
    "uploads_held_mb": (_between(0, 100_000), "a whole number from 0 to 100000, 0 for a fifth of what there is"),
    "max_readers": (_between(1, 100_000), "a whole number from 1 to 100000"),
}

MAY_HOLD_CREDENTIALS = ("file", "query")
NEEDS = {"nominatim": "user_agent", "tiles": "tiles_credit"}  # the terms of use of such services demand it


def read_settings(
    arguments: Sequence[str] = (), environment: Mapping[str, str] = os.environ, secrets: Sequence[Path] = SECRETS
) -> Settings:
    """Read the settings of this process; an argument after `--` is the file. Raise `SettingsError` if one is wrong."""
    texts = _variables(environment)
    for file in reversed(secrets):
        texts = {**_secrets(file), **texts}
    values = {name: _value(name, source, text) for name, (source, text) in texts.items()}
    settings = Settings(**(values | ({"file": _argument(arguments[0])} if arguments else {})))
    for name, other in NEEDS.items():
        if getattr(settings, name) and not getattr(settings, other):
            need = f"{ENVIRONMENT_PREFIX}{name.upper()} needs {ENVIRONMENT_PREFIX}{other.upper()}"
            raise SettingsError(f"{need}: {RULES[other][1]}")
    if isinstance(settings.file, RemoteAddress) and settings.file.is_database and not settings.query:
        raise SettingsError(f"the database of {ENVIRONMENT_PREFIX}FILE needs {ENVIRONMENT_PREFIX}QUERY: {QUERY_RULE}")
    return settings


def _argument(text: str) -> Path | RemoteAddress:
    try:
        return _table(text)
    except ValueError:
        if is_remote(text):
            raise SettingsError(f"this address cannot be read; expected {RULES['file'][1]}") from None
        message = f"{Path(text).name}: there is no such file; give the path of a table of trips after “--”"
        raise SettingsError(message) from None


def _value(name: str, source: str, text: str) -> Any:
    read, expected = RULES[name]
    try:
        return read(text.strip())
    except ValueError:
        shown = "…" if name in MAY_HOLD_CREDENTIALS and is_remote(text) else text
        raise SettingsError(f"{source} is “{shown}”; expected {expected}") from None


def _variables(environment: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    """The settings of the environment: name -> source and text; blank ones are left out."""
    variables = {name: f"{ENVIRONMENT_PREFIX}{name.upper()}" for name in RULES}
    return {
        name: (variable, environment[variable])
        for name, variable in variables.items()
        if environment.get(variable, "").strip()
    }


def _secrets(file: Path) -> dict[str, tuple[str, str]]:
    """The settings of a secrets file: name -> source and text; blank ones are left out."""
    try:
        table = tomllib.loads(file.read_text(encoding="utf-8")).get("trip_map", {})
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise SettingsError(f"{file.name} cannot be read: {error}") from error
    if not isinstance(table, dict):
        raise SettingsError(f"{file.name}: trip_map is expected to be a table, [trip_map]")
    unknown = sorted(table.keys() - RULES.keys())
    if unknown:
        raise SettingsError(f"{file.name}: there is no setting {unknown[0]} in [trip_map]")
    texts = {name: _text(value) for name, value in table.items()}
    return {name: (f"{file.name}, [trip_map] {name}", text) for name, text in texts.items() if text.strip()}


def _text(value: object) -> str:
    return " ".join(map(str, value)) if isinstance(value, list) else str(value)
