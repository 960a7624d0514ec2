"""Encoding detection for text files."""

import codecs
import re
from dataclasses import dataclass

from data.i18n.message import LocalizedText
from data.reading.formats.letters import latin_codec
from data.reading.values.cell import CONTROL_CHARACTERS
from data.records.tables import TableError

BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
OTHER_CODECS = ["cp1252", "cp1250", "cp1251", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
ENCODING_NAMES = {
    "koi8_r": "KOI8-R",
    "mac_roman": "Mac Roman",
    "cp1250": "Windows-1250",
    "cp1251": "Windows-1251",
    "cp1254": "Windows-1254",
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "cp1252": "Windows-1252",
    "latin-1": "Latin-1",
}
ENCODING_SAMPLE = 1_000_000
NON_ASCII_RUNS = re.compile(rb"[\x80-\xff]+")
KANA = (b"\x81", b"\x82", b"\x83")  # what they begin with in Shift JIS, where half of their bytes are of ASCII
# A word of Cyrillic: a capital, then small letters; the lower-case words beside it are of one kind in both.
KOI8_WORDS = re.compile(rb"(?<![\xc0-\xff])[\xe0-\xff][\xc0-\xdf]{2,30}(?![\xc0-\xff])")
CP1251_WORDS = re.compile(rb"(?<![\xc0-\xff])[\xc0-\xdf][\xe0-\xff]{2,30}(?![\xc0-\xff])")
UNDEFINED_BYTES = (b"\x81", b"\x8d", b"\x8f", b"\x90", b"\x9d")  # in Windows-1252
C0_CONTROLS = bytes({*range(0x20)} - set(b"\t\n\r"))
CONTROL_BYTES = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec of Python, with its name for people."""

    codec: str

    @property
    def name(self) -> str:
        """Return the name that a spreadsheet program uses."""
        return ENCODING_NAMES.get(self.codec, self.codec.upper().replace("_", "-"))


def detect_encoding(content: bytes) -> Encoding:
    """Detect the encoding of a text; raise `TableError` if the bytes are not text."""
    for bom, codec in BOMS:
        if content.startswith(bom):
            return Encoding(codec)
    head = content[:ENCODING_SAMPLE]
    if b"\0" in content:
        return Encoding(_wide(head))
    if len(CONTROL_BYTES.findall(head)) * 50 > len(head):
        raise TableError(LocalizedText("refused_binary"))
    return Encoding("utf-8" if _is_utf8(content) else _narrow(content))


def remove_controls(content: bytes, encoding: Encoding) -> bytes:
    """Remove the control characters of a text, other than tab and line ends."""
    if encoding.codec.startswith("utf-16"):
        text = content.decode(encoding.codec, "replace")
        plain = CONTROL_CHARACTERS.sub("", text)
        return content if len(plain) == len(text) else plain.encode(encoding.codec)
    # In no other encoding that is detected are these bytes part of another character.
    blocks = (content[start : start + ENCODING_SAMPLE] for start in range(0, len(content), ENCODING_SAMPLE))
    has_controls = any(len(block.translate(None, C0_CONTROLS)) < len(block) for block in blocks)
    return content.translate(None, C0_CONTROLS) if has_controls else content


def _wide(head: bytes) -> str:
    """UTF-16 without its mark: every other byte of Western text is zero."""
    even, odd = head[0:400:2].count(0), head[1:400:2].count(0)
    if max(even, odd) * 3 > len(head[:400]) and min(even, odd) * 10 <= max(even, odd):
        return "utf-16-le" if odd > even else "utf-16-be"
    raise TableError(LocalizedText("refused_nul"))


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), ENCODING_SAMPLE):
            decoder.decode(content[start : start + ENCODING_SAMPLE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        # A few bytes gone wrong in a text that is UTF-8 by far: they are shown as �, the rest is kept.
        text = content[:ENCODING_SAMPLE].decode("utf-8", "replace")
        bad = text.count("\ufffd")
        return bad * 20 < sum(character > "\x7f" for character in text) - bad
    return True


def _cyrillic(sample: bytes, runs: int) -> str:
    """KOI8-R or Windows-1251, by which of them words begin with a capital; "" where most runs are no such words."""
    koi8, windows = len(KOI8_WORDS.findall(sample)), len(CP1251_WORDS.findall(sample))
    if 2 * max(koi8, windows) < runs:
        return ""
    return "koi8_r" if koi8 > windows else "cp1251"


def _narrow(content: bytes) -> str:
    """Where letters beyond ASCII stand alone, as in Latin names, what those letters say; else what they look like."""
    start = NON_ASCII_RUNS.search(content)
    sample = content[start.start() : start.start() + 4 * ENCODING_SAMPLE] if start else b""
    runs = NON_ASCII_RUNS.findall(sample)
    alone = sum(len(run) == 1 and run not in KANA for run in runs)
    western = "latin-1" if any(byte in content for byte in UNDEFINED_BYTES) else "cp1252"
    if alone * 2 >= len(runs) and (codec := latin_codec(content)):
        return western if codec == "cp1252" else codec
    if cyrillic := _cyrillic(sample, len(runs)):
        return cyrillic
    if alone * 2 >= len(runs):
        return western
    from charset_normalizer import from_bytes  # noqa: PLC0415 - few texts are neither UTF-8 nor Western

    lines = [line for line in content[: 4 * ENCODING_SAMPLE].splitlines() if NON_ASCII_RUNS.search(line)]
    best = from_bytes(b"\n".join(lines)[:50_000], cp_isolation=OTHER_CODECS).best()
    return best.encoding if best else western
