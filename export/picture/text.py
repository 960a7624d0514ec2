"""Text: what data says, cleaned, measured and broken into lines for a picture. Nothing of it is markup."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # matplotlib takes half a second to load, so only who draws a picture does
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font

# Control and direction marks, and what Unicode leaves without a meaning, are spaces in a picture.
UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff0-\uffff]"
)
HANGUL = "Noto Sans KR Part"  # ours, in `fonts/`; it has no Chinese characters and no kana
FONTS = Path(__file__).parent / "fonts"
WIDER = (
    HANGUL,
    "Noto Sans CJK JP",
    "Noto Sans CJK SC",
    "Noto Sans",
    "Unifont",
)  # for scripts that DejaVu lacks, if installed
UNKNOWN = "□"
PX_PER_POINT = 96 / 72
HINTED = 1.045  # in a PNG letters are set on whole pixels, which takes up to so much more room


@dataclass(frozen=True, slots=True)
class Font:
    """A face of DejaVu, which matplotlib brings along, with its size in CSS pixels; Hangul has a face of ours."""

    size: float
    bold: bool = False
    serif: bool = False

    @property
    def points(self) -> float:
        """The size as matplotlib counts it."""
        return self.size / PX_PER_POINT

    def properties(self, text: str) -> "FontProperties":
        """The face for a text, with others behind it for letters that it lacks."""
        from matplotlib.font_manager import FontProperties  # noqa: PLC0415

        families = ["DejaVu Serif" if self.serif else "DejaVu Sans", *_others(text)]
        # Where there is Hangul the digits and Latin letters beside it are of its face too.
        families.sort(key=lambda family: family != HANGUL)
        return FontProperties(family=families, weight="bold" if self.bold else "normal", size=self.points)


def clean(text: str) -> str:
    """A text as one line of letters that there are glyphs for."""
    words = " ".join(UNSEEN.sub(" ", text).split())
    return "".join(letter if ord(letter) < 0x250 or _home(letter) is not None else UNKNOWN for letter in words)


def width(text: str, font: Font) -> float:
    """How wide a line is, in px."""
    return _width(text, font)


@cache
def _width(text: str, font: Font) -> float:
    from matplotlib.textpath import TextToPath  # noqa: PLC0415

    bare = TextToPath().get_text_width_height_descent(text, font.properties(text), ismath=False)[0]
    return float(bare) * PX_PER_POINT * HINTED


def wrapped(text: str, font: Font, room: float, lines: int) -> list[str]:
    """A text in at most `lines` lines of `room` px; what does not fit is cut, with an ellipsis."""
    broken = [""]
    for word in clean(text).split():
        for piece in _pieces(word, font, room):
            longer = f"{broken[-1]} {piece}".strip()
            if width(longer, font) <= room:
                broken[-1] = longer
            else:
                broken.append(piece)
        if len(broken) > lines:
            return [*broken[: lines - 1], shortened(f"{broken[lines - 1]} {' '.join(broken[lines:])}…", font, room)]
    return broken


def shortened(text: str, font: Font, room: float) -> str:
    """A line cut to `room` px, with an ellipsis where anything is missing."""
    if width(text, font) <= room:
        return text
    low, high = 0, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if width(f"{text[:middle].rstrip()}…", font) <= room else (low, middle - 1)
    return f"{text[:low].rstrip()}…"


def _pieces(word: str, font: Font, room: float) -> list[str]:
    if width(word, font) <= room:
        return [word]
    cut = max(1, next(n for n in range(len(word), -1, -1) if n <= 1 or width(word[:n], font) <= room))
    return [word[:cut], *_pieces(word[cut:], font, room)] if word[cut:] else [word]


def _others(text: str) -> list[str]:
    homes = {_home(letter) for letter in text if ord(letter) >= 0x250}
    return sorted(home for home in homes if home)


@cache
def _home(letter: str) -> str | None:
    """The installed family that has a letter: "" is DejaVu itself, `None` is none of them."""
    if all(font.get_char_index(ord(letter)) for font in (_opened("DejaVu Sans"), _opened("DejaVu Serif")) if font):
        return ""
    return next((family for family in WIDER if (font := _opened(family)) and font.get_char_index(ord(letter))), None)


@cache
def _opened(family: str) -> "FT2Font | None":
    from matplotlib.font_manager import findfont, fontManager, get_font  # noqa: PLC0415

    if family == HANGUL:
        for file in sorted(FONTS.glob("*.ttf")):
            fontManager.addfont(file)
    try:
        return get_font(findfont(family, fallback_to_default=False))
    except ValueError:
        return None
