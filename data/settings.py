"""Settings: what the host of a page may choose, from environment variables that begin with `TRIP_MAP_`."""

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.records import BUILT_IN


class SettingsError(ValueError):
    """A setting that cannot be used; the message says which, and what is expected."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`file`: the table of trips. `nominatim`: the domain to ask for places that are not known, or "" to ask no one.

    `upload_mb` and `upload_legs` bound what readers may drop.
    """

    file: Path = BUILT_IN
    nominatim: str = ""
    user_agent: str = ""
    upload_mb: int = 200
    upload_legs: int = 500_000


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
    most = [_number(environment, *bound) for bound in (("TRIP_MAP_UPLOAD_MB", 200), ("TRIP_MAP_UPLOAD_LEGS", 500_000))]
    return Settings(file, domain, agent, *most)


def _number(environment: Mapping[str, str], name: str, usual: int) -> int:
    """A whole number above 0 from the environment."""
    text = environment.get(name, "") or str(usual)
    if not re.fullmatch(r"[1-9]\d{0,8}", text, re.ASCII):
        raise SettingsError(f"{name} is “{text}”; expected a whole number above 0, such as {usual}")
    return int(text)
