"""Upload limit: what a session and all sessions hold of uploads is bounded, those on their way included."""

import pytest

from host import upload_limit
from host.upload_limit import MB, UPLOAD, UploadLimit
from page.settings import Settings


@pytest.fixture
def held(monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Bytes that Streamlit holds, by session."""
    bytes_by_session: dict[str, int] = {}
    monkeypatch.setattr(
        upload_limit,
        "held_upload_bytes",
        lambda session: (bytes_by_session.get(session, 0), sum(bytes_by_session.values())),
    )
    return bytes_by_session


def test_a_session_may_hold_so_much_and_all_together_so_much(held: dict[str, int]) -> None:
    limit = UploadLimit(per_session=100, total=150)
    held["a"] = 60
    assert limit.refusal(f"{UPLOAD}a/1", 40) is None
    assert limit.refusal(f"{UPLOAD}a/1", 41) == (507, "session")
    assert limit.refusal(f"{UPLOAD}b/1", 90) is None
    assert limit.refusal(f"{UPLOAD}b/1", 91) == (507, "memory")


def test_what_is_on_its_way_counts_until_it_has_come(held: dict[str, int]) -> None:
    limit = UploadLimit(per_session=100, total=150)
    with limit.receiving(f"{UPLOAD}a/1", 90), limit.receiving(f"{UPLOAD}b/1", 50):
        assert limit.refusal(f"{UPLOAD}a/2", 11) == (507, "session")
        assert limit.refusal(f"{UPLOAD}c/1", 11) == (507, "memory")
    assert limit.refusal(f"{UPLOAD}c/1", 100) is None
    assert not limit.coming


def test_the_largest_upload_that_is_offered_fits() -> None:
    limit = upload_limit.upload_limit(Settings(max_upload_mb=200, uploads_held_mb=10))
    assert limit.per_session >= 200 * MB
