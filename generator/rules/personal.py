"""What must never be published of anyone: numbers of papers and accounts, telephones, birthdays, homes, private mail.

*Sources*: the forms of the numbers. Citizens' cards have 12 digits, older ones 9 (Thông tư 06/2021/TT-BCA); mobile
numbers 10 digits after 03, 05, 07, 08, 09, land lines 11 after 02 (Thông tư 22/2014/TT-BTTTT and its change of 2018).
"""

import re
from collections.abc import Iterator

from generator.problems import Location, Rule
from generator.rules.facts import Facts, Found, rule
from generator.rules.texts import free_text, place
from generator.written import quoted

_APART = r"[ .\-]?"
_DAY = r"(?:\d{1,2}\s*[/.\-]\s*\d{1,2}\s*[/.\-]\s*(?:19|20)\d{2}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+(?:19|20)\d{2})"
# Public mail services: an address there is somebody's own. A workplace's own domain is none of these.
_PRIVATE_MAIL = r"gmail|googlemail|yahoo|hotmail|outlook|icloud|live|proton(?:mail)?|ymail"

_FORMS: dict[str, re.Pattern[str]] = {
    "số căn cước hoặc chứng minh nhân dân": re.compile(
        r"(?:CCCD|CMND|CMTND|căn cước(?: công dân)?|chứng minh (?:nhân dân|thư)|hộ chiếu)\D{0,20}[\dA-Z](?:[ .\-]?\d){7,11}(?!\d)"
        rf"|(?<![\d.,])0\d{{2}}{_APART}\d{{3}}{_APART}\d{{3}}{_APART}\d{{3}}(?![\d.,]*\d)",
        re.IGNORECASE,
    ),
    "số điện thoại": re.compile(
        rf"(?<![\w.,])(?!\d{{1,3}}(?:\.\d{{3}})+(?!\d))(?:\(?\+84\)?|84|0|\(0\d{{2,3}}\)){_APART}[235789](?:{_APART}\d){{8,9}}(?![\w]|[.,]\d)"
        rf"|(?<![\w.,/-])\(0\d{{2,3}}\)(?:{_APART}\d){{7,8}}(?!\w)"
    ),
    "ngày sinh": re.compile(
        rf"(?:(?<!vệ )(?<!phát )(?<!học )(?<!giáo )\bsinh(?:\s+ngày)?|ngày sinh|\bNS)\s*:?\s*{_DAY}", re.IGNORECASE
    ),
    "nơi ở": re.compile(
        r"(?:thường trú|tạm trú|trú tại|trú quán|hộ khẩu)(?:\s+(?:tại|ở)|\s*:)?\s+(?:thôn|xã|số|tổ|khu phố|ấp|đường|phường|tại|ở)[^.;\n]{2,}"
        r"|nhà (?:riêng )?(?:ở )?số \d+[A-Za-z]?(?:/\d+)*,? (?:đường|ngõ|hẻm|kiệt) [^.;\n]{2,}",
        re.IGNORECASE,
    ),
    "số tài khoản": re.compile(
        r"(?:\bSTK\b|\b(?:số )?TK\b|số tài khoản|tài khoản(?: ngân hàng)?)[^\d\n]{0,25}(?!\d{1,3}(?:\.\d{3})+)\d(?:[ \-]?\d){7,}",
        re.IGNORECASE,
    ),
    "thư điện tử riêng": re.compile(
        rf"[\w.+\-]+@(?:{_PRIVATE_MAIL})\.(?:com|net|vn|me)(?:\.vn)?(?![\w.]*\w)", re.IGNORECASE
    ),
}
_PLAIN = {0xA0: " ", 0x202F: " "} | {
    0xFF10 + digit: str(digit) for digit in range(10)
}  # written wide, or held together
_DIGIT_OR_AT = re.compile(r"\d{4}|@")  # nearly no text has more to look at

_HINT = (
    "Bỏ thông tin này. Nếu là đầu mối công vụ của đơn vị, ghi đúng như thế vào work_contacts trong data/campaign.yml."
)


def found_in(text: str, allowed: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    """Personal data in a text: where it begins, what kind it is, and what was found; `allowed` are contacts of work."""
    text = text.translate(_PLAIN)
    if not _DIGIT_OR_AT.search(text) and "trú" not in text.lower() and "hộ khẩu" not in text.lower():
        return
    for kind, form in _FORMS.items():
        for match in form.finditer(text):
            said = match.group().strip()
            if not any(each in said or said in each for each in allowed):
                yield match.start(), kind, said


@rule(Rule.PERSONAL_DATA)
def _(facts: Facts) -> Found:
    """Không chỗ nào có số giấy tờ, điện thoại, ngày sinh, nơi ở, tài khoản hay thư điện tử riêng."""
    charter = facts.parsed.charter
    allowed = frozenset(charter.work_contacts) if charter else frozenset()
    for record, texts in free_text(facts, everything=True):
        for path, text in texts.items():
            if path[:1] == ("work_contacts",):
                continue
            for start, kind, said in found_in(text, allowed):
                yield place(facts, record, path, text, start), f"Có {kind}: {quoted(_veiled(said))}.", _HINT
    for picture in facts.parsed.pictures.values():
        for said_in in picture.said:
            for _start, kind, said in found_in(said_in, allowed):
                yield (
                    Location(f"data/photos/{picture.name}"),
                    f"Trong thông tin kèm theo ảnh có {kind}: {quoted(_veiled(said))}.",
                    "Xóa thông tin kèm theo ảnh (Properties → Details → Remove) rồi chép đè lên.",
                )


def _veiled(said: str) -> str:
    """The beginning of what was found: enough to find it, too little to use it, for a message may be sent on."""
    return said[: max(4, len(said) // 2)] + "…"
