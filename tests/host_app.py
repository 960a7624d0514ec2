"""The host's layers and routes as `asgi.py` arranges them, without Streamlit behind them."""

from collections.abc import Sequence

from starlette.applications import Starlette
from starlette.routing import BaseRoute
from starlette.types import ASGIApp

from host.first_answer import FirstAnswers
from host.guard import RequestGuard
from host.headers import SecurityHeaders
from host.metrics import Metrics
from host.negotiation import AcceptedEncoding
from host.routes import routes
from page.settings import Settings

HTML = "<p>Streamlit</p>"


def host_app(settings: Settings, metrics: Metrics, more: Sequence[BaseRoute] = ()) -> ASGIApp:
    """The application; `more` routes stand for Streamlit's."""
    inner = Starlette(routes=[*routes(settings, metrics, FirstAnswers(settings), HTML), *more])
    return SecurityHeaders(RequestGuard(AcceptedEncoding(inner), settings, metrics), settings, HTML)
