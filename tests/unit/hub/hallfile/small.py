"""The smallest hall: one group, one service, one window. Lines are counted in the tests."""

SMALL = """\
id = "yunxi"
name = "云溪市政务服务中心"
name_en = "Yunxi"
timezone = "Asia/Shanghai"

[[group]]
id = "id-cards"
letter = "D"
name = "户籍身份证"
name_en = "ID cards"

[[service]]
id = "id-card"
group = "id-cards"
name = "居民身份证换领"
name_en = "ID card"

[[counter]]
id = "3"
groups = ["id-cards"]
"""
