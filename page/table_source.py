"""Table source: the host's table by the settings, on disk, at an address or in a database."""

import os
import stat
from hashlib import sha256
from pathlib import Path, PurePosixPath
from tempfile import gettempdir
from urllib.parse import unquote, urlsplit

from data.remote.addresses import RemoteAddress
from data.remote.share_links import file_address
from geo.host_table import CopiedTable, HostTable, LocalTable, RemoteTable
from page.settings import Settings, SettingsError

DEFAULT_NAME = "trips.csv"
ADDRESS_INTERVAL_S, DATABASE_INTERVAL_S = 60, 1


def open_table(settings: Settings) -> HostTable:
    """Open the host's table, and follow it from here on. Raise `TableError` or `OSError` where it cannot be read."""
    if not isinstance(settings.file, RemoteAddress):
        return LocalTable(settings.file)
    default_s = DATABASE_INTERVAL_S if settings.file.is_database else ADDRESS_INTERVAL_S
    file = _copy_folder(settings, settings.file) / _file_name(settings.file)
    table = CopiedTable(_remote(settings, settings.file), file, settings.interval_s or default_s, settings.timeout_s)
    table.start()
    return table


def _remote(settings: Settings, address: RemoteAddress) -> RemoteTable:
    """The table itself; what reads it is loaded only for one, as it brings along the reader of any table."""
    if address.is_database:
        from data.remote.database import QueryTable  # noqa: PLC0415

        return QueryTable(address.text, settings.query, settings.timeout_s)
    from data.reading.options import HOST_LIMITS  # noqa: PLC0415
    from data.remote.address_table import AddressTable  # noqa: PLC0415
    from data.remote.fetch import FetchLimits  # noqa: PLC0415

    limits = FetchLimits(HOST_LIMITS.size, settings.timeout_s, settings.address_ports, settings.private_addresses)
    return AddressTable(address.text, limits)


def _file_name(address: RemoteAddress) -> str:
    """The name of the copy, which is the title too where nothing else gives one."""
    if address.is_database:
        return DEFAULT_NAME
    name = PurePosixPath(unquote(urlsplit(file_address(address.text)).path)).name
    plain = "".join(letter for letter in name if letter.isalnum() or letter in " ._-").strip(". ")[:100]
    return plain if PurePosixPath(plain).suffix else DEFAULT_NAME


def _copy_folder(settings: Settings, address: RemoteAddress) -> Path:
    """The folder of the copy and of the files beside it: the host's, else one that only this user can read."""
    if settings.folder:
        folder = Path(settings.folder).resolve()
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    user = os.getuid() if hasattr(os, "getuid") else 0
    root = Path(gettempdir()) / f"trip-map-{user}"
    root.mkdir(mode=0o700, exist_ok=True)
    found = root.lstat()
    if hasattr(os, "getuid") and (not stat.S_ISDIR(found.st_mode) or found.st_uid != user or found.st_mode & 0o077):
        raise SettingsError(
            f"{root.name} in the folder for temporary files is not this user's own; set TRIP_MAP_FOLDER"
        )
    folder = root / sha256(f"{address.text.rpartition('@')[2]} {settings.query}".encode()).hexdigest()[:16]
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder
