"""Sentences with something personal in them, in every way it is written, and sentences that only look like that."""

PERSONAL = """\
Chị Hoa sinh năm 1985, làm thợ may.
Anh sinh ngày 3 tháng 5 năm 1985 tại Ninh Sơn.
Sinh ngày 03/05/1985
sinh 3-5-1985
Nguyễn Văn A (SN 1985)
NS: 12.07.1990
Năm sinh: 1979
ngày, tháng, năm sinh: 01/02/1980
sinh tháng 5/1985
Bình sinh ra năm 1990 trong gia đình làm muối.
sinh năm 85
sinh năm một nghìn chín trăm tám mươi lăm
Gọi 0912345678 nhé
0912 345 678
0912.345.678
091.234.5678
09 12 34 56 78
0912-345-678
(0912) 345 678
0912 - 345 - 678
(0259) 3822 345
0259.3822345
0259 3.822.345
Zalo: 912345678
Zalo 912 345 678
SĐT: 912.345.678
ĐT-0912345678
liên hệ anh Bình số 987654321
+84 912 345 678
+84(0)912345678
(+84) 912-345-678
84912345678
84 912 345 678
0084912345678
O912 345 678
O9l2345678
0912 345 7O8
0912 345 O78
**0912** 345 678
0912&nbsp;345&nbsp;678
０９１２３４５６７８
𝟎𝟗𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖
0912 345 678
0912–345–678
[gọi](tel:0912345678)
https://zalo.me/0912345678
https://zalo.me/84912345678
01689 123 456
058085001234
058 085 001 234
0580 8500 1234
058085 001234
CCCD số 058085001234
CMND 264123456
CMND số: 264 123 456
264 123 456 (CMND)
chứng minh nhân dân 264.123.456
hộ chiếu B1234567
số định danh cá nhân 058085001234
mã số BHXH 5820123456
STK 4900205123456 Agribank
số tài khoản: 4900 2051 23456
số tài khoản ngân hàng Agribank chi nhánh tỉnh Ninh Thuận: 4900205123456
Vietcombank 0071001234567
chuyển khoản vào 1903 4567 8910 11
TK 0071.0012.34567
thường trú tại thôn Lạc Nghiệp, xã Cà Ná
hộ khẩu thường trú: xã Phước Dinh, huyện Thuận Nam
ngụ tại khu phố 3, phường Mỹ Hải
ngụ thôn Vĩnh Trường, xã Phước Dinh
số nhà 12 đường Thống Nhất
nhà số 12/3 hẻm 45
nhà riêng ở số 5 đường 16/4
địa chỉ nhà: 21 Tháng 8, Phan Rang
Chị Nguyễn Thị Hoa ở thôn Lạc Nghiệp, xã Cà Ná kể lại
anh Bình, hiện đang sống tại tổ 5, phường Văn Hải
tạm trú tại số 5 hẻm 12
nguyenvana@gmail.com
nguyenvana (at) gmail.com
nguyenvana[at]yahoo.com.vn
nguyenvana @ gmail . com
nguyenvana at gmail dot com
nguyen.van+a@outlook.com
nguyenvana＠gmail.com
nguyenvana a còng gmail chấm com
không chín một hai ba bốn năm sáu bảy tám
khong chin mot hai ba bon nam sau bay tam
không chín một, hai ba bốn, năm sáu bảy tám
0912 345 678 đồng chí Hoa
Zalo 912345678 đồng chí Hoa
&#48;&#57;&#49;&#50;&#51;&#52;&#53;&#54;&#55;&#56;
Hộ khẩu: xã Phước Dinh
thường trú tại xã Phước Dinh, huyện Thuận Nam
trú tại xã Cà Ná
Hộ khẩu tại số 5 đường 16/4
0912<b></b>345<i></i>678
[0912](the-le.md)345678
0912<!-- x -->345678
0912, 345, 678
0912/345/678
0912|345|678
0912:345:678
0912•345•678
0912…345…678
0912 | 345 | 678
sinh ngay 12/03/1985
Sinh nam 1985
chung minh nhan dan 264123456
tai khoan 0123456789 ngan hang VCB
tru tai thon Lac Nghiep, xa Ca Na
sinh ngày 12 tháng ba năm 1985
sinh ngày mười hai tháng ba năm 1985
12.3.1985 là ngày sinh của chị
số BHXH 5820123456
thẻ BHYT DN4585820123456
BHYT 5820123456
ho chieu B1234567
passport B1234567
GPLX 580123456789
9704 3612 3456 7890
9704361234567890123
binh@vnn.vn
binh@hotmail.fr
địa chỉ: 12 Thống Nhất, phường Mỹ Hải
""".splitlines()

INNOCENT = """\
Quyết định số 1234/QĐ-LĐLĐ ngày 15/11/2022 của Ban Thường vụ.
Công văn số 0384/LĐLĐ-CSPL ngày 03-05-2022.
Kế hoạch số 09/KH-LĐLĐ giai đoạn 2022-2023.
Tiết kiệm 912.345.678 đồng mỗi năm.
Giá trị làm lợi 84.912.345.678 đồng trong 01 năm.
Tiết kiệm 84 912 345 678 đồng.
Từ 08/01/2022 đến 31/05/2022 có 1.647 sáng kiến.
Đợt 1 từ 03-05-2022 08 giờ đến 05-05-2022 17 giờ.
Các cỡ 05 - 10 - 15 - 20 - 25 - 30 mm.
Khoan lỗ 03 05 07 09 11 trên thanh.
Mã máy SN 20221985-07 của hãng.
Máy nén khí model XK-0912345678-A.
Mã vạch 8934567890123 trên bao bì.
Học sinh năm 2022 tăng 12% so với 2021.
Vệ sinh ngày 3 tháng 5 tại xưởng.
Chi phí phát sinh năm 2021 là 12 triệu đồng.
Học sinh 12/3 của trường.
Thí sinh ngày 7/7/2022 đến sớm hơn.
Vệ sinh 1985 máy lọc trong năm.
Máy sản xuất năm 1985 vẫn chạy tốt.
Nhà máy thành lập năm 1992, nâng cấp năm 2015.
Kỷ niệm 132 năm Ngày sinh Chủ tịch Hồ Chí Minh (19/5/1890 – 19/5/2022).
Ngành sinh học 2022 của trường.
Sinh viên 2022 thực tập tại xưởng.
Sinh hoạt chi đoàn ngày 03/5/2022.
Trạm bơm đặt tại thôn Vĩnh Trường, xã Phước Dinh.
Bà con ở thôn Lạc Nghiệp, xã Cà Ná góp ý.
Anh em ở thôn Lạc Nghiệp, xã Cà Ná cùng làm.
Phóng viên thường trú tại Ninh Thuận đưa tin.
Tàu tránh trú bão ở cảng Cà Ná.
Công nhân lưu trú tại khu nhà ở đường 16/4.
Trụ sở: số 12 đường 16 Tháng 4, phường Mỹ Hải.
Văn phòng ở tầng 2, nhà A.
Tài khoản 6277 dùng cho chi phí mua ngoài.
Ngân hàng cho vay 1.500.000.000 đồng trong 36 tháng.
Chuyển khoản 150.000.000 đồng cho nhà thầu.
Thư công vụ: congdoan@ninhthuan.gov.vn.
Gửi về vanphong@congdoanninhthuan.org.vn trước 30/11.
Không một ai phải đứng máy quá ba giờ.
Không có hai ca nào trùng nhau năm bảy phút.
Không năm nào có hai vụ tai nạn như năm nay.
Điện áp 0,4 kV, dòng 912 A, công suất 345.678 W.
Điện thoại thông minh giá 3.500.000 đồng.
Máy điện thoại 12 chiếc, mỗi chiếc 3.456.789 đồng.
Liên hệ tổ hỗ trợ sáng kiến của đơn vị, thứ Hai, 8 giờ.
Nhiệt độ từ 035 đến 078 độ, đo 12 lần.
Số lượng 0912 kWh, 345.678.000 đồng.
Tọa độ 11,5678901 và 108,9876543.
Dung tích 1 000 000 lít, 912 345 678 lít mỗi năm.
Kích thước 1200 x 600 x 300 mm.
Sáng kiến mã 2022.0912.345 trên cổng.
Một hai ba bốn năm sáu bảy tám chín mười, các cháu đếm.
10 × 365 × 24 = 87.600 giờ.
1.000.000 đồng × 12 tháng = 12.000.000 đồng.
0,5 kg × 3.000 mẻ × 20.000 đồng = 30.000.000 đồng.
Tổng đài 1900 1234 của hãng.
Đến 15:34 ngày 03/10/2022 cả nước đạt 1.000.000 sáng kiến.
Điều 32 Bộ luật Dân sự 2015 và Luật số 91/2025/QH15.
Tiêu chuẩn TCVN 5575:2012, ISO 9001:2015.
Chỉ số công tơ 0034 5678 và 0035 1234.
Bản vẽ số 03.05.07.A, tờ 12/24.
Ông Phạm Văn Nam, tổ trưởng ở xưởng 3, đề xuất.
Chị Hoa ở tổ 3 thấy máy dừng lâu.
Nhà số 3 của khu xưởng được lợp lại.
Các chỉ số: 0123 4567 8901 (máy 1), 0123 4567 8902 (máy 2).
Số sê-ri 0912 3456 7890 123.
Phần mềm chạy ở địa chỉ 192.168.1.100, cổng 8080.
Mở 2.500 tài khoản định danh điện tử cho đoàn viên.
Căn cước công dân gắn chip được quét trong 10 giây.
Anh sinh hoạt ở chi bộ 3 từ năm 2010.
Anh Chamaléa Thiên ở trạm bơm số 2, xã Phước Đại.
Cô giáo Pi Năng Thị Hiền ở điểm trường thôn Ma Nai, xã Phước Thành.
Khu trọ có 45 công nhân tạm trú, trong đó 20 người mới.
Sản lượng các năm 2019, 2020, 2021, 2022 lần lượt là 120, 135, 150, 180 tấn.
Khối lượng 0,912345678 kg.
Live stream 5 buổi trên Facebook.
Mỗi heo nái sinh 8-10 con, mỗi năm hai lứa.
Số hóa sổ hộ khẩu xã Phước Dinh.
Đăng ký thường trú tại xã Phước Nam nay làm trong ngày.
Trẻ em sinh năm 2015 vào lớp một.
Tra sổ khai sinh năm 1978 trong vài phút.
Tỷ lệ sinh năm 2021 giảm.
Lắp đèn tại nhà riêng ở mỗi tổ viên.
Các đợt 03/2022, 05/2022, 09/2022 và 11/2022.
Ve sinh 1985 may loc trong nam.
Hoc sinh nam 2022 tang 12%.
Trừ lô 12 cây, trụ số 5 được thay.
Địa chỉ: tầng 2, nhà A, khu hành chính.
Máy 0912, 345 và 678.
Tỷ lệ 0,97 | 0,45 | 0,678.
""".splitlines()
