"""Streamlit's private parts that the page uses, in one place.

Each has a test in `tests/page/test_streamlit_parts.py`. Pinned to `streamlit>=1.67,<1.68`.

- Each message of a socket goes through `Runtime.handle_backmsg`, and `WebSocketDisconnect` there ends the socket.
- A component's arguments are searched for data frames, which loads pandas; ours hold none, so lists and dicts pass.
- The name of a component begins with that of its module, which is searched for among all modules; its frame says it.
- The media file manager serves the data set at an address of its own; what is added outside a session stays.
- A run that starts empties the queue of messages to the browser, and with it the addresses at which the browser may
  upload what was dropped at that moment; we keep those.
- An upload is received by Starlette's parser of forms, which writes files over 1 MB to a temporary folder unless its
  `spool_max_size` is 0; then Streamlit's manager of uploaded files holds it, by session and file.
- Streamlit's loggers get their handlers from `logger.setup_formatter`, and `static/index.html` is its page.
- Pills are `.st-key-<key> button[aria-pressed]`, their text the option (`static/entries/streamlit.js`).
- A pill takes a click without a press, as a screen reader sends it, and is `[data-selected]` when it is chosen
  (`static/entries/pill_clicks.js`).
- The script of a widget is `static/js/<Widget>.<hash>.js`, loaded when the first of its kind is shown.
- What is chosen of a list to search is `.st-key-<key> [data-tag]`, its text in `[title]`; what it offers, while its
  `input` says `aria-expanded`, `[data-testid=stMultiSelectDropdown] [role=option]` (`static/entries/streamlit.js`).
- `.stAppViewContainer` holds `.stSidebar` while it is open, and beside it what holds `.stMain`
  (`static/entries/streamlit.js`).
- `.stApp` carries the computed `color-scheme` of the theme, `.stMain` scrolls (`static/entries/streamlit.js`,
  `static/entries/frame.js`).
- `.stApp` says in `data-test-connection-state` whether the server is there, `CONNECTED`, and in
  `data-test-script-state` whether the script is `running` (`static/entries/streamlit.js`).
- `popstate` on the page's window makes the script run, and bound widgets take what the address says then
  (`static/entries/streamlit.js`).
"""

import logging
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path, PurePath
from types import FrameType
from typing import cast
from weakref import WeakKeyDictionary

from starlette.formparsers import MultiPartParser
from starlette.websockets import WebSocketDisconnect
from streamlit import file_util, logger
from streamlit.components.v1 import component_registry, custom_component
from streamlit.dataframe_util import is_dataframe_like
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime, SessionClient, exists, get_instance
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager

from page.assets import bundle, extension
from page.message_allowance import TOO_MANY, MessageAllowance

WIDGETS = ("Progress", "TextInput", "Checkbox", "Selectbox", "DownloadButton", "Slider", "Multiselect")


def skip_dataframe_search() -> None:
    """Pass lists and dicts to components without the search for data frames, which costs 40 MB and 0.3 s."""
    vars(custom_component)["is_dataframe_like"] = _is_dataframe_like


def _is_dataframe_like(argument: object) -> bool:
    return not isinstance(argument, list | dict) and is_dataframe_like(argument)


def skip_module_search() -> None:
    """Take the name of a component's module from its frame, not from a search of all modules: 0.03 s of each start."""
    vars(component_registry)["_get_module_name"] = _module_name


def _module_name(frame: FrameType) -> str:
    name = str(frame.f_globals["__name__"])
    return _search_module_name(frame) if name == "__main__" else name


_search_module_name = component_registry._get_module_name


def keep_upload_addresses() -> None:
    """Keep the answers to the file uploader in the queue of messages when a run starts.

    Before the browser uploads a file, it asks for an address. Where a run starts before the answer is sent, Streamlit
    drops the answer, and the browser waits for ever: a file that was dropped while the page was busy was lost, about
    half of the times when the two came within 20 ms (measured).
    """
    ForwardMsgQueue.clear = _clear_but_upload_addresses  # type: ignore[method-assign, assignment]


def _clear_but_upload_addresses(
    queue: ForwardMsgQueue, retain_lifecycle_msgs: bool = False, fragment_ids_this_run: list[str] | None = None
) -> None:
    answers = [message for message in queue._queue if message.WhichOneof("type") == "file_urls_response"]
    _clear(queue, retain_lifecycle_msgs, fragment_ids_this_run)
    if retain_lifecycle_msgs and fragment_ids_this_run is None:  # else all were sent, or Streamlit keeps them itself
        queue._queue.extend(answers)


