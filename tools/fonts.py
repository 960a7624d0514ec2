"""Fetch Noto Sans KR, SC and JP from npm, reduce them to what texts need, and write `export/picture/fonts/`.

The licence is written beside the fonts. Run `python -m tools.fonts`, or `python -m tools.fonts --packages FOLDER` with
the tarballs that `npm pack` has fetched. Needs npm and fontTools (from matplotlib).
"""

import argparse
import base64
import hashlib
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "export" / "picture" / "fonts"
VERSION = "0.4.3"
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}
NAMES = (0, 1, 2, 4, 6, 13, 14)  # copyright, names and licence
MARKS = {
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),
    *range(0x2009, 0x2030),
    *range(0x3000, 0x3012),
    *map(ord, "′″€™←→−□〜"),
}
KANA_AND_WIDE = {*range(0x3041, 0x3100), *range(0xFF01, 0xFF60)}


@dataclass(frozen=True)
class Part:
    """A font that is reduced: its script in the package's name, the package's SHA-512 as it was reviewed, and its
    letters. The bold one has those of our own texts alone if `is_bold_short`; other headings are not bold.
    """

    script: str
    sha512: str
    language: str
    letters: frozenset[int]
    is_bold_short: bool

    @property
    def package(self) -> str:
        """The package on npm."""
        return f"@expo-google-fonts/noto-sans-{self.script.lower()}@{VERSION}"

    @property
    def family(self) -> str:
        """A name of its own, so that no other installed copy is used instead."""
        return f"Noto Sans {self.script} Part"

    def of(self, style: str) -> set[int]:
        """The letters of a style, always with all of our own texts: some have a character that standards lack."""
        texts = (ROOT / "data" / "i18n" / "messages" / f"{self.language}.json").read_text(encoding="utf-8")
        common = set() if style == "Bold" and self.is_bold_short else self.letters
        return MARKS.union(common, map(ord, texts))


def _decoded(rows: range, encoding: str) -> Iterator[int]:
    """The characters in rows of a standard of two bytes."""
    for row in rows:
        for cell in range(0xA1, 0xFF):
            if letter := bytes((row, cell)).decode(encoding, errors="ignore"):
                yield ord(letter)


PARTS = (
    # The 2,350 syllables of KS X 1001, and Jamo.
    Part(
        "KR",
        "EVS/uJPcf1TgJtjmQmrFr0oGdcl7ml09CSu0E/AyGzR0UfzdR2pBbzWWPsnuzZiGUl643ODYwYiXK5+B+fLjhQ==",
        "ko",
        frozenset({*_decoded(range(0xB0, 0xC9), "euc-kr"), *range(0x3131, 0x318F)}),
        is_bold_short=False,
    ),
    # The 3,755 characters of level 1 of GB 2312.
    Part(
        "SC",
        "9rAwdFTFHbO/u6Cs0gj2jZbW74TGIiaFNQnXYH2s5wA1bzVkwbaviL4t8YUV642eGYjg86eH6DkAEQmfNHDncQ==",
        "zh",
        frozenset({*_decoded(range(0xB0, 0xD8), "gb2312"), *KANA_AND_WIDE}),
        is_bold_short=True,
    ),
    # The 2,965 characters of level 1 of JIS X 0208.
    Part(
        "JP",
        "Fl+Z6vtD24HFAYsvzB0S9Nery1ly16B9PesdY0wBd+wEHAvkNglnkTUspU0HqGOubkmoa8zusJrKv6vDx1o70A==",
        "ja",
        frozenset({*_decoded(range(0xB0, 0xD0), "euc-jp"), *KANA_AND_WIDE}),
        is_bold_short=True,
    ),
)


def main() -> None:
    """Write the fonts and the licence."""
    parser = argparse.ArgumentParser(prog="python -m tools.fonts", description=__doc__)
    parser.add_argument("--packages", type=Path, help="folder with the tarballs, which are fetched if it is not given")
    packages = parser.parse_args().packages
    for part in PARTS:
        with tempfile.TemporaryDirectory() as folder:
            package = _unpacked(part, packages, Path(folder))
            for style, weight in WEIGHTS.items():
                font = TTFont(package / weight / f"NotoSans{part.script}_{weight}.ttf", recalcTimestamp=False)
                _cut(font, part.of(style))
                _name(font, part.family, style)
                font.save(FONTS / f"NotoSans{part.script}-Part-{style}.ttf")
            licence = (package / "LICENSE_FONT").read_text(encoding="utf-8")
        (FONTS / "LICENSE").write_text(licence, encoding="utf-8")


def _unpacked(part: Part, packages: Path | None, folder: Path) -> Path:
    """Download and unpack the package; raise ValueError if it is not the one that was reviewed."""
    name = f"expo-google-fonts-noto-sans-{part.script.lower()}-{VERSION}.tgz"
    if packages is None:
        subprocess.run(["npm", "pack", "--silent", part.package], cwd=folder, check=True, capture_output=True)
    tarball = (packages or folder) / name
    if base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode() != part.sha512:
        raise ValueError(f"{part.package} is not the package that was reviewed")
    with tarfile.open(tarball) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def _cut(font: TTFont, letters: set[int]) -> None:
    options = Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=list(NAMES))
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)


def _name(font: TTFont, family: str, style: str) -> None:
    names = {1: family, 2: style, 4: f"{family} {style}", 6: f"{family.replace(' ', '')}-{style}"}
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()
