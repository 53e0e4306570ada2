"""Vietnamese of the lengths that editors write, for the synthetic campaign: a stock of sentences, and no meaning.

Names come in three words and no sentence holds one, so that a synthetic person without consent is named
nowhere.
"""

from collections.abc import Sequence
from random import Random

_FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Huỳnh",
    "Võ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Hồ",
    "Ngô",
    "Dương",
    "Lý",
    "Chế",
    "Kator",
)
_MIDDLE = ("Văn", "Thị", "Đức", "Minh", "Ngọc", "Quốc", "Thanh", "Kim", "Hữu", "Xuân")
_GIVEN = (
    "Ánh", "Bảo", "Bích", "Châu", "Cường", "Dũng", "Đạt", "Giang", "Hạnh", "Hiếu", "Huệ", "Khôi", "Lan", "Liễu", "Long",
    "Mai", "Nga", "Nhung", "Oanh", "Phúc", "Quyên", "Sương", "Tâm", "Thắm", "Trí", "Tuyết", "Uyên", "Vinh", "Yến", "Đông",
)  # fmt: skip

_THINGS = (
    "giàn phơi", "máy tuốt", "khay ươm", "bơm chìm", "xe đẩy", "khuôn ép", "tủ thuốc", "bảng phân ca", "sổ bàn giao",
    "phần mềm tra cứu", "tủ điện", "băng chuyền", "bể lọc", "lò sấy", "hồ sơ một cửa", "đồ dùng dạy học",
)  # fmt: skip
_PLACES = (
    "xưởng cơ khí", "ruộng muối", "trại giống", "khoa cấp cứu", "bộ phận một cửa", "cảng cá", "kho lạnh", "tổ may số ba",
    "trạm bơm đầu kênh", "lớp ghép trên bản", "nhà máy nước", "đội xe vệ sinh",
)  # fmt: skip
_GAINS = (
    "bớt một nửa thời gian chờ", "đỡ cúi gập người", "không còn phải làm lại", "giảm hẳn hao hụt", "tiết kiệm vật tư",
    "tan ca đúng giờ", "an toàn hơn khi trời mưa", "ít giấy tờ hơn", "người mới học được trong một buổi",
)  # fmt: skip
_SENTENCES = (
    "Trước đây ở {place}, mỗi ca mất {number} phút chỉ để chỉnh lại {thing}, mà vẫn có hôm phải làm từ đầu.",
    "Ai cũng biết {thing} hay trục trặc, nhưng sửa thì tốn tiền, còn để vậy thì cả tổ cùng mệt.",
    "Có tháng hỏng tới {number} lần; mỗi lần như thế, {place} phải dừng, người đứng chờ, hàng dồn lại ở khâu sau.",
    "Anh chị em trong tổ ngồi lại sau giờ làm, vẽ ra giấy từng bước một rồi hỏi nhau: bước nào bỏ được?",
    "Tổ tận dụng vật liệu cũ ở {place}, cắt lại, hàn thêm một thanh đỡ và gắn vào {thing} đang dùng.",
    "Thử lần đầu chưa được: đo thì lệch {number} mi-li-mét, chạy một lúc lại rung.",
    "Lần thứ ba, sau khi đổi vị trí của {thing}, mọi thứ chạy êm và {gain}.",
    "Chi phí làm ra khoảng {number} trăm nghìn đồng, phần lớn là công của chính người trong tổ.",
    "Từ đó tới nay, {place} {gain}, và không ai còn nhắc tới cách cũ.",
    "Điểm khác với cách quen thuộc là không thêm máy, không thêm người; chỉ đổi thứ tự công việc và sửa {thing}.",
    "Nơi nào có {thing} và việc lặp đi lặp lại nhiều lần trong ngày đều có thể làm theo, chỉ cần một buổi hướng dẫn.",
    "So sổ trực hai quý, số lần phải gọi sửa giảm từ {number} xuống còn vài lần, còn người làm thì {gain}.",
    "Lúc đầu có người ngại, bảo làm thế thêm việc; làm thử một tuần thì chính người đó đi kể cho tổ khác.",
    "Khó nhất không phải là kỹ thuật, mà là thuyết phục cả {place} tin rằng việc nhỏ cũng đáng ghi lại.",
)  # fmt: skip
_JOBS = (
    "Công nhân cơ khí", "Điều dưỡng", "Giáo viên tiểu học", "Diêm dân", "Kỹ thuật viên trại giống", "Chuyên viên một cửa",
    "Thợ điện", "Công nhân may", "Thủy nông viên", "Lái xe ép rác",
)  # fmt: skip


def names(random: Random, count: int) -> list[str]:
    """`count` different names, in no order; there are 4,500."""
    every = [f"{family} {middle} {given}" for family in _FAMILY for middle in _MIDDLE for given in _GIVEN]
    return random.sample(every, count)


def job(random: Random) -> str:
    """What someone does."""
    return random.choice(_JOBS)


def title(random: Random) -> str:
    """The title of an initiative, about twelve words."""
    return f"Cải tiến {random.choice(_THINGS)} ở {random.choice(_PLACES)} để {random.choice(_GAINS)}"


def sentence(random: Random) -> str:
    """About twenty-five words."""
    return random.choice(_SENTENCES).format(
        thing=random.choice(_THINGS),
        place=random.choice(_PLACES),
        gain=random.choice(_GAINS),
        number=random.randint(3, 90),
    )


def prose(random: Random, words: int) -> str:
    """Paragraphs of four sentences, at least `words` words in all."""
    said: list[str] = []
    while sum(len(each.split()) for each in said) < words:
        said.append(sentence(random))
    return "\n\n".join(" ".join(part) for part in _fours(said)) + "\n"


def _fours(said: Sequence[str]) -> list[Sequence[str]]:
    return [said[start : start + 4] for start in range(0, len(said), 4)]
