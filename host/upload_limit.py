"""Upload limit: how many bytes of uploads a process holds, of one session and of all, those on their way included."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from page.settings import Settings
from page.streamlit_parts import held_upload_bytes
from page.worker_pool import memory_gate

MB = 10**6
UPLOAD = "/_stcore/upload_file/"


@dataclass
class UploadLimit:
    """Bytes that a session and all sessions together may hold; `coming` is what is being received, by session."""

    per_session: int
    total: int
    coming: Counter[str] = field(default_factory=Counter)

    def refusal(self, path: str, length: int) -> tuple[int, str] | None:
        """The status and the reason if a file of this length cannot be held: 507, which no proxy tries elsewhere."""
        session = _session(path)
        own, everyones = held_upload_bytes(session)
        if own + self.coming[session] + length > self.per_session:
            return 507, "session"
        return (507, "memory") if everyones + self.coming.total() + length > self.total else None

    @contextmanager
    def receiving(self, path: str, length: int) -> Iterator[None]:
        """Count a file as held while it comes."""
        session = _session(path)
        self.coming[session] += length
        try:
            yield
        finally:
            self.coming[session] -= length
            if not self.coming[session]:
                del self.coming[session]


def upload_limit(settings: Settings) -> UploadLimit:
    """The limit by the host's settings: half of what the workers get, and at least one upload of the largest size."""
    largest = settings.max_upload_mb * MB + MB
    total = max(settings.uploads_held_mb * MB or memory_gate(settings).total // 2, largest)
    return UploadLimit(min(2 * largest, total), total)


def _session(path: str) -> str:
    return path.removeprefix(UPLOAD).partition("/")[0]
