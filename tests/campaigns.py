"""A whole campaign small enough to read at a glance, as the texts that editors write.

`write_campaign` puts it in a folder; what a test is about is what it changes. The campaign is valid, and
its two people differ: Lê Văn Bình has agreed to everything, Trần Thị Hoa to nothing, so her name may
stand nowhere but in her own record.
"""

import io
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from PIL import Image

from generator.parse import parse
from generator.problems import Problem
from generator.rules import check

TODAY = date(2022, 7, 15)

Changes = Mapping[str, str | bytes | None]

CAMPAIGN = "data/campaign.yml"
UNITS = "data/units.csv"
PROGRESS = "data/progress.csv"
INITIATIVE = "data/initiatives/den-tiet-kiem.yml"
AGREED = "data/people/le-van-binh.yml"
SILENT = "data/people/tran-thi-hoa.yml"
TEAMS = "data/support_teams.csv"
POSTS = "data/posts.csv"
REGISTER = "data/register.csv"
PHOTO = "data/photos/den.jpg"
PAGE = "content/gioi-thieu.md"
SETTINGS = "mkdocs.yml"

TEXTS: Mapping[str, str] = {
    CAMPAIGN: """\
id: thi-dua-mau
name: Phong trào thi đua mẫu
short_name: Sáng kiến mẫu
organiser:
  name: Công đoàn tỉnh Mẫu
  email: congdoan@example.org
period:
  start: 2022-01-01
  end: 2022-12-31
phases:
  - name: Giai đoạn 1
    start: 2022-01-01
    end: 2022-06-30
target: 300
counting: submitted
fields:
  - id: ky-thuat
    name: Kỹ thuật
  - id: quan-ly
    name: Quản lý
sectors:
  - id: dien
    name: Ngành điện
    enterprise: true
  - id: may
    name: Ngành may
milestones:
  - at: 2022-02-14
    time: "15:34"
    title: Sáng kiến đầu tiên
    source: Bản tin số 1
declared:
  - date: 2022-06-30
    submitted: 90
    valid: 60
    target: 300
    percent: "30,0%"
    source: Báo cáo số 1
hashtags:
  - "#SángKiến"
brand:
  primary: "#A63A24"
site_url: https://sangkien.example.org/
""",
    UNITS: """\
id,name,short_name,kind,parent,target,target_note,valid_from,valid_to,successor,aliases
tinh,Công đoàn tỉnh Mẫu,,province,,300,,,,,
bac,Công đoàn huyện Bắc,Bắc,district,tinh,200,,,,,Huyện Bắc|LĐLĐ Bắc
nam,Công đoàn huyện Nam,Nam,district,tinh,100,,,,,
""",
    PROGRESS: """\
date,unit,submitted,valid,note
2022-03-31,bac,30,20,
2022-03-31,nam,10,5,
2022-06-30,bac,60,40,
2022-06-30,nam,30,20,
""",
    INITIATIVE: """\
id: den-tiet-kiem
title: Đèn tiết kiệm cho nhà xưởng
summary: Mỗi dãy đèn một công tắc.
authors:
  - person: le-van-binh
    share_percent: 60
  - person: tran-thi-hoa
    share_percent: 40
unit: bac
field: ky-thuat
sector: dien
applied_from: 2022-01-10
problem: |
  Một công tắc bật cả xưởng.
solution: |
  Tách mỗi dãy một công tắc.
benefit:
  vnd_per_year: 12000000
  calculation: 1.000.000 đồng × 12 tháng
  status: declared
photos:
  - file: den.jpg
    alt: Dãy đèn trong xưởng
status: approved
approved_by: Ban Tuyên giáo
publish_on: 2022-05-01
""",
    AGREED: """\
id: le-van-binh
name: Lê Văn Bình
unit: bac
job: Thợ điện
quote: Tắt đèn là việc nhỏ.
consent:
  name: {given: 2022-02-01, proof: Phiếu 1}
  photo: {given: 2022-02-01, proof: Phiếu 1}
  story: {given: 2022-02-01, proof: Phiếu 1}
  social: {given: 2022-02-01, proof: Phiếu 1}
""",
    SILENT: """\
id: tran-thi-hoa
name: Trần Thị Hoa
unit: nam
job: Thợ may
""",
    TEAMS: """\
unit,name,contact,channel,hours
bac,Tổ hỗ trợ huyện Bắc,Thường trực tổ,Nhóm Zalo,"Thứ Hai, 8 giờ"
""",
    POSTS: """\
date,item,channel,url
2022-05-02,sang-kien/den-tiet-kiem,facebook,https://facebook.example.org/1
""",
    PAGE: """\
---
title: Giới thiệu
description: Phong trào là gì.
---

## Mục đích

<!-- sangkien: progress-total -->
""",
    SETTINGS: """\
site_name: Sáng kiến mẫu
site_url: https://sangkien.example.org/
markdown_extensions:
  - toc:
      slugify: !!python/object/apply:pymdownx.slugs.slugify {kwds: {case: lower}}
""",
}


@cache
def picture(kind: str = "JPEG", width_px: int = 540, height_px: int = 380) -> bytes:
    """The bytes of a real image, which cannot be mistaken for a flat one."""
    image = Image.radial_gradient("L").resize((width_px, height_px)).convert("RGB")
    content = io.BytesIO()
    image.save(content, kind)
    return content.getvalue()


def write_campaign(root: Path, changes: Changes | None = None) -> Path:
    """Write the campaign into the folder `root`, with `changes` instead of what is known by these paths.

    Text is written as UTF-8 and bytes as they are; None leaves the file out. Returns `root`.
    """
    whole: Changes = {**TEXTS, PHOTO: picture(), **(changes or {})}
    for path, content in whole.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            file.write_bytes(content.encode() if isinstance(content, str) else content)
    return root


def edited(path: str, *replacements: tuple[str, str]) -> dict[str, str]:
    """A change of one file: each (old, new) in turn, where `old` must stand exactly once."""
    text = TEXTS[path]
    for old, new in replacements:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times in {path}")
        text = text.replace(old, new)
    return {path: text}


def problems_of(root: Path, changes: Changes | None = None, *, today: date = TODAY) -> list[Problem]:
    """Every problem of the campaign with `changes`, written into `root`."""
    return list(check(parse(write_campaign(root, changes)), today))
