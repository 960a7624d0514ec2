"""Picture files: small logos of each kind, as a publisher has them."""

from io import BytesIO

from PIL import Image


def picture_file(kind: str, size: tuple[int, int] = (60, 20), colour: str = "#c02030") -> bytes:
    """A picture of one colour as PNG, JPEG, WEBP or GIF."""
    file = BytesIO()
    Image.new("RGB", size, colour).save(file, kind)
    return file.getvalue()
