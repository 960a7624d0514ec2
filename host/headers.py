"""Security headers of every response. Each exception to the content security policy has its reason beside it."""

import base64
import re
from collections.abc import Iterable
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from host.first_answer import EARLY, is_session
from page.settings import Settings

PAGE_POLICY = {
    "default-src": "'none'",
    "script-src": "'self'",  # and the one line that stands in the first answer, by its hash
    # The style that stands in the first answer, and the positions that Leaflet and our scripts give to elements.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",  # the page's icon is a data: address; and the host's tiles, where there are any
    "connect-src": "'self'",
    "frame-src": "'self'",  # Streamlit's page
    "base-uri": "'none'",
    "form-action": "'none'",
}
SESSION_POLICY = {
    "default-src": "'none'",
    # blob: is how Streamlit runs a component's script, here the few lines of `page/component.py`.
    "script-src": "'self' blob:",
    # Streamlit's styles are elements that its scripts write (Emotion), and components bring theirs in their HTML.
    "style-src": "'self' 'unsafe-inline'",
    "img-src": "'self' data:",  # Streamlit gives the page's icon as a data: address
    "font-src": "'self' data:",  # a font inside Streamlit's style sheet
    "connect-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
FIXED = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
YEAR_S = 365 * 24 * 3600
# The first messages of answers: to a request, to a socket that is refused, to one that is opened.
BEGINNINGS = ("http.response.start", "websocket.http.response.start", "websocket.accept")


def inline_scripts(html: str) -> list[str]:
    """Policy sources that allow the inline scripts of a page, and no others."""
    return script_sources(re.findall(r"<script>((?:(?!<script>).)*?)</script>", html, re.DOTALL))


def script_sources(scripts: Iterable[str]) -> list[str]:
    """Policy sources that allow scripts by their content."""
    return [f"'sha256-{base64.b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts]


class SecurityHeaders:
    """ASGI middleware that adds the headers to every response, also to sockets, refusals and errors."""

    def __init__(self, app: ASGIApp, settings: Settings, html: str) -> None:
        """`settings` has the pages that may frame this one, and the tiles that it shows; `html` is Streamlit's page."""
        self._app = app
        pictures = " ".join([PAGE_POLICY["img-src"], *_tile_host(settings.tiles)])
        early = " ".join([PAGE_POLICY["script-src"], *script_sources([EARLY])])
        scripts = " ".join([SESSION_POLICY["script-src"], *inline_scripts(html)])
        ancestors = settings.frame_ancestors
        self._ancestors = f"frame-ancestors {' '.join(ancestors)}"
        self._page = _policy(
            {**PAGE_POLICY, "script-src": early, "img-src": pictures, "frame-ancestors": " ".join(ancestors)}
        )
        self._session = _policy(
            {**SESSION_POLICY, "script-src": scripts, "frame-ancestors": _frame_ancestors(ancestors)}
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on and add the headers to its response; an error before the response becomes a bare 500."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        policy = self._session if _shows_streamlit(scope) else self._page
        begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal begun
            begun = True
            if message["type"] in BEGINNINGS:
                _add_headers(message, policy, self._ancestors, scope["scheme"] in ("https", "wss"))
            await send(message)

        try:
            await self._app(scope, receive, send_with_headers)
        except Exception:
            if not begun and scope["type"] == "http":
                await PlainTextResponse("failed\n", 500)(scope, receive, send_with_headers)
            raise


def _shows_streamlit(scope: Scope) -> bool:
    return scope["path"] == "/" and is_session(scope.get("query_string", b""))


def _tile_host(address: str) -> list[str]:
    return ["/".join(address.split("/")[:3])] if address else []


def _frame_ancestors(ancestors: tuple[str, ...]) -> str:
    """The pages that may frame Streamlit's page: ours, and those that may frame ours.

    >>> _frame_ancestors(("'none'",)), _frame_ancestors(("https://a.example",))
    ("'self'", "'self' https://a.example")
    """
    return " ".join(["'self'", *(each for each in ancestors if each not in ("'self'", "'none'"))])


def _add_headers(message: Message, policy: str, ancestors: str, encrypted: bool) -> None:
    """Add the headers; an answer that brings a policy of its own gets only the pages that may frame it."""
    message["headers"] = list(message.get("headers", ()))
    headers = MutableHeaders(scope=message)
    own = headers.get("Content-Security-Policy")
    headers.update({**FIXED, "Content-Security-Policy": f"{own}; {ancestors}" if own else policy})
    if encrypted:
        headers["Strict-Transport-Security"] = f"max-age={YEAR_S}"
        message["headers"] = [_secure(name, value) for name, value in message["headers"]]


def _policy(directives: dict[str, str]) -> str:
    return "; ".join(f"{name} {sources}" for name, sources in directives.items())


def _secure(name: bytes, value: bytes) -> tuple[bytes, bytes]:
    """Mark a cookie as secure, so that it is never sent without TLS; Streamlit does so only for TLS of its own."""
    plain = name.lower() == b"set-cookie" and b"secure" not in value.lower().split(b"; ")
    return name, value + b"; Secure" if plain else value
