"""Every shape problem of every record is told at once, at its place, and no mistake is told twice."""

import unicodedata
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from campaigns import (
    AGREED,
    CAMPAIGN,
    INITIATIVE,
    PAGE,
    PHOTO,
    POSTS,
    PROGRESS,
    REGISTER,
    SETTINGS,
    SILENT,
    TEAMS,
    TEXTS,
    TODAY,
    UNITS,
    Changes,
    edited,
    picture,
    problems_of,
    write_campaign,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.parse import Parsed, parse
from generator.problems import Location, Rule
from generator.rules import check

MISSING = Path("khong-co")


def parsed(root: Path, changes: Changes | None = None) -> Parsed:
    return parse(write_campaign(root, changes))


def lines(root: Path, changes: Changes | None = None) -> list[str]:
    return [str(problem) for problem in problems_of(root, changes)]


# --- A whole campaign -----------------------------------------------------------------------------


def test_the_small_campaign_is_read_whole_and_without_a_problem(tmp_path: Path) -> None:
    whole = parsed(tmp_path)
    assert check(whole, TODAY) == ()
    campaign = whole.campaign()
    assert campaign.charter.period.start == date(2022, 1, 1)
    assert [unit.id for unit in campaign.units] == ["tinh", "bac", "nam"]
    assert campaign.units[1].aliases == ("Huyện Bắc", "LĐLĐ Bắc")
    assert [(row.unit, row.submitted, row.valid) for row in campaign.snapshots][-1] == ("nam", 30, 20)
    assert [author.person for author in campaign.initiatives[0].authors] == ["le-van-binh", "tran-thi-hoa"]
    assert [person.id for person in campaign.people] == ["le-van-binh", "tran-thi-hoa"]
    assert campaign.support_teams[0].hours == "Thứ Hai, 8 giờ"
    assert campaign.posts[0].item == "sang-kien/den-tiet-kiem"
    assert [page.name for page in campaign.pages] == ["gioi-thieu"]
    photo = campaign.pictures["den.jpg"]
    assert (photo.width_px, photo.height_px, photo.path) == (540, 380, tmp_path / PHOTO)


def test_an_empty_folder_misses_what_every_campaign_has(tmp_path: Path) -> None:
    found = [str(problem) for problem in check(parse(tmp_path), TODAY)]
    assert found == [
        "data/campaign.yml:1:1: [tep-thieu] Cần tệp data/campaign.yml, nhưng không thấy.",
        "data/progress.csv:1:1: [tep-thieu] Cần tệp data/progress.csv, nhưng không thấy.",
        "data/units.csv:1:1: [tep-thieu] Cần tệp data/units.csv, nhưng không thấy.",
    ]


def test_a_campaign_with_a_problem_is_not_given_out(tmp_path: Path) -> None:
    broken = parsed(tmp_path, {SILENT: "id: tran-thi-hoa\n"})
    with pytest.raises(ValueError, match="not whole"):
        broken.campaign()


@pytest.mark.parametrize("path", [TEAMS, POSTS, PAGE, SETTINGS])
def test_what_is_optional_may_be_left_out(tmp_path: Path, path: str) -> None:
    assert lines(tmp_path, {path: None}) == []


def test_mkdocs_settings_that_read_nothing_else_are_mkdocs_business(tmp_path: Path) -> None:
    assert parsed(tmp_path).settings["site_name"].at == Location(SETTINGS, 1, 12)
    assert lines(tmp_path, {SETTINGS: TEXTS[SETTINGS] + "watch: &a [a]\nextra: {a: *a, b: !!binary eA==}\n#x\n"}) == []


def test_places_lead_to_the_value_or_to_what_is_nearest(tmp_path: Path) -> None:
    whole = parsed(tmp_path)
    initiative, unit = whole.initiatives[0], whole.units[1]
    assert whole.places.of(initiative) == Location(INITIATIVE, 1, 1)
    assert whole.places.of(initiative, "authors", 1, "share_percent") == Location(INITIATIVE, 8, 20)
    assert whole.places.of(initiative, "authors", 1, "role") == Location(INITIATIVE, 7, 5)
    assert whole.places.of(initiative, "authors", 2) == Location(INITIATIVE, 5, 3)
    assert whole.places.of(initiative, "recognition", "date") == Location(INITIATIVE, 1, 1)
    assert whole.places.of(unit, "target") == Location(UNITS, 3, 6)
    assert whole.places.of(unit, "valid_to") == Location(UNITS, 3, 9)


# --- Shape ----------------------------------------------------------------------------------------


def test_every_problem_of_every_file_is_told_at_once(tmp_path: Path) -> None:
    found = lines(
        tmp_path,
        {
            **edited(CAMPAIGN, ("target: 300\ncounting", "target: 3.000\ncounting"), ("15:34", "25:34")),
            **edited(INITIATIVE, ("unit: bac", "unti: bac")),
            **edited(SILENT, ("job: Thợ may", "job: no")),
            **edited(PAGE, ("title: Giới thiệu\n", "")),
            **edited(PROGRESS, ("2022-03-31,bac,30", "2022-13-31,bac,-30")),
            **edited(POSTS, ("facebook,", "fb,")),
            PHOTO: b"x",
        },
    )
    assert found == [
        "content/gioi-thieu.md:2:1: [truong-thieu] title: Cần trường này, nhưng không thấy.",
        "data/campaign.yml:14:9: [sai-so] target: Cần một số nguyên không âm, nhưng thấy “3.000”.",
        "data/campaign.yml:29:11: [sai-gio] milestones.1.time: Cần giờ:phút, nhưng thấy “25:34”.",
        "data/initiatives/den-tiet-kiem.yml:1:1: [truong-thieu] unit: Cần trường này, nhưng không thấy.",
        (
            "data/initiatives/den-tiet-kiem.yml:9:1: [truong-la] Không có trường “unti” ở đây; các trường có thể dùng: "
            "id, title, summary, authors, unit, field, sector, applied_from, problem, solution, novelty, applicability, "
            "effects, benefit, photos, recognition, awards, disclosure, status, approved_by, publish_on, featured, "
            "portal_code, illustrative."
        ),
        "data/people/tran-thi-hoa.yml:4:6: [can-dau-nhay] job: Cần chữ, nhưng YAML hiểu “no” là đúng/sai (true/false).",
        (
            "data/photos/den.jpg:1:1: [anh-hong] Cần một ảnh JPEG, PNG hoặc WebP nguyên vẹn, "
            "nhưng tệp hỏng, bị cắt cụt hoặc không phải ảnh."
        ),
        "data/posts.csv:2:3: [sai-lua-chon] channel: Cần một trong: facebook, zalo, website, other; nhưng thấy “fb”.",
        "data/progress.csv:2:1: [sai-ngay] date: Ngày “2022-13-31” không có trong lịch.",
        "data/progress.csv:2:3: [sai-so] submitted: Cần một số nguyên không âm, nhưng thấy “-30”.",
    ]


@pytest.mark.parametrize(
    ("changes", "line", "hint"),
    [
        (
            edited(INITIATIVE, ("vnd_per_year: 12000000", "vnd: 12000000\n  vnd_per_year: 12000000")),
            (
                f"{INITIATIVE}:18:3: [truong-la] Không có trường “vnd” ở đây; "
                "các trường có thể dùng: vnd_per_year, calculation, status, verified_by."
            ),
            "Xóa trường này, hoặc đổi về tên trường trong data/README.md.",
        ),
        (
            edited(INITIATIVE, ("    share_percent: 40", "    share_percent: 40\n    rolé: Vẽ")),
            (
                f"{INITIATIVE}:9:5: [truong-la] Không có trường “rolé” ở đây; "
                "các trường có thể dùng: person, share_percent, role."
            ),
            "Có phải role?",
        ),
        (
            edited(
                INITIATIVE, ("authors:\n  - person: le-van-binh\n    share_percent: 60\n", "authors: Bình\nphotos_:\n")
            ),
            f"{INITIATIVE}:4:10: [sai-cau-truc] authors: Cần một danh sách, nhưng thấy “Bình”.",
            "Viết mỗi mục trên một dòng, thụt vào hai dấu cách và bắt đầu bằng “- ”.",
        ),
        (
            edited(INITIATIVE, ("summary: Mỗi dãy đèn một công tắc.", "summary: [a, b]")),
            f"{INITIATIVE}:3:10: [sai-cau-truc] summary: Cần một giá trị, nhưng thấy một danh sách.",
            "Xem mẫu trong data/README.md.",
        ),
        (
            edited(INITIATIVE, ("applied_from: 2022-01-10", "applied_from: {năm: 2022}")),
            f"{INITIATIVE}:12:15: [sai-cau-truc] applied_from: Cần một giá trị, nhưng thấy các trường con.",
            "Xem mẫu trong data/README.md.",
        ),
        (
            edited(CAMPAIGN, ("brand:\n  primary:", "brand: đỏ\nhashtags_:")),
            f"{CAMPAIGN}:41:8: [sai-cau-truc] brand: Cần các trường con, nhưng thấy “đỏ”.",
            "Xem mẫu trong data/README.md.",
        ),
        (
            edited(AGREED, ("  name: {given: 2022-02-01, proof: Phiếu 1}\n", "  name: true\n")),
            f"{AGREED}:7:9: [sai-cau-truc] consent.name: Cần các trường con, nhưng thấy “true”.",
            "Xem mẫu trong data/README.md.",
        ),
        (
            edited(AGREED, ("quote: Tắt đèn là việc nhỏ.", "quote:")),
            f"{AGREED}:5:7: [truong-trong] quote: Cần một giá trị, nhưng đang để trống.",
            "Điền giá trị, hoặc xóa hẳn trường này nếu chưa có.",
        ),
        (
            {AGREED: TEXTS[AGREED] + "awards:\n"},
            f"{AGREED}:11:8: [truong-trong] awards: Cần một giá trị, nhưng đang để trống.",
            "Điền giá trị, hoặc xóa hẳn trường này.",
        ),
        (
            edited(INITIATIVE, ("Mỗi dãy đèn một công tắc.", "x" * 301)),
            f"{INITIATIVE}:3:10: [do-dai] summary: Cần không quá 300 ký tự, nhưng có 301.",
            "Rút gọn lại.",
        ),
        (
            edited(INITIATIVE, ("Đèn tiết kiệm cho nhà xưởng", "x" * 221)),
            f"{INITIATIVE}:2:8: [do-dai] title: Cần không quá 220 ký tự, nhưng có 221.",
            "Rút gọn lại.",
        ),
        (
            edited(AGREED, ("Tắt đèn là việc nhỏ.", "x" * 301)),
            f"{AGREED}:5:8: [do-dai] quote: Cần không quá 300 ký tự, nhưng có 301.",
            "Rút gọn lại.",
        ),
        (
            edited(CAMPAIGN, ("target: 300\ncounting", "target: 0\ncounting")),
            f"{CAMPAIGN}:14:9: [sai-so] target: Cần số từ 1 trở lên, nhưng thấy “0”.",
            "Kiểm tra lại con số.",
        ),
        (
            {CAMPAIGN: TEXTS[CAMPAIGN] + "thresholds: {low_percent: 120}\n"},
            f"{CAMPAIGN}:44:27: [sai-so] thresholds.low_percent: Cần số không quá 100, nhưng thấy “120”.",
            "Kiểm tra lại con số.",
        ),
        (
            edited(CAMPAIGN, ('"#SángKiến"', '"Sáng Kiến"')),
            (
                f"{CAMPAIGN}:40:5: [sai-lua-chon] hashtags.1: Cần một thẻ bắt đầu bằng # và viết liền, "
                "nhưng thấy “Sáng Kiến”."
            ),
            'Ví dụ: "#SángKiến".',
        ),
        (
            edited(POSTS, ("sang-kien/den-tiet-kiem", "https://a.example.org/sang-kien")),
            (
                f"{POSTS}:2:2: [muc-khong-co] item: Cần địa chỉ một mục trên trang, "
                "nhưng thấy “https://a.example.org/sang-kien”."
            ),
            "Ví dụ: sang-kien/ma-sang-kien.",
        ),
        (
            edited(PROGRESS, ("2022-06-30,nam,30,20,", "2022-06-30,nam,,20,")),
            f"{PROGRESS}:5:3: [truong-trong] submitted: Cần một giá trị, nhưng ô này trống.",
            "Điền ô này; nếu cả dòng thừa thì xóa dòng.",
        ),
        (
            {SILENT: "- id: tran-thi-hoa\n"},
            f"{SILENT}:1:1: [sai-cau-truc] Cần các trường dạng ten_truong: giá trị.",
            "So lại với mẫu trong data/README.md.",
        ),
        (
            {SILENT: "Trần Thị Hoa\n"},
            f"{SILENT}:1:1: [sai-cau-truc] Cần các trường dạng ten_truong: giá trị.",
            "So lại với mẫu trong data/README.md.",
        ),
        (
            edited(SILENT, ("id: tran-thi-hoa", "id: tran-hoa")),
            f"{SILENT}:1:5: [ten-tep-khac-ma] Cần id trùng tên tệp “tran-thi-hoa”, nhưng thấy “tran-hoa”.",
            "Viết id: tran-thi-hoa, hoặc đổi tên tệp thành tran-hoa.yml (mã đã đăng thì không đổi nữa).",
        ),
        (
            edited(UNITS, ("nam,Công đoàn huyện Nam", "Huyện Nam,Công đoàn huyện Nam")),
            f"{UNITS}:4:1: [sai-ma] id: Cần một mã gồm chữ thường không dấu, số và gạch nối, nhưng thấy “Huyện Nam”.",
            "Viết: huyen-nam.",
        ),
    ],
)
def test_a_shape_problem_is_told_at_its_place_with_its_mend(
    tmp_path: Path, changes: Changes, line: str, hint: str
) -> None:
    found = {str(problem): problem.hint for problem in parsed(tmp_path, changes).problems}
    assert line in found
    assert found[line] == hint


def test_a_missing_column_is_told_once_and_the_other_cells_are_still_read(tmp_path: Path) -> None:
    assert lines(tmp_path, {PROGRESS: "date,unit,ngày\n2022-03-31,bac,\n30/02/2022,nam,\n"}) == [
        "data/progress.csv:1:1: [cot-thieu] Cần cột “submitted”, nhưng dòng tiêu đề không có.",
        "data/progress.csv:1:3: [cot-la] Cần một trong các cột date, unit, submitted, valid, note; nhưng thấy “ngày”.",
        "data/progress.csv:3:1: [sai-ngay] date: Ngày “30/02/2022” không có trong lịch.",
    ]


@pytest.mark.parametrize(
    ("cell", "submitted"), [("1647", 1647), ("1.647", 1647), (" 30 ", 30), ("0", 0), ('"1.647"', 1647)]
)
def test_a_number_in_a_cell_reads_in_two_forms(tmp_path: Path, cell: str, submitted: int) -> None:
    whole = parsed(tmp_path, {PROGRESS: f"date,unit,submitted\n2022-03-31,bac,{cell}\n"})
    assert whole.problems == ()
    assert [row.submitted for row in whole.snapshots] == [submitted]


@pytest.mark.parametrize("cell", ["1,647", "1.64", "1 647", "-5", "1e3", "007", "NA", "120 sáng kiến"])
def test_any_other_number_in_a_cell_is_refused_at_the_cell(tmp_path: Path, cell: str) -> None:
    whole = parsed(tmp_path, {PROGRESS: f'date,unit,submitted\n2022-03-31,bac,"{cell}"\n'})
    assert [str(problem) for problem in whole.problems] == [
        f"data/progress.csv:2:3: [sai-so] submitted: Cần một số nguyên không âm, nhưng thấy “{cell}”.",
    ]


def test_the_other_rows_of_a_table_with_a_mistake_are_kept(tmp_path: Path) -> None:
    whole = parsed(tmp_path, edited(PROGRESS, ("2022-03-31,bac,30", "2022-03-31,bac,ba mươi")))
    assert [(row.date, row.unit) for row in whole.snapshots] == [
        (date(2022, 3, 31), "nam"),
        (date(2022, 6, 30), "bac"),
        (date(2022, 6, 30), "nam"),
    ]


def test_a_line_break_inside_a_name_is_a_space(tmp_path: Path) -> None:
    whole = parsed(tmp_path, edited(UNITS, ("Công đoàn huyện Nam", '"Công đoàn\r\nhuyện Nam"')))
    assert whole.problems == ()
    assert whole.units[2].name == "Công đoàn huyện Nam"


# --- File names -----------------------------------------------------------------------------------


def test_a_photo_named_by_a_mac_is_found_by_its_name(tmp_path: Path) -> None:
    name = "dãy-đèn.jpg"
    changes: Changes = {
        **edited(INITIATIVE, ("file: den.jpg", f"file: {name}")),
        f"data/photos/{unicodedata.normalize('NFD', name)}": picture(),
    }
    assert lines(tmp_path, changes) == []
    assert sorted(parse(tmp_path).pictures) == ["den.jpg", name]


def test_a_photo_may_end_in_capitals(tmp_path: Path) -> None:
    changes: Changes = {**edited(INITIATIVE, ("file: den.jpg", "file: IMG_1.JPG")), "data/photos/IMG_1.JPG": picture()}
    assert lines(tmp_path, changes) == []


# --- No mistake is told twice ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "changes",
    [
        pytest.param(
            edited(UNITS, ("bac,Công đoàn huyện Bắc,Bắc,district", "bac,Công đoàn huyện Bắc,Bắc,huyện")), id="row"
        ),
        pytest.param(edited(UNITS, ("bac,Công đoàn huyện Bắc", "Bắc,Công đoàn huyện Bắc")), id="id with marks"),
        pytest.param(edited(UNITS, ("bac,Công đoàn huyện Bắc", ",Công đoàn huyện Bắc")), id="no id"),
        pytest.param({UNITS: None}, id="no units"),
        pytest.param({UNITS: b""}, id="empty units"),
        pytest.param({UNITS: TEXTS[UNITS].encode("utf-16-le")}, id="units in utf-16"),
        pytest.param({UNITS: TEXTS[UNITS].replace("Bắc,d", '"Bắc,d')}, id="open quote in units"),
        pytest.param({UNITS: TEXTS[UNITS].replace("id,", "mã,")}, id="no column of ids"),
        pytest.param({UNITS: TEXTS[UNITS].replace("Bắc,d", "B\u200bắc,d")}, id="strange character in units"),
        pytest.param({SILENT: b"\xff"}, id="person unreadable"),
        pytest.param({SILENT: ""}, id="person empty"),
        pytest.param({SILENT: "id: [\n"}, id="person with a syntax error"),
        pytest.param(edited(SILENT, ("job: Thợ may", "job: on")), id="person with a shape error"),
        pytest.param({SILENT: None, "data/people/tran-thi-hoa.yaml": TEXTS[SILENT]}, id="person in a .yaml"),
        pytest.param(edited(SILENT, ("id: tran-thi-hoa", "id: hoa")), id="person of another name"),
        pytest.param({INITIATIVE: "id: [\n"}, id="initiative with a syntax error"),
        pytest.param({PHOTO: b"x"}, id="photo broken"),
        pytest.param({PHOTO: b""}, id="photo empty"),
        pytest.param(
            {**edited(INITIATIVE, ("den.jpg", "den.heic")), "data/photos/den.heic": b"x"}, id="photo of another kind"
        ),
        pytest.param({CAMPAIGN: "id: [\n"}, id="charter"),
        pytest.param({PROGRESS: TEXTS[PROGRESS].replace("2022-06-30,bac,60", "2022-06-30,bac,sáu mươi")}, id="report"),
    ],
)
def test_what_could_not_be_read_is_not_said_to_be_missing(tmp_path: Path, changes: Changes) -> None:
    posts = TEXTS[POSTS] + "".join(
        f"2022-05-02,{item},zalo,https://zalo.example.org/1\n"
        for item in ("tien-do/bac", "guong-sang/tran-thi-hoa", "linh-vuc/ky-thuat", "khu-vuc/dien", "ban-tin/2022-05")
    )
    shape = set(parsed(tmp_path, {POSTS: posts, **changes}).problems)
    assert shape
    assert set(check(parse(tmp_path), TODAY)) == shape


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (
            "data/people",
            "data/people:1:1: [tep-khong-doc-duoc] Cần một thư mục data/people/ mở được, nhưng không mở được.",
        ),
        (
            "data/photos",
            "data/photos:1:1: [tep-khong-doc-duoc] Cần một thư mục data/photos/ mở được, nhưng không mở được.",
        ),
    ],
)
def test_a_folder_that_cannot_be_listed_hides_what_is_in_it(tmp_path: Path, place: str, told: str) -> None:
    write_campaign(tmp_path)
    (tmp_path / place).rename(tmp_path / "aside")
    (tmp_path / place).write_text("")
    assert [str(problem) for problem in check(parse(tmp_path), TODAY)] == [told]


