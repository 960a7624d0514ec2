"""ASGI client: requests to an application in this process, with no server and no network between."""

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar
from urllib.parse import unquote

from starlette.types import ASGIApp, Message

Result = TypeVar("Result")


@dataclass(frozen=True)
class AsgiAnswer:
    """`headers` has lower-case names."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body, which is UTF-8."""
        return self.body.decode()


def in_own_thread(run: Callable[[], Coroutine[None, None, Result]]) -> Result:
    """Run a coroutine to its end in a thread of its own: Playwright's loop runs in the tests' thread."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(run())).result()


class AsgiClient:
    """An application and the event loop that it runs on; use it in a `with`."""

    def __init__(self, app: ASGIApp) -> None:
        """Ask `app`; nothing is started, so its lifespan does not run."""
        self._app = app
        self._runner = asyncio.Runner()
        self._thread = ThreadPoolExecutor(1)  # of its own: Playwright's loop runs in the tests' thread

    def __enter__(self) -> "AsgiClient":
        """Nothing to open."""
        return self

    def __exit__(self, *_: object) -> None:
        """End the loop, with what still runs on it."""
        self._thread.submit(self._runner.close).result()
        self._thread.shutdown()

    def ask(self, address: str, method: str = "GET", **headers: str) -> AsgiAnswer:
        """One answer; `if_none_match` is the header `if-none-match`."""
        return self.ask_all([address], method, **headers)[0]

    def ask_all(self, addresses: list[str], method: str = "GET", **headers: str) -> list[AsgiAnswer]:
        """Answers to requests that are made at the same time."""

        async def all_answers() -> list[AsgiAnswer]:
            return await asyncio.gather(*(self._answer(address, method, headers) for address in addresses))

        return self._thread.submit(lambda: self._runner.run(all_answers())).result()

    async def _answer(self, address: str, method: str, headers: dict[str, str]) -> AsgiAnswer:
        path, _, query = address.partition("?")
        named = {"host": "maps.example.org", **{name.replace("_", "-"): value for name, value in headers.items()}}
        scope = {
            "type": "http",
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode("latin-1"),
            "headers": [(name.encode(), value.encode()) for name, value in named.items()],
            "server": ("maps.example.org", 80),
            "client": ("192.0.2.1", 5000),
        }
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        told = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        return AsgiAnswer(sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:]))
