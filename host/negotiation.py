"""Negotiation: what a client takes and what it has already, by its headers (RFC 9110, sections 12.5.3 and 13.1.2)."""

import re

from starlette.types import ASGIApp, Receive, Scope, Send

ACCEPT_ENCODING = b"accept-encoding"
WEIGHTED_CODING = re.compile(r"\s*([\w*-]+)\s*(?:;\s*q\s*=\s*([01](?:\.\d{0,3})?)\s*)?", re.IGNORECASE)


def accepts_gzip(header: str) -> bool:
    """Whether a client takes gzip: it names it, or any coding, and not with the weight 0.

    >>> headers = "gzip, br", "*", "gzip;q=0", "*, gzip;q=0", "GZIP ; q=0.5", "br", ""
    >>> [accepts_gzip(header) for header in headers]
    [True, True, False, False, True, False, False]
    """
    found = [match for match in map(WEIGHTED_CODING.fullmatch, header.split(",")) if match]
    weights = {match[1].lower().removeprefix("x-"): float(match[2] or 1) for match in found}
    return weights.get("gzip", weights.get("*", 0)) > 0


def is_known(known: str, tag: str) -> bool:
    """Whether a client has the very answer of a tag, by its header If-None-Match.

    >>> [is_known(known, '"ab"') for known in ('"ab"', 'W/"ab", "cd"', "*", '"abc"', "")]
    [True, True, True, False, False]
    """
    tags = (each.strip().removeprefix("W/") for each in known.split(","))
    return any(each in ("*", tag) for each in tags)


class AcceptedEncoding:
    """ASGI middleware that leaves “gzip” or nothing of the header: others look for that word, whatever its weight."""

    def __init__(self, app: ASGIApp) -> None:
        """All that `app` compresses, it compresses by this header."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on with the one header."""
        if scope["type"] == "http":
            headers = scope["headers"]
            stated = b", ".join(value for name, value in headers if name == ACCEPT_ENCODING).decode("latin-1")
            left = [(name, value) for name, value in headers if name != ACCEPT_ENCODING]
            scope = {**scope, "headers": [*left, (ACCEPT_ENCODING, b"gzip")] if accepts_gzip(stated) else left}
        await self._app(scope, receive, send)
