"""Logo: small raster pictures are taken by their content and drawn, and nothing that only says so."""

import pytest

from data.records.logo import MAX_LOGO_BYTES, logo_address, open_logo
from tests.picture_files import picture_file


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_small_picture_is_known_by_its_content(kind: str) -> None:
    address = logo_address(picture_file(kind))
    assert address.startswith(f"data:image/{kind.lower()};base64,")
    picture = open_logo(address)
    assert picture
    assert picture.convert("RGB").size == (60, 20)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"\x89PNG\r\n\x1a\n",
        picture_file("GIF"),
        picture_file("PNG", (4001, 1000)),  # unpacks to 16 MB
        picture_file("PNG") + b"x" * MAX_LOGO_BYTES,
        picture_file("PNG")[:20],
    ],
)
def test_nothing_else_is_a_logo(content: bytes) -> None:
    assert logo_address(content) == ""


@pytest.mark.parametrize(
    "address",
    [
        "",
        "data:image/png;base64,%%%",
        "https://a.example/logo.png",
        "data:text/html;base64,PHA+",
        "data:image/eps;base64,",
    ],
)
def test_an_address_that_is_no_picture_is_not_opened(address: str) -> None:
    assert open_logo(address) is None
