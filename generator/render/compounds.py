"""Words of several syllables, kept on one line where something is set in large letters.

Vietnamese writes a word's syllables apart, so a line may end in the middle of a word: "sáng / kiến". No dictionary is
asked: the words are those that campaigns of trade unions are full of, and names, which are known by their capitals.
"""

import re

LONGEST = 18
"""Of what is kept together, in characters: more may be wider than a narrow column."""

_WORDS = """
an toàn|áp dụng|ban chấp hành|bảo hộ|bảo hiểm|bảo trì|bảo vệ|bác sĩ|bàn giao|bằng khen|bệnh nhân|bệnh viện|cải thiện|cải tiến
|cảnh báo|cán bộ|cấp cứu|chất lượng|chi phí|chỉ tiêu|chiến dịch|chiến thắng|chương trình|công cụ|công chức|công đoàn|công nghệ
|công nghiệp|công nhân|công tác|công thương|cơ quan|cơ sở|dây chuyền|dịch bệnh|doanh nghiệp|dữ liệu|đại dịch|đào tạo|địa phương
|điện thoại|điện tử|điều dưỡng|đoàn viên|đóng góp|đồ dùng|đổi mới|đơn vị|đường phố|ghi nhận|giá trị|giải pháp|giảm thiểu|giáo dục
|giáo viên|gương sáng|hiệu quả|hoàn thành|học sinh|hỗ trợ|hộ tịch|huyện đảo|hướng dẫn|khai sinh|khen thưởng|khoa học|khó khăn
|khu công nghiệp|kiểm tra|kinh doanh|kinh tế|kỹ sư|kỹ thuật|kỹ thuật viên|lao động|liên đoàn|lĩnh vực|lợi ích|máy móc|minh họa
|môi trường|năng suất|năng lượng|nâng cao|ngành nghề|nghề nghiệp|nghiên cứu|nghiệp đoàn|người dân|người lao động|nguyên liệu
|nhà máy|nhà trường|nhân viên|nhiên liệu|nông dân|nông nghiệp|nông thôn|nỗ lực|phát huy|phát triển|phong trào|phòng ngừa
|phụ huynh|phục vụ|phương pháp|quản lý|quy trình|quyết định|quyết tâm|sáng kiến|sáng tạo|sản phẩm|sản xuất|sổ hộ tịch|số hóa
|sử dụng|tác giả|tác nghiệp|tài liệu|tập thể|thành phố|thao tác|thị xã|thiết bị|thi đua|thí nghiệm|thời gian|thủ tục|thu hoạch
|thủy lợi|thủy sản|tiết kiệm|tiêm chủng|tiêu biểu|tiến độ|toàn tỉnh|tổ chức|tổng liên đoàn|trách nhiệm|trường học|tuabin gió
|ứng dụng|vật liệu|vật tư|vệ sinh|viên chức|việt nam|xã hội|xây dựng|xuất sắc|xưởng may|y tế
|số liệu|giai đoạn|dạy học|câu chuyện|chặng đường|trước đây|gần đây
"""
_WORD = re.compile(rf"\b(?:{''.join(_WORDS.split(chr(10)))})\b", re.IGNORECASE)
_CAPITAL = "A-ZÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬĐÈÉẺẼẸÊỀẾỂỄỆÌÍỈĨỊÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢÙÚỦŨỤƯỪỨỬỮỰỲÝỶỸỴ"
_NAMED = rf"[{_CAPITAL}][^\W\d_{_CAPITAL}]+"
_NAME = re.compile(rf"\b{_NAMED}(?: {_NAMED}){{1,3}}\b")
_PAIR = re.compile(rf"\b{_NAMED}(?: {_NAMED})* - {_NAMED}(?: {_NAMED})*\b")
"""Two names that make one: Raglai - Việt."""
_FIGURE = re.compile(r"(?<=\d) (?=[^\W\d]{1,6}\b)| (?=[\dIVX]+/\d{4}\b)")
"""A figure and its unit, the number of a month and its year."""


def together(text: str) -> str:
    r"""`text` with spaces that no line is broken at inside its words, its names and its figures.

    >>> together("Công đoàn bảy khu công nghiệp vùng").replace("\u00a0", "_")
    'Công_đoàn bảy khu_công_nghiệp vùng'
    """
    text = text.replace(" · ", "\u00a0· ")  # no line begins with the dot between two parts
    return _FIGURE.sub("\u00a0", _NAME.sub(_joined, _PAIR.sub(_joined, _WORD.sub(_joined, text))))


def _joined(found: re.Match[str]) -> str:
    said = found.group()
    return said.replace(" ", "\u00a0") if len(said) <= LONGEST else said
