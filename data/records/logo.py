"""Logo of a publisher: a `data:` address, and the picture in it. Pillow draws no SVG, so pictures have none of that."""

import base64
import io
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

MAX_LOGO_BYTES = 50_000
RASTER_TYPES = ("png", "jpeg", "webp")
MAX_LOGO_PIXELS = 4_000_000  # a picture of 50 kB may unpack to far more


def logo_address(content: bytes) -> str:
    """Return the `data:` address of a small PNG, JPEG or WebP, by its content; "" for anything else."""
    for kind in RASTER_TYPES:
        address = f"data:image/{kind};base64,{base64.b64encode(content).decode()}"
        if open_logo(address):
            return address
    return ""


def open_logo(address: str) -> "Image.Image | None":
    """Open the picture of a `data:` address, whose pixels are read later; `None` if it is none that is drawn."""
    from PIL import Image  # noqa: PLC0415  only few data sets have a logo

    head, _, text = address.partition(";base64,")
    kind = head.removeprefix("data:image/")
    if kind not in RASTER_TYPES or len(text) > 2 * MAX_LOGO_BYTES:
        return None
    try:
        content = base64.b64decode(text, validate=True)
        picture = Image.open(io.BytesIO(content), formats=[kind])
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    is_small = len(content) <= MAX_LOGO_BYTES and picture.width * picture.height <= MAX_LOGO_PIXELS
    return picture if is_small else None