# --- Nothing raises -------------------------------------------------------------------------------

FILES = [*TEXTS, PHOTO, REGISTER]
splices = st.lists(
    st.tuples(
        st.integers(0, 2000),
        st.integers(0, 40),
        st.binary(max_size=12)
        | st.sampled_from(
            [
                b"\n",
                b": ",
                b"\t",
                b'"',
                b"- ",
                b"[",
                b"{",
                b"&a ",
                b"*a",
                b"!",
                b"#",
                b"|\n",
                b"---\n",
                b",",
                b";",
                b"~",
                b"\x00",
                b"\xef\xbb\xbf",
                "\u200b".encode(),
                "đ".encode(),
                "ễ".encode("cp1258", "replace"),
                b"0000-00-00",
                b"9" * 30,
                b"54,9%",
            ]
        ),
    ),
    min_size=1,
    max_size=4,
)


def survives(path: str, content: bytes) -> None:
    """Reading a campaign with `content` in `path` raises nothing, and points into files that are there."""
    with TemporaryDirectory() as name:
        root = Path(name)
        for problem in problems_of(root, {path: content}):
            assert "\n" not in str(problem)
            assert (root / problem.at.path).exists() or problem.rule is Rule.FILE_MISSING
            if not problem.at.path.endswith(".jpg"):
                text = (root / problem.at.path).read_bytes()
                assert problem.at.line <= text.count(b"\n") + text.count(b"\r") + 1
            assert problem.at.column >= 1


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FILES), st.binary(max_size=300))
def test_no_bytes_in_any_file_raise(path: str, content: bytes) -> None:
    survives(path, content)


@settings(max_examples=400, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(TEXTS)), splices)
def test_no_slip_of_the_hand_in_any_file_raises(path: str, changes: list[tuple[int, int, bytes]]) -> None:
    content = TEXTS[path].encode()
    for start, length, new in changes:
        begin = start % (len(content) + 1)
        content = content[:begin] + new + content[begin + length :]
    survives(path, content)


def test_links_out_of_the_folder_publish_nothing(tmp_path: Path) -> None:
    outside = tmp_path / "outside.yml"
    outside.write_text(TEXTS[SILENT])
    root = write_campaign(tmp_path / "campaign", {SILENT: None, PHOTO: None})
    (root / SILENT).symlink_to(outside)
    (root / PHOTO).symlink_to(tmp_path)
    whole = parse(root)
    assert [person.id for person in whole.people] == ["le-van-binh"]
    assert [(problem.at.path, problem.rule) for problem in check(whole, TODAY)] == [
        (SILENT, Rule.FILE_OUTSIDE),
        (PHOTO, Rule.FILE_UNKNOWN),
    ]
