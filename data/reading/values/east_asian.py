"""East Asian places: a town behind its province in one cell (“徳島県鳴門市”), and Korean names with a particle."""

import re
from collections.abc import Callable, Iterable, Iterator

IsOnePlace = Callable[[str], bool]

HAN_OR_KANA = re.compile(r"[\u3005\u3040-\u30ff\u3400-\u9fff\s]{4,40}")
HANGUL = re.compile(r"[\uac00-\ud7a3\s]{4,40}")
PREFECTURE = re.compile(r"(?:日本国?)?(北海道|東京都|大阪府|京都府|.{2,3}県)(.+)")
PROVINCE = re.compile(r"(?:中国|中國|中华人民共和国)?(.{2,7}?(?:省|自治区|自治區))(.+)")
PROVINCE_END = re.compile(r"(?:壮族|回族|维吾尔|維吾爾)?(?:自治区|自治區)$|[都府県省]$")
COUNTY = re.compile(r"(?:.{1,5}?郡|.{2,12}?自治州)(?=.{2})")
UNITS, COUNTIES = frozenset("市区區县縣盟旗町村"), frozenset("市县縣町村")
# What tells a way or a list from one place: “成都市到广州市”.
WAY_WORDS = re.compile(r"[到至往和与與及、]|から|まで")
KOREAN_PROVINCE = re.compile(r"\S{2,7}도|충[남북]|전[남북]|경[남북]")
KOREAN_TOWN = re.compile(r"\S{1,5}[시군]")
# “from”, “to”, “until” and “at” after a name; the longer ones first.
PARTICLES = ("에서", "부터", "까지", "으로", "로", "에")
Town = tuple[str, str, str]


def town_of_chain(cell: str, is_one_place: IsOnePlace) -> Town | None:
    """The town, the code of its country and its province where a cell writes province, town and ward as one.

    >>> town_of_chain("徳島県鳴門市", lambda text: text == "鳴門, JP")
    ('鳴門市', 'JP', '徳島')
    >>> town_of_chain("北京市朝阳区", lambda text: text == "北京市, CN")
    ('北京市', 'CN', '')
    """
    if cell.isascii():
        return None
    if HANGUL.fullmatch(cell):
        return _korean(cell.split(), is_one_place)
    if not HAN_OR_KANA.fullmatch(cell):
        return None
    text = "".join(cell.split())
    if found := PREFECTURE.fullmatch(text):
        return _town(found[2], ("JP",), found[1], is_one_place)
    if found := PROVINCE.fullmatch(text):
        return _town(found[2], ("CN", "TW"), found[1], is_one_place)
    # Two towns may stand beside each other with a space between them.
    return None if text != cell.strip() else _town(text, ("CN", "TW", "JP"), "", is_one_place)


def _town(text: str, countries: Iterable[str], province: str, is_one_place: IsOnePlace) -> Town | None:
    """The first known town of a text, or a smaller one in it that is no ward; a whole text is one behind a province."""
    region = PROVINCE_END.sub("", province)
    for code in countries:
        known = _tested(is_one_place, code)
        for rest in (text, COUNTY.sub("", text, count=1)):
            for name in filter(known, _towns(rest, bool(province))):
                within = rest[len(name) :]
                if WAY_WORDS.search(within):
                    return None
                return (within if within[-1:] in COUNTIES and known(within) else name), code, region
    return None


def _towns(text: str, whole: bool) -> Iterator[str]:
    """The beginnings of a text that end as a town does."""
    for end, letter in enumerate(text, 1):
        if letter in UNITS and (end < len(text) or whole):
            yield text[:end]
    if whole and text[-1:] not in UNITS:
        yield text


def _tested(is_one_place: IsOnePlace, country: str) -> Callable[[str], bool]:
    """Whether a town is known in a country, with its last letter or without."""

    def is_known(name: str) -> bool:
        bare = name[:-1] if name[-1:] in UNITS and len(name) > 1 else name
        return any(is_one_place(f"{each}, {country}") for each in dict.fromkeys((name, bare)))

    return is_known


def _korean(words: list[str], is_one_place: IsOnePlace) -> Town | None:
    """“경기도 성남시 분당구”: the town behind its province, whatever ward follows."""
    if len(words) < 2 or not KOREAN_PROVINCE.fullmatch(words[0]) or not KOREAN_TOWN.fullmatch(words[1]):
        return None
    known = is_one_place(f"{words[1]}, KR") or is_one_place(f"{words[1][:-1]}, KR")
    region = words[0] if len(words[0]) <= len("경상북도") else ""
    return (words[1], "KR", region) if known else None


def without_particle(name: str, is_one_place: IsOnePlace) -> str:
    """A Korean name without the particle at its end, where only so a place is known.

    >>> [without_particle(name, {"서울", "카이로"}.__contains__) for name in ("서울로", "카이로", "카이로에서")]
    ['서울', '카이로', '카이로']
    """
    particle = next((each for each in PARTICLES if name.endswith(each)), "")
    if not particle or not HANGUL.fullmatch(f"{name}{name}") or is_one_place(name):
        return name
    bare = (name.removesuffix(each) for each in PARTICLES if name.endswith(each))
    return next((each for each in bare if len(each) > 1 and is_one_place(each)), name)
