"""What a shared picture leaves out without a word: photographs too small for it, and signs that its font lacks."""

from collections.abc import Iterator

from generator.encodings import LEAST_SHARED_PX
from generator.glyphs import lacking
from generator.model import Charter, Initiative, Person, Record, Unit
from generator.problems import Rule
from generator.rules.facts import Facts, Found, rule
from generator.rules.texts import Way


@rule(Rule.PHOTO_SMALL)
def _(facts: Facts) -> Found:
    """Ảnh đủ lớn để có mặt trên ảnh chia sẻ."""
    width, height = LEAST_SHARED_PX
    for record, path, file, instead in _shown(facts):
        picture = facts.parsed.pictures.get(file)
        if picture and (picture.width_px < width or picture.height_px < height):
            found, needed = f"{picture.width_px} × {picture.height_px}", f"{width} × {height}"
            yield (
                facts.at(record, *path),
                f"Ảnh này {found} điểm ảnh, ảnh chia sẻ cần từ {needed}: ở đó sẽ có khổ chỉ có {instead}.",
                "Xin ảnh gốc (qua Zalo thì gửi dạng tệp hoặc HD); không có thì giữ nguyên, trang vẫn hiện ảnh này.",
            )


def _shown(facts: Facts) -> Iterator[tuple[Record, Way, str, str]]:
    """Every photograph that is shown: its record and field, its file, and what stands in for it."""
    for initiative in facts.parsed.initiatives:
        for index, photo in enumerate(initiative.photos):
            yield initiative, ("photos", index, "file"), photo.file, "hình vẽ"
    for person in facts.parsed.people:
        if person.portrait and person.agrees_to("photo", facts.consented_on):
            yield person, ("portrait", "file"), person.portrait.file, "chữ lồng"


@rule(Rule.SIGN_LACKING)
def _(facts: Facts) -> Found:
    """Những chữ đi vào ảnh chia sẻ và bản in chỉ có ký hiệu mà phông chữ ở đó có."""
    parsed = facts.parsed
    charters = (parsed.charter,) if parsed.charter else ()
    return facts.alone(Rule.SIGN_LACKING, (*charters, *parsed.units, *parsed.initiatives, *parsed.people), _undrawn)


def _undrawn(facts: Facts, record: Record) -> Found:
    for path, text in _said(record):
        signs = lacking(text) if text else ""
        if signs:
            yield (
                facts.at(record, *path),
                f"Phông chữ của ảnh chia sẻ và bản in không có “{signs}”: ở đó chỗ ấy bị bỏ trống.",
                "Bỏ ký hiệu ấy hoặc viết thành chữ; chỉ cần nó trên trang thì giữ nguyên.",
            )


def _said(record: Record) -> Iterator[tuple[Way, str | None]]:
    match record:
        case Charter():
            yield ("name",), record.name
            yield ("short_name",), record.short_name
            yield ("organiser", "name"), record.organiser.name
            for index, milestone in enumerate(record.milestones):
                yield ("milestones", index, "title"), milestone.title
        case Unit():
            yield ("name",), record.name
            yield ("short_name",), record.short_name
        case Initiative():
            yield ("title",), record.title
            yield ("summary",), record.summary
        case Person():
            yield ("name",), record.name
            yield ("job",), record.job
            yield ("quote",), record.quote
    if isinstance(record, Initiative | Person):
        for index, award in enumerate(record.awards):
            yield ("awards", index, "title"), award.title
