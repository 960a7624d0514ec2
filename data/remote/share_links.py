"""Share links: the address of the file behind a page that shows it, as people copy it from their browser."""

import re
from urllib.parse import parse_qs, urlsplit

SHEET = re.compile(r"/spreadsheets/(?:u/\d+/)?d/(e/)?([\w-]+)(?:/([\w-]*))?/?")
SHEETS_HOST, SIGN_IN_HOST = "docs.google.com", "accounts.google.com"
GITHUB_FILE = re.compile(r"/([\w.-]+)/([\w.-]+)/(?:blob|raw)/(.+)")
DROPBOX_HOSTS = ("dropbox.com", "www.dropbox.com")
SHEET_NUMBER = re.compile(r"\d+")


def file_address(link: str) -> str:
    """Return the address of the file that a link shows: of a Google sheet its CSV; any other link as it is.

    >>> file_address("https://docs.google.com/spreadsheets/d/1a-B/edit?usp=sharing#gid=7")
    'https://docs.google.com/spreadsheets/d/1a-B/export?format=csv&gid=7'
    >>> file_address("https://docs.google.com/spreadsheets/d/e/2PACX-1v/pubhtml?gid=3&single=true")
    'https://docs.google.com/spreadsheets/d/e/2PACX-1v/pub?output=csv&gid=3&single=true'
    >>> file_address("https://github.com/me/trips/blob/main/my%20trips.csv")
    'https://raw.githubusercontent.com/me/trips/main/my%20trips.csv'
    >>> file_address("https://example.org/trips.csv")
    'https://example.org/trips.csv'
    """
    try:
        parts = urlsplit(link)
        host = parts.hostname
    except ValueError:  # no address at all, which whoever reads it will say
        return link
    if host == SHEETS_HOST and (found := SHEET.fullmatch(parts.path)):
        return _sheet(link, found[1] or "", found[2], found[3] or "")
    if host == "github.com" and (found := GITHUB_FILE.fullmatch(parts.path)):
        return f"https://raw.githubusercontent.com/{found[1]}/{found[2]}/{found[3]}"
    if host in DROPBOX_HOSTS and "dl=0" in parts.query.split("&"):
        return link.partition("#")[0].replace("dl=0", "dl=1")
    return link


def _sheet(link: str, published: str, sheet: str, view: str) -> str:
    """The CSV of a Google sheet; an address that exports already, in whatever format, is left as it is."""
    parts = urlsplit(link)
    query, fragment = parse_qs(parts.query), parse_qs(parts.fragment)
    if view == "export" or "output" in query:
        return link.partition("#")[0]
    number = (fragment.get("gid") or query.get("gid") or [""])[0]
    gid = f"&gid={number}" if SHEET_NUMBER.fullmatch(number) else ""
    start = f"https://{SHEETS_HOST}/spreadsheets/d/{published}{sheet}"
    if published:
        return f"{start}/pub?output=csv{gid}{'&single=true' if gid else ''}"
    return f"{start}/export?format=csv{gid}"