_clear = ForwardMsgQueue.clear


def limit_messages() -> None:
    """End sockets that send more than their allowance, where no request guard stands before Streamlit."""
    Runtime.handle_backmsg = _handle_within_allowance  # type: ignore[method-assign, assignment]


def _handle_within_allowance(
    runtime: Runtime, session_id: str, message: BackMsg, *, client: SessionClient | None = None
) -> None:
    if client is not None:
        allowance = _allowances.setdefault(client, MessageAllowance())
        if not allowance.allows(message.ByteSize()):
            raise WebSocketDisconnect(TOO_MANY, "too many messages")
    _handle_message(runtime, session_id, message, client=client)


_handle_message = Runtime.handle_backmsg
_allowances: WeakKeyDictionary[SessionClient, MessageAllowance] = WeakKeyDictionary()


def keep_uploads_in_memory() -> None:
    """Keep uploads in memory while they are received; Starlette would write those over 1 MB to a temporary file."""
    MultiPartParser.spool_max_size = 0


def held_upload_bytes(session: str) -> tuple[int, int]:
    """Bytes of the uploads that Streamlit holds for a session, and for all sessions together."""
    if not exists():
        return 0, 0
    manager = cast(MemoryUploadedFileManager, get_instance().uploaded_file_mgr)
    held = list(manager.file_storage.items())
    sizes = {each: sum(len(file.data) for file in list(files.values())) for each, files in held}
    return sizes.get(session, 0), sum(sizes.values())


def set_log_handlers(configure: Callable[[logging.Logger], None]) -> None:
    """Let `configure` give each of Streamlit's loggers, present and future, its handlers."""
    vars(logger)["setup_formatter"] = configure
    logger.update_formatter()


def streamlit_static_folder() -> Path:
    """The folder of Streamlit's own page: `index.html`, and in `static/` its scripts, named by their content."""
    return Path(file_util.get_static_dir())


@cache
def widget_scripts() -> tuple[str, ...]:
    """The addresses, relative to Streamlit's page, of the scripts that it loads when it first shows some widgets."""
    folder = streamlit_static_folder()
    found = (file for name in WIDGETS for file in sorted(folder.glob(f"static/js/{name}.*.js")))
    return tuple(file.relative_to(folder).as_posix() for file in found)


def serve_script(entry: str) -> str:
    """Serve a module of `static/` and all that it imports as one file, and return its address."""
    return serve_shared_file(*_script(entry), "text/javascript")


@cache
def _script(entry: str) -> tuple[bytes, str]:
    script = f"{bundle(entry)}\nexport {{modules}};\n".encode()
    return script, f"{PurePath(entry).name}-{sha256(script).hexdigest()}.js"


def serve_extension(entry: str, base: str, base_address: str) -> str:
    """Serve what a module needs beyond the script of `base_address`, whose `modules` it takes; return its address."""
    address = serve_shared_file(*_extension(entry, base, PurePath(base_address).name), "text/javascript")
    if PurePath(address).parent != PurePath(base_address).parent:
        raise RuntimeError(f"{address} is not beside {base_address}")
    return address


@cache
def _extension(entry: str, base: str, base_name: str) -> tuple[bytes, str]:
    name = PurePath(entry).name
    code = f'import {{modules}} from "./{base_name}";\n{extension(entry, base)}\n'
    script = f"{code}export const {{{name}}} = modules.{name};\n".encode()
    return script, f"{name}-{sha256(script).hexdigest()}.js"


def serve_file(content: bytes, name: str, mimetype: str = "application/json") -> str:
    """Serve a file for as long as this session shows it, and return its address, relative to the page.

    Streamlit's own id hashes only parts of a large file, so `name` must hold the SHA-256 of the content.
    """
    address: str = get_instance().media_file_mgr.add(content, mimetype, f"data-{name}", name)
    return address.removeprefix("/")


def serve_shared_file(content: bytes, name: str, mimetype: str = "application/json") -> str:
    """Serve a file that is no reader's own, which browsers may keep, since its address is made from its content."""
    address = serve_file(content, name, mimetype)
    _shared_files.add(f"/{address}")
    return address


def is_shared_file(path: str) -> bool:
    """Whether a file is no reader's own."""
    return path in _shared_files


_shared_files: set[str] = set()
