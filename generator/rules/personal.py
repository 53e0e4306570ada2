"""What must never be published of anyone: numbers of papers and accounts, telephones, birthdays, homes, private mail.

*Sources*: the forms of the numbers. Citizens' cards have 12 digits, older ones 9 (Thông tư 06/2021/TT-BCA); mobile
numbers 10 digits after 03, 05, 07, 08, 09 (until 2018 also 11 after 01), land lines 11 after 02 (Thông tư
22/2014/TT-BTTTT and its change of 2018).
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache, partial
from html import unescape
from itertools import pairwise

from generator.model import SCOPES, Initiative, Person, Unit
from generator.problems import Location, Rule
from generator.readings import question
from generator.rules.facts import Facts, Found, rule
from generator.rules.texts import Source, free_texts, place, sources
from generator.vietnamese import fold
from generator.written import quoted

_GAP = r"(?:\s?[.\-]\s?|[\s()]{1,2})?"
"""What may stand between two digits of one number."""

_UPPER = "".join(letter for letter in map(chr, range(0x1F00)) if letter.isupper())
_FULL_DAY = r"\d{1,2}\s{0,3}[/.\-]\s{0,3}\d{1,2}\s{0,3}[/.\-]\s{0,3}(?:19|20)?\d{2}\b|\d{1,2}\s{1,3}tháng\s{1,3}\d{1,2}\s{1,3}năm\s{1,3}\d{2,4}"
_DAY = r"\d{1,2}\s{0,3}[/.\-]\s{0,3}\d{1,2}(?:\s{0,3}[/.\-]\s{0,3}(?:(?:19|20)?\d{2})\b)?|\d{1,2}\s{1,3}tháng\s{1,3}\d{1,2}(?:\s{1,3}năm\s{1,3}\d{2,4})?"
_SAID_MONTH = r"(?:giêng|một|hai|ba|tư|bốn|năm|sáu|bảy|tám|chín|mười(?: một| hai)?|chạp)"
_SAID_DAY = rf"(?:\d\d?|{_SAID_MONTH}(?: mươi)?(?: \w+)?)"
_YEAR = r"(?:19[2-9]|20[0-4])\d(?!\d|[.,]\d)"
# Words of which "sinh" is the second half, so that what follows is no birthday: "học sinh năm 2022".
_COMPOUNDS = (
    "vệ", "khai", "phát", "học", "giáo", "thí", "nảy", "sản", "hy", "hi", "tái", "ký", "kí", "phái", "môn", "nữ", "nam", "cứu", "kháng", "dưỡng",
    "mưu", "dân", "chúng", "quyên", "sát", "vi", "tiền", "trường", "thư", "đản", "phục", "hồi", "nhân", "bẩm", "trùng", "hóa", "hoá", "công", "tự",
    "quang", "nội", "ngoại", "thủy", "thuỷ", "an", "dưỡng", "môi", "trợ", "tiếp", "hiến", "cộng", "đồng", "lưỡng", "hộ", "chiêu", "tuyển",
    "sơ", "tập", "nghiệp", "tăng", "suất", "mức", "lệ", "số", "ca", "giảm", "trẻ", "trẻ em", "thanh niên", "những người",
)  # fmt: skip
# Without marks too, but "Hoa" and "Thi" are names, and what they say of them may be a birthday.
_BEFORE = dict.fromkeys(
    (*_COMPOUNDS, *({fold(each) for each in _COMPOUNDS} - {"hoa", "thi", "ky", "hy", "quang", "thuy"}))
)
_SINH = "".join(rf"(?<!\b{each}\s)" for each in sorted(_BEFORE)) + r"\bsinh\b"

_PAPERS = (
    r"(?:\b(?:CCCD|CMND|CMTND|CMT)\b|căn cước|chứng minh (?:nhân dân|thư)|hộ chiếu|(?:số|mã(?: số)?) định danh"
    r"|(?:mã số|sổ|số|thẻ) (?:BHXH|BHYT|bảo hiểm (?:xã hội|y tế))|\b(?:BHXH|BHYT|passport|GPLX)\b|giấy phép lái xe)"
)
_CALLED = r"\b(?:zalo|viber|telegram|whatsapp|đt|đtdđ|sđt|sdt|dđ|điện thoại|di động|đường dây nóng|hotline|phone|mobile|tel|số máy|liên hệ|gọi(?: số)?|alo)\b"
_BANKS = (
    r"\b(?:Vietcombank|VCB|Agribank|BIDV|Vietinbank|Sacombank|Techcombank|MB ?Bank|ACB|VP ?Bank|TP ?Bank|HD ?Bank|SHB|VIB|OCB|SCB|LP ?Bank"
    r"|Lien ?Viet\w*|Exim ?bank|Dong ?A ?Bank|ngân hàng)\b"
)
# Public mail services: an address there is somebody's own. A workplace's own domain is none of these.
_PRIVATE_MAIL = (
    "gmail", "googlemail", "yahoo", "hotmail", "outlook", "icloud", "live", "msn", "proton", "protonmail", "ymail", "rocketmail", "aol", "zoho",
    "yandex", "zing", "gmx", "mail", "vnn", "fpt",
)  # fmt: skip
_AT = r"\s{0,3}(?:@|＠|[(\[{]\s{0,3}(?:at|@|a còng|a vòng)\s{0,3}[)\]}]|\s(?:at|a còng|a vòng)\s)\s{0,3}"
_DOT = r"\s{0,3}(?:\.|[(\[{]\s{0,3}(?:dot|\.|chấm)\s{0,3}[)\]}]|\s(?:dot|chấm)\s)\s{0,3}"

_SPOKEN = r"(?:kh[oô]ng|m[oộ]t|m[oố]t|hai|ba|b[oố]n|t[uư]|n[aă]m|l[aă]m|s[aá]u|b[aảẩ]y|t[aá]m|ch[ií]n|\d{1,3})"  # as figures are read out
# What makes somebody's of a place: a form of address, but not that of a group ("anh em ở thôn …").
_SOMEBODY = r"\b(?:anh(?! (?:em|chị))|chị(?! em)|ông(?! bà)|bà(?! con)|cô|chú|bác|em|đồng chí|đ/c)"
_ANY_PLACE = r"(?:số|thôn|xã|tổ|khu phố|ấp|đường|phường|hẻm|ngõ|kiệt|nhà|xóm|buôn|bản|căn hộ|chung cư|lô)\s[^.;\n]{2,}"
_PLACE = r"(?:số\s{1,3}(?:nhà\s{1,3})?\d|nhà\s{1,3}số|thôn|ấp|xóm|buôn|khu phố|tổ dân phố|tổ\s{1,3}\d+\s{0,3},|hẻm|ngõ|kiệt|căn hộ|lô\s{1,3}\w*\d)"


@dataclass(frozen=True, slots=True)
class _Form:
    """A way in which something personal is written.

    It is looked for only in texts (in lower case) that bear one of `signs`, or, without signs, a number long enough.
    `is_number`: nothing but its digits tells it from an amount or a measure, so what follows them counts.
    """

    kind: str
    pattern: re.Pattern[str]
    signs: tuple[str | re.Pattern[str], ...] = ()
    is_number: bool = False


def _form(kind: str, pattern: str, *signs: str | re.Pattern[str], is_number: bool = False) -> _Form:
    return _Form(kind, re.compile(pattern, re.IGNORECASE), signs, is_number)


# Signs that are more than a word: each begins with one, which is quick to look for.
_READ_OUT = re.compile(rf"kh[oô]ng(?:[\s,.\-]{{1,3}}{_SPOKEN}){{8}}")
_BIRTHDAY = re.compile(r"là\s{1,3}(?:ngày\s{1,3})?sinh")
_PARTING = r"\s?[,/|:•·…]\s?"
_PARTED = re.compile(rf"0[35789]\d{{1,3}}(?:{_PARTING}\d{{2,4}}){{2}}")
_BORN = re.compile(r"sinh[\s:(]+(?:\d|ra\s|vào\s|trong\s|ngày|năm|tháng)")
_LIVES = tuple(re.compile(rf"{at}\s{{1,3}}{_PLACE}") for at in ("ở", "tại"))


_FORMS: tuple[_Form, ...] = (
    _form("số căn cước hoặc chứng minh nhân dân", rf"{_PAPERS}\D{{0,20}}[\dA-Z](?:{_GAP}\d){{7,11}}(?!\d)"),
    _form("số căn cước hoặc chứng minh nhân dân", rf"(?<![\w.,])\d(?:{_GAP}\d){{8,11}}[\s,(–-]{{0,3}}(?:là |số )?{_PAPERS}"),
    _form("số thẻ bảo hiểm", rf"(?:\bBHYT\b|bảo hiểm y tế)[^\d\n]{{0,20}}\b[A-Z]{{2}}{_GAP}[1-5](?:{_GAP}\d){{12}}(?!\d)"),
    # A province's number, sex and century, year of birth, six more.
    _form("số căn cước hoặc chứng minh nhân dân", rf"(?<![\w.,])0(?:[0-8]\d|9[0-6]){_GAP}(?:[01]{_GAP}\d|[23]{_GAP}[0-2]){_GAP}\d(?:{_GAP}\d){{6}}(?!{_GAP}\d|\w)"),
    _form(
        "số điện thoại",
        # No day ("03-05-2022 08"), then a mobile number, a land line, or one as it was before 2018.
        r"(?<![\w.,-])(?!\d{1,2}[./\- ]\d{1,2}[./\- ](?:19|20)\d\d(?!\d))\(?0"
        rf"(?:{_GAP}[35789](?:{_GAP}\d){{8}}|{_GAP}2(?:{_GAP}\d){{9}}|{_GAP}1{_GAP}[2689](?:{_GAP}\d){{8}})(?!\w|[.,]\d)",
    ),
    _form("số điện thoại", rf"(?:\(?\+\s?84|(?<!\d)0084)(?:{_GAP}\(?0\)?)?(?:{_GAP}\d){{8,10}}(?!\w|[.,]\d)"),
    _form(
        "số điện thoại",
        rf"(?<![\w.,/=-])(?!\d{{1,3}}(?:\.\d{{3}})+(?!\d|\.\d))84(?:{_GAP}[235789])(?:{_GAP}\d){{8,9}}(?!\w|[.,]\d)",
        is_number=True,
    ),
    _form("số điện thoại", rf"{_CALLED}[^\d\n.;]{{0,14}}0?[235789](?:{_GAP}\d){{8,9}}(?!\d)", is_number=True),
    _form(
        "số điện thoại",
        rf"(?<![\w.,/])(?=(?:\D{{0,3}}\d){{10,11}}(?!\d))0[35789]\d{{1,3}}(?:{_PARTING}\d{{2,4}}){{2,4}}(?!\d|{_PARTING}\d)",
        _PARTED,
    ),
    _form("số điện thoại", r"(?:zalo\.me|wa\.me|viber\.click)/\+?(?:84|0)?\d{9,10}(?!\w)"),
    _form(
        "số điện thoại",
        rf"\bkh[oô]ng(?:[\s,.\-]{{1,3}}{_SPOKEN}){{8,10}}(?!\w)",
        _READ_OUT,
    ),
    _form("ngày sinh", rf"{_SINH}(?:\s{{1,3}}ra)?(?:\s{{1,3}}(?:vào|trong))?\s{{0,3}}[:(]?\s{{0,3}}(?:ngày|năm|tháng)?\s{{0,3}}:?\s{{0,3}}(?:{_FULL_DAY}|(?:\d\d?\s{{0,3}}[/.\-]\s{{0,3}})?{_YEAR})", _BORN),
    _form(
        "ngày sinh",
        rf"{_SINH}\s{{1,3}}(?:ngày\s{{1,3}}(?:{_DAY})|tháng\s{{1,3}}\d{{1,2}}\s{{0,3}}[/.\-]|năm\s{{1,3}}(?:'?\d{{2}}\b(?!\s{{0,3}}%)|một\s{{1,3}}(?:nghìn|ngàn)|hai\s{{1,3}}(?:nghìn|ngàn)))",
        _BORN,
    ),
    _form(
        "ngày sinh",
        rf"{_SINH}\s{{1,3}}(?:ngày\s{{1,3}}{_SAID_DAY}\s{{1,3}})?tháng\s{{1,3}}(?:\d\d?|{_SAID_MONTH})\s{{1,3}}năm\s{{1,3}}\d{{2,4}}",
        _BORN,
    ),
    _form("ngày sinh", rf"(?:{_FULL_DAY})\s{{1,3}}(?:là|chính là)\s{{1,3}}(?:ngày\s{{1,3}})?sinh(?:\s{{1,3}}nhật)?\b", _BIRTHDAY),
    _form("ngày sinh", rf"\b(?:năm|ngày(?:,? tháng)?(?:,? năm)?)\s{{1,3}}sinh\s{{0,3}}:?\s{{0,3}}(?:{_DAY}|{_YEAR})", _BORN),
    _form("ngày sinh", rf"\b(?:SN|NS|DOB)\b\s{{0,3}}[:.]?\s{{0,3}}(?:{_FULL_DAY}|(?:19[3-9]|200)\d(?!\d|[.,\-]\d))", "sn", "ns", "dob"),
    _form(
        "nơi ở",
        rf"(?:trú quán|(?<!tạm )(?<!cư )(?<!lưu )(?<!tránh )(?<!nơi )(?<!đăng ký thường )(?<!hộ khẩu thường )\btrú|\bngụ)\s{{0,3}}:?\s{{0,3}}(?:(?:tại|ở)\s{{0,3}}:?\s{{0,3}})?{_ANY_PLACE}",
        "trú", "ngụ",
    ),
    _form(
        "nơi ở",
        rf"(?:(?:tạm|cư|lưu|thường) trú|hộ khẩu)\s{{0,3}}(?::\s{{0,3}}{_ANY_PLACE}|(?:(?:tại|ở)\s{{0,3}}:?\s{{0,3}})?{_PLACE}[^.;\n]{{2,}})",
        "trú", "hộ khẩu",
    ),
    _form("nơi ở", r"(?:số nhà|nhà (?:riêng )?(?:ở )?số)\s{0,3}:?\s{0,3}\d{1,5}[a-z]?(?:/\w{1,5}){0,4},?\s(?:đường|phố|ngõ|hẻm|kiệt|khu phố|tổ|thôn|phường|quốc lộ)[^.;\n]{2,}", "số nhà", "nhà số", "nhà riêng", "nhà ở số"),
    _form(
        "nơi ở",
        r"(?<!trụ sở, )(?<!văn phòng, )\b(?:địa chỉ|đ/c)\s{0,3}:\s{0,3}(?:số\s)?\d{1,5}[a-z]?(?:/\w{1,5}){0,4},?\s[^.;\n]{2,60}?\b(?:phường|xã|thị trấn|thôn|khu phố|tổ)\s[^.;\n]{1,}",
        "địa chỉ", "đ/c",
    ),
    _form("nơi ở", r"(?:địa chỉ nhà|nhà riêng|địa chỉ riêng)\s{0,3}(?::|ở|tại)\s{0,3}[^.;\n]{0,40}(?:\d|thôn|xã|phường|đường|khu phố)", "địa chỉ", "nhà riêng"),
    _form(
        "nơi ở",
        rf"{_SOMEBODY}(?-i:(?:\s{{1,3}}[{_UPPER}]\w*){{1,5}}),?\s{{1,3}}(?:hiện\s{{1,3}})?(?:đang\s{{1,3}})?(?:sinh\s{{1,3}})?(?:sống|nhà|ngụ)?\s{{0,3}}(?:ở|tại)\s{{1,3}}{_PLACE}"
        r"[^.;\n]{0,80}?\b(?:xã|phường|thị trấn|đường)\b[^.;\n]*",
        *_LIVES,
    ),
    _form(
        "số tài khoản",
        rf"(?:\bSTK\b|\b(?:số )?TK\b|số tài khoản|tài khoản(?: ngân hàng)?|chuyển khoản)[^\d\n]{{0,50}}(?!\d{{1,3}}(?:\.\d{{3}})+(?!\d|\.\d))\d(?:{_GAP}\d){{7,}}",
        is_number=True,
    ),
    _form(
        "số tài khoản",
        rf"{_BANKS}[^\d\n]{{0,25}}(?!\d{{1,3}}(?:\.\d{{3}})+(?!\d|\.\d))\d(?:{_GAP}\d){{8,}}",
        is_number=True,
    ),
    # Cards of Vietnam's banks. Source: the State Bank's register of issuers, 9704xx.
    _form("số thẻ ngân hàng", rf"(?<![\w.,])9{_GAP}7{_GAP}0{_GAP}4(?:{_GAP}\d){{12,15}}(?!\d)"),
    _form(
        "thư điện tử riêng",
        rf"(?<![\w.+\-])[\w.+\-]{{1,64}}{_AT}(?:{'|'.join(_PRIVATE_MAIL)}){_DOT}(?:com|net|vn|me|ru|fr|de|jp|kr|ca|au|co{_DOT}(?:uk|jp|kr))\b(?![.\-]?\w*\.gov|[\w.]*\.(?:gov|edu))",
        "@", "＠", " at ", "(at", "[at", "{at", "a còng", "a vòng",
    ),
)  # fmt: skip

_LONG = re.compile(r"\d(?:(?:[\s.\-()*_~`\\‐-―－]|&\w{1,8};|&?#|;&#){0,4}[\doOlI²³¹⁰⁴-⁹₀-₉①-⑨]){6}")
"""Seven digits and more, with what may part them: the shortest number of any of the forms."""

_DRESSED = re.compile(
    r"(?<=\d)(?:</?[a-z](?:[^<>\n\d]|\d(?!\d{3})){0,400}>|<!--(?:[^\n\d>]|\d(?!\d{3})){0,400}-->)+(?=\d)"
    r"|(?<=\d)\]\((?:[^)\n\d]|\d(?!\d{3})){0,400}\)(?=[\s\[]?\d)|\[(?=\d)",
    re.IGNORECASE,
)
"""Tags and links that part the digits of one number, and hold none themselves."""


def _unmarked(form: _Form) -> _Form:
    """The same as it is typed without the marks of Vietnamese."""
    signs = [sign if isinstance(sign, str) else sign.pattern for sign in form.signs]
    bare = [_without_marks(sign) for sign in signs]
    near = [each for sign in bare for each in ([sign] if len(sign) > 3 else [f"{sign} ", f"{sign}:"])]  # noqa: PLR2004 - "tru" begins many a word
    pattern = re.compile(_without_marks(form.pattern.pattern), re.IGNORECASE)
    if any(isinstance(sign, re.Pattern) for sign in form.signs):
        return _Form(form.kind, pattern, tuple(map(re.compile, bare)), form.is_number)
    return _Form(form.kind, pattern, tuple(near), form.is_number)


def _without_marks(pattern: str) -> str:
    parts = (re.sub(r"[^\x00-\x7f]+", lambda found: fold(found[0]), part) for part in pattern.split(_SINH))
    return _SINH.join(parts)


# Words alone: where capitals are looked for, every letter of Unicode that is one stands in the pattern.
_FORMS += tuple(
    _unmarked(form)
    for form in _FORMS
    if not form.pattern.pattern.isascii() and _UPPER not in form.pattern.pattern and form.kind != "thư điện tử riêng"
    if not (form.signs and all(isinstance(sign, str) and sign.isascii() for sign in form.signs))
)
_SIGNS = tuple(dict.fromkeys(sign for form in _FORMS for sign in form.signs))
_MEASURE = re.compile(
    r"\s*(?:đồng(?! chí| nghiệp| đội)|đ\b(?!/c)|vn[dđ]\b|triệu|tỷ|tỉ\b|nghìn|ngàn|usd|kwh|kg|tấn|tạ\b|lít|m[23²³]?\b|km|ha\b|%|giờ|ngày|lượt|cái|con\b)",
    re.IGNORECASE,
)
_LOOKS = {
    # Written wide, bold, circled, or held together: what looks like a digit is one.
    code: str(digit)
    for code in (*range(0xB2, 0x2100), *range(0x2460, 0x24FF), *range(0x2776, 0x2794), *range(0xFF10, 0xFF1A), *range(0x1D7CE, 0x1D800))
    if (digit := unicodedata.digit(chr(code), None)) is not None
} | {0xA0: " ", 0x202F: " ", 0x2007: " ", 0x2009: " "} | dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0xFF0D), "-") | {0xFF0B: "+"}  # fmt: skip

_SHORTEST = 6  # characters of a reference that no text has by chance
_TOLD = 20
"""So many finds in a text are told: who mends them will see the rest."""

_HINT = (
    "Bỏ thông tin này. Nếu là đầu mối công vụ của đơn vị, ghi đúng như thế vào work_contacts trong data/campaign.yml."
)


def found_in(text: str, allowed: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """Personal data in a text: where it begins in `undressed(text)`, its kind, what was found; `allowed`: contacts of work."""
    text = undressed(text)
    lowered, is_long = text.lower(), bool(_LONG.search(text))
    told: list[re.Match[str]] = []
    for form in _FORMS:
        if not (any(_bears(lowered, sign) for sign in form.signs) if form.signs else is_long):
            continue
        for match in form.pattern.finditer(text):
            said = match.group().strip()
            if form.is_number and _MEASURE.match(text, match.end()):
                continue
            if len(told) == _TOLD:
                return
            if any(match.start() < each.end() and each.start() < match.end() for each in told):
                continue  # one mistake, whatever it may be called
            told.append(match)
            if not _is_series(said) and not any(_is_same(said, each) for each in allowed):
                yield match.start(), form.kind, said


def undressed(text: str) -> str:
    """`text` as it is read: without markup and character references, look-alikes of digits as digits; lines are kept."""
    plain = re.sub(r"[*_~`\\]", "", _DRESSED.sub("", unescape(text))).translate(_LOOKS)
    plain = re.sub(r"[^\S\n]+", " ", plain)  # as it is shown; and no form below has to count them
    plain = re.sub(r"(?<=\d)[lI](?=[\doO])", "1", plain)
    return re.sub(
        r"(?<![^\W\d_])[oO](?=[ .\-]?\d[\doO .\-]{5})|(?<=\d)[oO](?=[\doO .\-]|$)|(?<=\d[ .\-])[oO](?=\d)", "0", plain
    )


def _is_series(said: str) -> bool:
    """Whether it is a list of small figures in equal steps, such as sizes: "05 - 10 - 15 - 20 - 25"."""
    parts = re.findall(r"\d+", said)
    steps = {int(after) - int(before) for before, after in pairwise(parts)}
    return len(parts) > 3 and max(map(len, parts)) < 3 and len(steps) == 1  # noqa: PLR2004 - as in the example


def _is_same(said: str, contact: str) -> bool:
    """Whether what was found is that contact of work: by its digits, or as it is spelled."""
    if "@" in said or not (digits := _digits(said)):
        return said.casefold() in contact.casefold()
    if len(digits) < 8:  # noqa: PLR2004 - no number of anything: a home, spelled out
        return said in contact
    return digits in _digits(contact) if len(_digits(contact)) <= len(digits) + 4 else False


def _digits(text: str) -> str:
    """The digits of a number, without the ways to call it from abroad."""
    return re.sub(r"^(?:0084|84|0)", "", re.sub(r"\D", "", text))


def _may_tell(text: str) -> bool:
    """Whether it is worth a closer look; nearly no record is, and this takes a twentieth of the time."""
    if "<" in text or "](" in text:
        text = _DRESSED.sub("", text)
    if _LONG.search(text):
        return True
    lowered = text.lower()
    return any(_bears(lowered, sign) for sign in _SIGNS)


def _bears(lowered: str, sign: str | re.Pattern[str]) -> bool:
    return sign in lowered if isinstance(sign, str) else bool(sign.search(lowered))


@rule(Rule.PERSONAL_DATA)
def _(facts: Facts) -> Found:
    """Không chỗ nào có số giấy tờ, điện thoại, ngày sinh, nơi ở, tài khoản hay thư điện tử riêng."""
    charter = facts.parsed.charter
    allowed = frozenset(charter.work_contacts) if charter else frozenset()
    yield from _in_records(facts, allowed)
    for written in (*facts.parsed.settings.values(), *facts.parsed.navigation):
        for _start, kind, said in found_in(written.text, allowed):
            yield written.at, _told(kind, said), _HINT
    for at, name in _names(facts):
        for _start, kind, said in found_in(re.sub(r"[-_]", " ", name), allowed):
            yield at, _told(kind, said), _HINT
    for picture in facts.parsed.pictures.values():
        for said_in in (re.sub(r"[-_]", " ", picture.name), *picture.said):
            for _start, kind, said in found_in(said_in, allowed):
                yield (
                    Location(f"data/photos/{picture.name}"),
                    f"Trong tên hoặc thông tin kèm theo ảnh có {kind}: {quoted(_veiled(said))}.",
                    "Đổi tên tệp, hoặc xóa thông tin kèm theo ảnh (Properties → Details → Remove) rồi chép đè lên.",
                )


def _names(facts: Facts) -> Iterator[tuple[Location, str]]:
    """What becomes an address and holds a number."""
    records: list[Person | Initiative | Unit] = [*facts.parsed.people, *facts.parsed.initiatives, *facts.parsed.units]
    for record in records:
        if _LONG.search(record.id):
            yield facts.at(record, "id"), record.id
    for page in facts.parsed.pages:
        yield Location(page.path), page.name


def _proofs(facts: Facts) -> frozenset[str]:
    """The references of consents, which are never published; those without a figure are words of anyone."""
    consents = (getattr(person.consent, scope) for person in facts.parsed.people for scope in SCOPES)
    return frozenset(
        each.proof for each in consents if each and len(each.proof) >= _SHORTEST and re.search(r"\d", each.proof)
    )


def _in_records(facts: Facts, allowed: frozenset[str]) -> Found:
    finding, proofs = facts.parsed.readings.finding, _proofs(facts)
    proving, telling = question("proofs", *proofs), question("personal", *allowed)
    for path, records in sources(facts):
        group = tuple(records)
        yield from finding(path, telling, partial(_telling, facts, group, allowed))
        if proofs:
            yield from finding(path, proving, partial(_proving, facts, group, proofs))


def _proving(facts: Facts, group: Iterable[Source], proofs: frozenset[str]) -> Found:
    """Where texts have a reference of a consent."""
    pattern = _any_of(proofs)
    for source in group:
        texts = {path: text for path, text in free_texts(source).items() if path[-1:] != ("proof",)}
        if pattern.search("\n".join(texts.values())):
            for path, text in texts.items():
                if found := pattern.search(text):
                    yield (
                        place(facts, source, path, text, found.start()),
                        _told("số hiệu phiếu đồng ý", found[0]),
                        _HINT,
                    )


@lru_cache(maxsize=1)
def _any_of(proofs: frozenset[str]) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(map(re.escape, sorted(proofs, key=len, reverse=True)))})(?!\w)")


def _telling(facts: Facts, group: Iterable[Source], allowed: frozenset[str]) -> Found:
    """Where texts have any other personal data."""
    for source in group:
        texts = free_texts(source)
        if not _may_tell("\n".join(texts.values())):
            continue
        for path, text in texts.items():
            if path[:1] != ("work_contacts",) and _may_tell(text):
                for start, kind, said in found_in(text, allowed):
                    yield place(facts, source, path, undressed(text), start), _told(kind, said), _HINT


def _told(kind: str, said: str) -> str:
    return f"Có {kind}: {quoted(_veiled(said))}."


def _veiled(said: str) -> str:
    """The beginning of what was found: enough to find it, too little to use it, for a message may be sent on."""
    return said[: max(4, len(said) // 2)] + "…"
