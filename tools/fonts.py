"""Fetch Noto Sans KR from npm, reduce it to the letters that Korean texts need, and write `export/picture/fonts/`.

The licence is written beside the two fonts. Run `python -m tools.fonts`. Needs npm and fontTools (from matplotlib).
"""

import argparse
import base64
import hashlib
import subprocess
import tarfile
import tempfile
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

ROOT = Path(__file__).resolve().parents[1]
FONTS = ROOT / "export" / "picture" / "fonts"
PACKAGE = "@expo-google-fonts/noto-sans-kr@0.4.3"
# SHA-512 of the tarball that was reviewed.
SHA512 = "EVS/uJPcf1TgJtjmQmrFr0oGdcl7ml09CSu0E/AyGzR0UfzdR2pBbzWWPsnuzZiGUl643ODYwYiXK5+B+fLjhQ=="
FAMILY = "Noto Sans KR Part"  # a name of its own, so that no other installed copy is used instead
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}
NAMES = (0, 1, 2, 4, 6, 13, 14)  # copyright, names and licence
# KS X 1001's 2,350 syllables stand in EUC-KR from B0A1 to C8FE; the rest are Jamo, Latin, and marks that texts have.
SYLLABLES = {ord(bytes((row, cell)).decode("euc-kr")) for row in range(0xB0, 0xC9) for cell in range(0xA1, 0xFF)}
OTHERS = (range(0x20, 0x7F), range(0xA0, 0x180), range(0x2009, 0x2030), range(0x3000, 0x3012), range(0x3131, 0x318F))
SIGNS = set(map(ord, "′″€™←→−□〜"))
# And all letters of our own Korean texts: 아르툠 (Artyom) has a syllable that KS X 1001 lacks.
MESSAGES = set(map(ord, (ROOT / "data" / "i18n" / "messages" / "ko.json").read_text(encoding="utf-8")))


def main() -> None:
    """Write the fonts and the licence."""
    argparse.ArgumentParser(prog="python -m tools.fonts", description=__doc__).parse_args()
    with tempfile.TemporaryDirectory() as folder:
        package = _fetched(Path(folder))
        for style, weight in WEIGHTS.items():
            font = TTFont(package / weight / f"NotoSansKR_{weight}.ttf", recalcTimestamp=False)
            _cut(font)
            _name(font, style)
            font.save(FONTS / f"NotoSansKR-Part-{style}.ttf")
        (FONTS / "LICENSE").write_text((package / "LICENSE_FONT").read_text(encoding="utf-8"), encoding="utf-8")


def _fetched(folder: Path) -> Path:
    """Download and unpack the package; raise ValueError if it is not the one that was reviewed."""
    result = subprocess.run(
        ["npm", "pack", "--silent", PACKAGE], cwd=folder, check=True, capture_output=True, text=True
    )
    tarball = folder / result.stdout.split()[-1]
    if base64.b64encode(hashlib.sha512(tarball.read_bytes()).digest()).decode() != SHA512:
        raise ValueError(f"{PACKAGE} is not the package that was reviewed")
    with tarfile.open(tarball) as archive:
        archive.extractall(folder, filter="data")
    return folder / "package"


def _cut(font: TTFont) -> None:
    options = Options(hinting=False, layout_features=[], notdef_outline=True, name_IDs=list(NAMES))
    options.drop_tables += ["BASE", "GDEF", "GPOS", "GSUB", "STAT", "vhea", "vmtx"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=SYLLABLES.union(*OTHERS, SIGNS, MESSAGES))
    subsetter.subset(font)


def _name(font: TTFont, style: str) -> None:
    names = {1: FAMILY, 2: style, 4: f"{FAMILY} {style}", 6: f"{FAMILY.replace(' ', '')}-{style}"}
    for number, name in names.items():
        font["name"].setName(name, number, 3, 1, 0x409)


if __name__ == "__main__":
    main()
