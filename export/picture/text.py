"""Text of a picture: clean it, measure it and break it into lines. Text is never read as markup."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # matplotlib takes 0.5 s to load, so only rendering imports it
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font

# Control and direction marks and private-use characters become spaces in a picture.
INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff]"
)
HANGUL_FONT = "Noto Sans KR Part"  # in `fonts/`; it has no Chinese characters and no kana
FONTS = Path(__file__).parent / "fonts"
FALLBACK_FONTS = (
    HANGUL_FONT,
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Noto Sans",
    "Unifont",
)  # for scripts that DejaVu lacks, where installed
MISSING_GLYPH = "□"
PX_PER_POINT = 96 / 72
HINTING_FACTOR = 1.045  # a PNG sets letters on whole pixels, which takes up to this much more room


@dataclass(frozen=True, slots=True)
class Font:
    """A font with its size in CSS pixels: DejaVu, which comes with matplotlib; for Hangul the one in `fonts/`."""

    size: float
    bold: bool = False
    serif: bool = False

    @property
    def points(self) -> float:
        """The size in points, as matplotlib counts it."""
        return self.size / PX_PER_POINT

    def properties(self, text: str) -> "FontProperties":
        """Return the fonts for a text: this one, then others for letters that it lacks."""
        from matplotlib.font_manager import FontProperties  # noqa: PLC0415

        families = ["DejaVu Serif" if self.serif else "DejaVu Sans", *_others(text)]
        # In a text with Hangul, digits and Latin letters are set in its font too.
        families.sort(key=lambda family: family != HANGUL_FONT)
        return FontProperties(family=families, weight="bold" if self.bold else "normal", size=self.points)


def printable(text: str) -> str:
    """Return a text as one line, with a box for each letter that no font has."""
    words = " ".join(INVISIBLE.sub(" ", text).split())
    return "".join(
        letter if ord(letter) < 0x250 or _family_of(letter) is not None else MISSING_GLYPH for letter in words
    )


def text_width(text: str, font: Font) -> float:
    """Return the width of a line in px."""
    return _width(text, font)


@cache
def _width(text: str, font: Font) -> float:
    from matplotlib.textpath import TextToPath  # noqa: PLC0415

    points = TextToPath().get_text_width_height_descent(text, font.properties(text), ismath=False)[0]
    return float(points) * PX_PER_POINT * HINTING_FACTOR


def wrap(text: str, font: Font, room: float, lines: int) -> list[str]:
    """Break a text into at most `lines` lines of `room` px; end it with an ellipsis if it does not fit."""
    broken = [""]
    for word in printable(text).split():
        for piece in _pieces(word, font, room):
            longer = f"{broken[-1]} {piece}".strip()
            if text_width(longer, font) <= room:
                broken[-1] = longer
            else:
                broken.append(piece)
        if len(broken) > lines:
            return [*broken[: lines - 1], truncate(f"{broken[lines - 1]} {' '.join(broken[lines:])}…", font, room)]
    return broken


def truncate(text: str, font: Font, room: float) -> str:
    """Truncate a line to `room` px; add an ellipsis if anything is missing."""
    if text_width(text, font) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if text_width(f"{text[:middle].rstrip()}…", font) <= room else (low, middle - 1)
    return f"{text[:low].rstrip()}…"


def _pieces(word: str, font: Font, room: float) -> list[str]:
    if text_width(word, font) <= room:
        return [word]
    cut = max(1, next(n for n in range(len(word), -1, -1) if n <= 1 or text_width(word[:n], font) <= room))
    return [word[:cut], *_pieces(word[cut:], font, room)] if word[cut:] else [word]


def _others(text: str) -> list[str]:
    families = {_family_of(letter) for letter in text if ord(letter) >= 0x250}
    return sorted(family for family in families if family)


@cache
def _family_of(letter: str) -> str | None:
    """Return the installed family that has a letter: "" for DejaVu, `None` if there is none."""
    if all(
        font.get_char_index(ord(letter)) for font in (_load_font("DejaVu Sans"), _load_font("DejaVu Serif")) if font
    ):
        return ""
    return next(
        (family for family in FALLBACK_FONTS if (font := _load_font(family)) and font.get_char_index(ord(letter))), None
    )


@cache
def _load_font(family: str) -> "FT2Font | None":
    from matplotlib.font_manager import findfont, fontManager, get_font  # noqa: PLC0415

    if family == HANGUL_FONT:
        for file in sorted(FONTS.glob("*.ttf")):
            fontManager.addfont(file)
    try:
        return get_font(findfont(family, fallback_to_default=False))
    except ValueError:
        return None
