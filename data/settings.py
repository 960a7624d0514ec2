"""Settings: what the host of a page may choose, from environment variables that begin with `TRIP_MAP_`."""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.records import BUILT_IN


class SettingsError(ValueError):
    """A setting that cannot be used; the message says which, and what is expected."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`file`: the table of trips. `nominatim`: the domain to ask for places that are not known, or "" to ask no one."""

    file: Path = BUILT_IN
    nominatim: str = ""
    user_agent: str = ""


def read_settings(arguments: Sequence[str] = (), environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process, its file the first argument after `--`; raise `SettingsError` if one is wrong."""
    file = Path(arguments[0]).resolve() if arguments else BUILT_IN
    if not file.is_file():
        raise SettingsError(f"{file.name}: there is no such file; give the path of a table of trips after “--”")
    domain, agent = (environment.get(f"TRIP_MAP_{name}", "") for name in ("NOMINATIM", "USER_AGENT"))
    if domain and not agent:
        raise SettingsError(
            "TRIP_MAP_NOMINATIM needs TRIP_MAP_USER_AGENT: a name and an address at which you can be told"
        )
    return Settings(file, domain, agent)
