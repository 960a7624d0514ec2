"""Text of a picture: clean it, measure it and break it into lines. Text is never read as markup."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from data.i18n.messages import DEFAULT_LANGUAGE, END_OF_ISOLATE, LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE

if TYPE_CHECKING:  # matplotlib takes 0.5 s to load, so only rendering imports it
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font

# Control and direction marks and private-use characters become spaces in a picture; but for isolates, which order text.
INVISIBLE = re.compile(
    r"[\x00-\x1f\x7f-\xa0\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2065\u2068\u206a-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff0-\uffff]"
)
HANGUL_FONT = "Noto Sans KR Part"  # in `fonts/`; it has no Chinese characters and no kana
CHINESE_FONT, JAPANESE_FONT = "Noto Sans SC Part", "Noto Sans JP Part"  # in `fonts/`, with some 4,000 characters each
OWN_FONTS = (HANGUL_FONT, CHINESE_FONT, JAPANESE_FONT)
FONTS = Path(__file__).parent / "fonts"
# For scripts that the two DejaVu fonts lack: the sans serif one has Arabic, for which matplotlib sets its shapes; the
# last ones where they are installed.
FALLBACK_FONTS = (
    "DejaVu Sans",
    *OWN_FONTS,
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans",
    "Unifont",
)
FIRST_FONTS = {"ja": (JAPANESE_FONT, "Noto Sans CJK JP"), "zh": (CHINESE_FONT,)}  # which draw the same letter otherwise
MISSING_GLYPH = "□"
ISOLATES = (LEFT_TO_RIGHT_ISOLATE, RIGHT_TO_LEFT_ISOLATE, END_OF_ISOLATE)
NEVER_FIRST = frozenset("、。，．；：！？）」』】》〉”’ー々…")  # in a line of Chinese or Japanese
PX_PER_POINT = 96 / 72
HINTING_FACTOR = 1.045  # a PNG sets letters on whole pixels, which takes up to this much more room


@dataclass(frozen=True, slots=True)
class Font:
    """A font with its size in CSS pixels: DejaVu, which comes with matplotlib; for East Asia those in `fonts/`."""

    size: float
    bold: bool = False
    serif: bool = False
    language: str = DEFAULT_LANGUAGE

    @property
    def points(self) -> float:
        """The size in points, as matplotlib counts it."""
        return self.size / PX_PER_POINT

    def properties(self, text: str) -> "FontProperties":
        """Return the fonts for a text: this one, then others for letters that it lacks."""
        from matplotlib.font_manager import FontProperties  # noqa: PLC0415

        others = _others(text, self.language)
        families = ["DejaVu Serif" if self.serif and "DejaVu Sans" not in others else "DejaVu Sans", *others]
        # In a text with Hangul, kana or Chinese characters, digits and Latin letters are set in their font too.
        families.sort(key=lambda family: family not in OWN_FONTS)
        weight = "bold" if self.bold and _has_bold(text, families) else "normal"
        return FontProperties(family=families, weight=weight, size=self.points)


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
    while cut > 1 and word[cut : cut + 1] in NEVER_FIRST:
        cut -= 1
    return [word[:cut], *_pieces(word[cut:], font, room)] if word[cut:] else [word]


def _others(text: str, language: str) -> list[str]:
    families = dict.fromkeys(_family_of(letter, language) for letter in text if ord(letter) >= 0x250)
    order = _fallbacks(language)
    return sorted((family for family in families if family), key=order.index)


def _fallbacks(language: str) -> tuple[str, ...]:
    first = FIRST_FONTS.get(language, ())
    return tuple(dict.fromkeys((*first, *FALLBACK_FONTS)))


@cache
def _family_of(letter: str, language: str = DEFAULT_LANGUAGE) -> str | None:
    """Return the installed family that has a letter: "" for DejaVu, `None` if there is none."""
    if letter in ISOLATES:  # which no font draws
        return ""
    if all(
        font.get_char_index(ord(letter)) for font in (_load_font("DejaVu Sans"), _load_font("DejaVu Serif")) if font
    ):
        return ""
    return next(
        (
            family
            for family in _fallbacks(language)
            if (font := _load_font(family)) and font.get_char_index(ord(letter))
        ),
        None,
    )


@cache
def _add_own_fonts() -> None:
    from matplotlib.font_manager import fontManager  # noqa: PLC0415

    for file in sorted(FONTS.glob("*.ttf")):
        fontManager.addfont(file)


def _has_bold(text: str, families: list[str]) -> bool:
    """Whether the bold fonts have all letters of a text that its own fonts have: those of East Asia have not all."""
    own = [family for family in families if family in OWN_FONTS]
    fonts = [(_load_font(family), _load_font(family, bold=True)) for family in own]
    return all(
        bold.get_char_index(ord(letter)) or not plain.get_char_index(ord(letter))
        for plain, bold in fonts
        if plain and bold
        for letter in text
    )


@cache
def _load_font(family: str, *, bold: bool = False) -> "FT2Font | None":
    from matplotlib.font_manager import FontProperties, findfont, get_font  # noqa: PLC0415

    if family in OWN_FONTS:
        _add_own_fonts()
    try:
        wanted = FontProperties(family=[family], weight="bold" if bold else "normal")
        return get_font(findfont(wanted, fallback_to_default=False))
    except ValueError:
        return None
