"""One page of each kind, and of the kinds that differ in what they hold: what every browser test goes through."""

PAGES = {
    "home": "/",
    "progress": "/tien-do/",
    "unit over target": "/tien-do/giao-duc/",
    "unit behind": "/tien-do/bac-ai/",
    "group of units": "/tien-do/khoi-nganh/",
    "catalogue": "/sang-kien/",
    "enterprise": "/cong-nhan-doanh-nghiep/",
    "initiative, before and after": "/sang-kien/xe-gat-muoi-hai-banh/",
    "initiative, one picture": "/sang-kien/xe-cap-cuu-ma-qr/",
    "initiative, collective author": "/sang-kien/bat-lot-ruong-muoi/",
    "initiative, title only": "/sang-kien/khuon-ep-banh-rong-su-kin/",
    "fields": "/linh-vuc/",
    "field": "/linh-vuc/ky-thuat/",
    "sectors": "/khu-vuc/",
    "people": "/guong-sang/",
    "person": "/guong-sang/le-thi-hong-tham/",
    "person without portrait": "/guong-sang/ngo-gia-bao/",
    "bulletins": "/ban-tin/",
    "bulletin, running month": "/ban-tin/2022-11/",
    "bulletin, month without a report": "/ban-tin/2022-01/",
    "bulletin, quarter": "/ban-tin/2022-quy-3/",
    "support": "/ho-tro/",
    "data": "/du-lieu/",
    "authored": "/the-le/",
    "search": "/tim-kiem/",
    "letter": "/tim-kiem/t/",
    "shares": "/chia-se/",
    "share": "/chia-se/sang-kien/xe-gat-muoi-hai-banh/",
    "landing": "/moc/vien-chuc/",
    "embeds": "/nhung/",
    "unknown address": "/khong-co-trang-nay/",
}
PHONE, DESK = (360, 740), (1280, 900)

BELOW = "/phong-trao/sang-kien"
"""The path below which the site of the browser tests stands."""
