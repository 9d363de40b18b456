#!/usr/bin/env python3
"""Writes the Excel export of an invented city's 12345 hotline, as such files look; prints as JSON what is in it.

    hotline_export.py OUT.xlsx [--rows 8000] [--seed 7] [--through 2026-11-27] [--days 92] [--bad 0] [--now 2026-11-28T00:00]
    hotline_export.py OUT.xlsx --tianmen

Above the header stand a title in merged cells and the time of export; times are partly text and partly dates, telephone
numbers partly numbers; two columns, and the running number, are no field of the register. Seven rows in a hundred repeat an
earlier matter in other words, three stand under the class of another office than the words tell (the office in the row
follows the words), eight mention a second matter, one is a danger, one was taken back by the city.

--bad plants rows that cannot be imported: no number, a time 不详, or a kind that the code table does not have. They are part
of `rows` (of --tianmen: on top), and no other figure counts them.

--tianmen writes the figures of a published bulletin (Tianmen, December 2016): 1 054 received, 996 taken on, 972 of these due in
the month, 911 of these ended in it, 737 of these by their due time; 953 from inspectors and 43 from WeChat; 16 due of public
works (市政设施) with 9 ended, 956 of other matters with 902. What the bulletin says nothing about is invented.
"""

import argparse
import collections
import copy
import datetime
import hashlib
import json
import random
import sys
import zipfile
from xml.sax.saxutils import escape

HEADINGS = ["序号", "工单编号", "来电时间", "办结时限", "诉求类型", "诉求分类", "工单标题", "诉求内容", "来电人", "来电号码", "事发地址", "所属乡镇",
            "紧急程度", "来源渠道", "市级状态", "承办单位", "答复内容", "办结时间", "是否联系群众", "是否解决", "满意度", "录音编号", "坐席工号"]
WIDTHS = [6, 20, 20, 20, 10, 20, 28, 60, 10, 14, 34, 12, 10, 10, 10, 22, 50, 20, 12, 10, 10, 16, 10]
OPEN, DONE, WITHDRAWN = "办理中", "已办结", "已撤单"
OFFICES = {
    "market": "市场监督管理局", "urban-management": "城市管理局", "housing": "住房和城乡建设局", "transport": "交通运输局", "environment": "生态环境分局",
    "water": "水利局", "agriculture": "农业农村局", "human-resources": "人力资源和社会保障局", "education": "教育体育局", "health": "卫生健康委员会",
    "public-security": "公安局", "civil-affairs": "民政局", "natural-resources": "自然资源局", "medical-insurance": "医疗保障局",
}
TOWNS = ["城关镇", "青石镇", "柳湾镇", "河口镇", "枫桥镇", "白云镇", "双河镇", "大坪镇", "石门镇", "杨家集镇", "古渡镇", "岭南苗族镇"]
ROADS = ["人民路", "建设路", "和平路", "文化路", "松江路", "禾丰路", "育才路", "健康路", "工农路", "滨河路", "振兴路", "幸福路", "迎宾路", "公园路"]
COMPOUNDS = ["阳光花园", "锦绣家园", "书香苑", "翠竹小区", "金桂公寓", "紫荆名都", "康宁小区", "枫林新城", "福源小区"]
VILLAGES = [first + second + "村" for first in "东西南北上下大小" for second in "坡沟湾岭庄寨桥塘河坪"]
BRANDS = ["禾丰", "松源", "绿野", "金穗", "宏图", "瑞祥", "百味", "福临", "顺和", "嘉乐"]
SURNAMES = "王王王李李李张张张刘刘陈陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋"
GIVEN = "国建军明志德福贵海秀兰英芳珍桂花凤玉梅伟强勇磊涛斌鹏丽娟敏静艳燕娜婷霞玲子轩浩宇涵梓萱欣怡"
OPENINGS = {"电话": ["来电人反映，", "市民来电称，", "群众来电反映：", ""], "微信": ["您好，", "留言：", ""], "网站": ["网民留言：", "领导您好：", ""]}
AGAIN = ["再次来电：", "此前打过电话，没有解决。", "上次反映后有人来看过，又没有下文。", "还是上回那件事。", ""]
ASIDES = ["找过社区，社区让找城管。", "派出所和物业都来看过，说不归自己管。", "向村里反映过，村干部说要等镇里安排。", "在网上留过言，回复说已转有关部门。",
          "家里有老人和上学的孩子，受不了。", "拍了照片和视频，可以提供。", "问过镇里，说这事归县里的局管。", "到政务大厅问过，窗口说不受理。"]
CLOSINGS = {
    "咨询": ["请问该怎么办？", "请告知办理地点和电话。", "希望尽快答复。", ""], "求助": ["请尽快派人处理。", "希望帮助协调解决。", ""],
    "投诉": ["要求尽快处理并答复。", "希望有关部门管一管。", "请核实处理。", "要求给个说法。", ""], "举报": ["请核查，要求为来电人保密。", "希望严肃查处。"],
    "建议": ["希望采纳。", "请有关部门研究。", ""],
}
DOORS = ["这件事已经向法院起诉，还没有开庭。", "法院已经判了，对方一直不执行。", "对处理决定不服，已经申请行政复议。", "信访部门已受理，正在办理，想再催一催。"]
PRAISE = ("表扬", "感谢工作人员", "此前反映的{item}问题，{office}的工作人员第{days}天就上门处理好了，特地表扬。")
UNSOLVED = ["因资金尚未落实，暂时不能解决，已向来电人解释。", "双方意见不一，未能达成一致，已告知其他途径。", "需等上级批复，办理结果将另行告知。"]
HOURS = [1, 1, 1, 1, 1, 2, 6, 18, 62, 95, 92, 70, 34, 38, 66, 84, 80, 68, 44, 34, 26, 16, 7, 3]

# Class, office, where it happens, what is done about it; below it kind, title and words of callers.
TEXTS = """
# 市场监管/食品安全 market anywhere 已派执法人员到现场检查，对不符合食品安全要求的下达责令整改通知，并对问题商品立案调查
投诉|超市卖过期食品|在{place}附近的{brand}超市买到一箱牛奶，回家发现已经过期{days}天，超市只肯换不肯赔。
举报|小吃店后厨卫生差|{place}旁边的{brand}小吃店后厨苍蝇乱飞，生熟不分，油桶就放在下水道口上，没见到卫生许可证。
投诉|外卖里吃出异物|点了{brand}餐馆的外卖，菜里吃出钢丝球，店家态度差，说不关他们的事，平台也推来推去。
投诉|买的熟食变质|在{place}菜市场买的卤菜切开有异味，摊主不认账，也拿不出进货单和健康证。
# 市场监管/消费维权 market anywhere 已组织双方调解，商家同意退还余款，并在约定日期前办理
投诉|健身房关门不退钱|在{place}的{brand}健身房办了两年卡，用了{count}个月就关门了，老板电话不接，卡里还有一千多块钱。
投诉|家电坏了不肯保修|去年在{brand}电器行买的冰箱，{count}个月就不制冷，商家说人为损坏要收维修费，不给开票。
投诉|理发店诱导充值|{place}的{brand}理发店说免费洗头，做完要收六百八十元，不给钱不让走，还逼着充值。
咨询|网上买的东西退不了找谁|在网上买了一双鞋，卖家是本县的，七天内申请退货被拒，想问找哪个部门投诉。
# 城市管理/环境卫生 urban-management streets 已安排环卫公司清运，并增加该路段的清扫次数
投诉|垃圾桶{days}天没清|{place}门口的垃圾桶满了{days}天没人清运，污水流到路上，天热臭味很大，苍蝇到处飞。
投诉|建筑垃圾堆在路边|{place}旁边有人装修，把砖头水泥袋堆在人行道上，{days}天没人管，行人只能走机动车道。
求助|公厕停水没法用|{place}附近的公厕停水好几天了，又脏又臭，早上赶集的人多，希望派人看看。
建议|建议增设垃圾分类点|{place}一带住户多，只有两个垃圾桶，建议增加分类投放点，晚上也清运一次。
# 城市管理/占道经营 urban-management streets 已现场劝离占道摊点，并安排队员在早晚时段定点值守
投诉|烧烤摊占了人行道|{place}门口每天晚上摆烧烤摊，桌椅占满人行道，油烟往楼上飘，喝酒的人吵到半夜。
投诉|流动摊贩堵住小区门|早上卖菜的三轮车把{place}的进出口堵住，送孩子上学的车出不去，喊不动。
投诉|店外经营没人管|{place}的{brand}五金店把货都摆到门外，盲道也占了，老人走路要绕到马路上，反映过{count}次。
投诉|水果车高音喇叭叫卖|{place}路边卖水果的车从早到晚用喇叭叫卖，声音很大，还乱扔烂果皮。
# 城市管理/市政设施 urban-management streets 已安排市政维护人员现场查看，损坏的设施已修复
求助|路灯不亮|{place}的路灯有{count}盏不亮，已经{days}天了，晚上下夜班走路看不清，前几天有老人摔倒。
投诉|下水道反水|一下雨{place}的下水道就往外冒污水，一楼住户家里进水，反映到物业说是市政管网的事。
投诉|人行道地砖松动|{place}的人行道地砖坏了很多，下雨踩上去溅一身水，推婴儿车和坐轮椅的过不去。
投诉|路口积水排不出去|{place}路口每逢下雨积水到小腿，电动车熄火，问过修路的，说排水口被水泥堵了。
# 住房城建/物业管理 housing streets 已约谈物业企业，要求限期整改，并在小区公示栏公布处理情况
投诉|小区电梯经常停|{place}的电梯一个月停了{count}次，物业说没钱修，老人住十二楼上不去，物业费却照收。
投诉|物业乱收停车费|{place}物业把公共绿地改成车位收费，业主没有同意过，也不公布账目，不交就锁车。
投诉|小区保洁不到位|{place}楼道垃圾{days}天没人扫，门禁坏了，发传单的随便进，打电话给物业没人理。
投诉|物业断水逼交费|因为对服务不满意没交物业费，{place}的物业把我家水停了，家里有老人小孩，没法做饭。
# 住房城建/供水 housing streets 已联系供水企业抢修，现已恢复正常供水
求助|家里停水没有通知|{place}从昨天晚上停水到现在，没有看到通知，自来水公司电话占线，问什么时候来水。
投诉|自来水发黄|{place}的自来水放出来是黄的，有铁锈味，烧开有沉淀，{days}天了不敢喝，买桶装水。
投诉|水压太低|住{place}六楼，每天晚上做饭时水压很低，热水器点不燃，说了几次都讲是管网老化。
咨询|新房怎么开户通水|在{place}买的二手房想过户水表，请问去哪里办，要不要房产证，能不能网上交水费。
# 住房城建/房屋质量 housing streets 已要求开发企业现场查勘，制定维修方案并限期修复
投诉|新房漏水|{place}刚交房{count}个月，卫生间和窗边渗水，开发商修了两次还漏，维修电话没人接。
投诉|延期交房|买的{place}的房子合同写去年底交，到现在没交，开发商说等消防验收，每个月还要还贷款。
投诉|墙面开裂|{place}客厅墙上裂了一道缝，从窗户到天花板，物业说是正常沉降，要求有资质的来鉴定。
咨询|房屋质量问题怎么申请鉴定|{place}住了{count}年发现楼板下沉，想问向哪个部门申请鉴定，费用谁出，维修基金能不能用。
# 住房城建/建筑工地 housing streets 已责令施工单位停止夜间违规作业，补齐围挡和喷淋设施
投诉|工地夜间施工|{place}旁边的工地夜里十一点还在打混凝土，噪声大，明天孩子要考试，连着{days}天了。
投诉|渣土车带泥上路|{place}工地的渣土车不冲洗就上路，路上全是泥，刮风满天灰，窗户不敢开。
投诉|工地扬尘没有围挡|{place}拆房子没有洒水，也不盖网，灰尘飘到小区，洗的衣服都是灰。
投诉|打桩把墙震出裂缝|{place}旁边工地打桩，家里墙面震出裂缝，找施工方说要等楼盖完再说。
# 交通运输/道路破损 transport anywhere 已安排公路养护站现场修补，破损路段已设置警示标志
投诉|县道坑洼多|从县城到{place}的县道坑坑洼洼，大车一过全是灰，摩托车晚上掉进坑里，已经有人受伤。
求助|公路边护栏坏了|{place}路段的护栏被车撞坏{days}天了，下面是河沟，弯又急，请尽快修好。
投诉|修路挖开不填|{place}的公路挖开埋管子，埋完没有填平，{days}天了，下雨全是泥，车底盘都刮了。
建议|建议弯道加反光镜|{place}的公路急弯看不到对面来车，上个月撞了{count}次，建议装反光镜和警示牌。
# 交通运输/公交 transport anywhere 已核查车辆运行记录，对当班驾驶员进行批评教育
投诉|公交车不按时|{count}路公交车在{place}站等了四十分钟没来，上班迟到，站牌上写十五分钟一班。
投诉|公交司机拒载老人|在{place}站，司机看到老人招手不停，老年卡刷不了还说话难听，车尾号记下来了。
咨询|老年卡怎么办|父亲满六十五岁，户口在{place}，想问办公交老年卡带什么材料，别的县的能不能用。
投诉|班车中途加价|坐从县城到{place}的班车，说好八块，半路收十二块，不给票，问就让下车。
# 生态环境/噪声 environment anywhere 已委托监测站现场检测，结果超过标准，已责令采取降噪措施
投诉|厂里机器声音大|{place}旁边的{brand}机械厂昼夜开机，机器声嗡嗡响，关了窗还听得见，睡不着觉。
投诉|木材加工厂锯木头|{place}的木材加工厂早上五点就开始锯木头，声音刺耳，灰也大，孩子写作业捂着耳朵。
投诉|冷库风机噪声扰民|{place}{brand}冷库的风机装在居民楼对面，夜里声音特别大，要求测一下超不超标。
举报|夜间偷偷生产|{place}的{brand}厂白天停工晚上开工，机器震动得墙都响，查的时候就停，走了又开。
# 生态环境/废气 environment anywhere 已开展现场监测和夜间巡查，对涉事单位立案处理
投诉|半夜有刺鼻气味|{place}一带半夜能闻到塑料烧焦的刺鼻气味，头晕恶心，怀疑是{brand}厂偷排。
举报|小作坊烧废旧电线|{place}有人在院子里烧废旧电线取铜，黑烟很大，味道呛人，一般傍晚烧。
投诉|喷漆味道飘进家里|{place}楼下的汽修店在路边喷漆，油漆味飘到楼上，家里有孕妇，说了也不听。
投诉|养殖和化肥厂都有臭味|{place}附近有化肥厂，一到阴天臭鸡蛋味特别重，分不清是谁家排的，请来监测。
# 生态环境/畜禽养殖污染 environment villages 已会同农业农村局现场检查，责令养殖户建设粪污收集设施
投诉|养猪场粪水排到沟里|{place}的养猪场把粪水直接排进水沟，夏天臭得吃不下饭，井水都不敢喝。
投诉|养鸡场离住户太近|{place}的养鸡场离我家不到五十米，苍蝇多、臭味大，问过说没有环评。
举报|死猪扔在河边|{place}河边有{count}头死猪没人收，已经发臭，下游就是村里取水的地方，怕有疫病。
咨询|养殖场要离村多远|想在{place}建一个小型养牛场，请问离村子要多远，粪污怎么处理，找哪里备案。
# 水利/农村饮水 water villages 已安排供水站抢修，目前供水正常，并由水管员每日巡查
求助|村里停水好几天|{place}停水{days}天了，靠到山沟挑水吃，村里水管员说水泵坏了，没说什么时候修好。
投诉|村里自来水浑浊|{place}的自来水一下雨就是浑的，里面有泥沙，烧水壶一层垢，怕对身体不好。
投诉|水厂收了钱不通水|{place}每户交了三百元安装费，管子埋了水没来，找水厂说上游水不够。
咨询|新盖房怎么接自来水|在{place}盖了新房，想接村里的自来水，请问向谁申请，一户收多少钱。
# 水利/河道管理 water villages 已组织人员清理河面垃圾，并通知河长加强巡河
投诉|河里漂着垃圾|{place}门前的河里漂满塑料袋和水草，天热发臭，河长牌上的电话打不通。
举报|夜里有人挖河沙|{place}河段夜里有人用挖机挖沙，车一辆接一辆，河堤脚都挖空了，白天看不到人。
投诉|河道被占建棚|{place}有人在河滩上搭棚养鸭，还填了一段河，水变窄了，怕汛期淹到地里。
建议|建议河边装护栏|{place}河边小孩常去玩水，没有护栏和警示牌，建议装上，暑假更要有人看。
# 农业农村/惠农补贴 agriculture villages 经核对补贴系统，面积和账号有误的已更正，将在下一批发放
咨询|种粮补贴什么时候发|{place}种了八亩水稻，邻村的补贴都到账了，我的卡里没有，想问什么时候发，按什么面积算。
投诉|补贴面积少算了|{place}家里确权是十亩，补贴只按六亩发，村里说是系统的数，要求核对。
投诉|补贴打到别人卡上|父亲去世后{place}的地由我种，补贴还打在老人卡上，银行取不出来，找村里找镇里都说不归管。
举报|有人冒领补贴|{place}有人把荒地报成水田领补贴，名单也没有公示，请查一下。
# 人社/拖欠工资 human-resources anywhere 劳动保障监察大队已立案，约谈用工单位，工资已支付到位
投诉|工地干完活不给钱|去年在{place}{brand}建筑公司的工地干了{count}个月，包工头说没钱，欠一万多元，过年都没回家。
投诉|厂里压三个月工资|在{place}的{brand}服装厂上班，压了三个月工资，辞职也不给结，说等货款回来。
投诉|餐馆辞退不结工资|在{place}{brand}餐馆干了{days}天，老板说不合适让走，工资和押金都不给。
投诉|培训机构欠老师工资|在{place}的{brand}培训学校当老师，两个月没发工资，校长说家长退费多，让再等等。
# 人社/社保 human-resources anywhere 已核对参保信息，并把办理方法和材料告知来电人
咨询|灵活就业怎么交社保|户口在{place}，从外地回来没有单位，想问灵活就业人员怎么交养老保险，能不能补交前几年的。
咨询|养老金怎么没到账|母亲住{place}，这个月养老金没有到账，银行说没有打过来，想问是不是认证没做。
求助|老人做不了人脸认证|{place}的父亲九十岁，手机上人脸认证总不通过，人又走不动，能不能上门办。
咨询|社保卡丢了怎么补|社保卡丢了，人在外地打工，家在{place}，想问能不能网上补办，寄到家里。
# 教育/入学 education anywhere 已按当年招生办法答复，符合条件的由学校通知入学
咨询|外地户口怎么上小学|在{place}租房做生意，孩子户口在外省，想问上小学要哪些材料，居住证没满一年行不行。
投诉|学区划分不合理|{place}离实验小学走路五分钟，却划到两公里外的学校，对面小区就能上，要求说明。
咨询|转学怎么办|爱人工作调到县城，住{place}，孩子上三年级，想问转学什么时候办，有没有学位。
咨询|幼儿园什么时候报名|孩子今年三岁，住{place}，想问公办幼儿园什么时候报名，户口和房产证不在一起怎么办。
# 教育/校外培训 education streets 已会同市场监管部门现场检查，责令停止违规培训并清退费用
投诉|培训班退费难|孩子在{place}的{brand}培训学校报了一年课，只上了{count}个月，老师走了，要求退费，校长说合同没写。
举报|周末偷偷补课|{place}楼上有人办补课班，周末和晚上给初中生上课，没看到办学许可证，也没有消防设施。
举报|在职老师有偿补课|{place}有在职老师在家里收费补课，不去的孩子上课被冷落，家长不敢说。
咨询|怎么查培训机构有没有资质|想给孩子在{place}报个美术班，想问在哪里查有没有资质，预收费能收多久。
# 卫健/医疗服务 health anywhere 已要求医院增开窗口并对当事人员批评教育，向来电人致歉
投诉|医院排队时间长|在县医院看病，挂号到拍片排了四个小时，窗口只开一个，老人从{place}来一趟不容易。
投诉|医生态度不好|带孩子到医院看急诊，医生看手机，问两句就开了一堆检查，说明情况还不耐烦。
举报|诊所没有医生|{place}的{brand}诊所给人打吊针的没有医师证，墙上挂的是别人的证。
投诉|村卫生室总关门|{place}的村卫生室一个星期开不了两天门，老人拿降压药都拿不到，要跑到镇上。
# 公安/户籍 public-security anywhere 户籍窗口已一次告知所需材料，并预约办理时间
咨询|新生儿怎么上户口|孩子刚满月，父亲户口在{place}，母亲在外省，想问上户口要哪些材料，能不能网上办。
咨询|户口迁到县城要什么条件|在县城买了房，户口在{place}，想把全家迁过来，房产证还没下来行不行。
求助|户口本上名字写错|{place}老人的户口本和身份证差一个字，领养老金和看病都受影响，想改过来。
投诉|派出所跑了几趟没办成|为孩子迁户口从{place}到派出所跑了{count}趟，每次说差一样材料，没有一次说清。
# 公安/交通秩序 public-security streets 交警大队已增派警力早晚疏导，对违停车辆依法处理
投诉|车辆乱停堵路|{place}门口两边停满了车，消防通道也堵了，早上上学时一堵半小时，没有交警来。
投诉|半夜飙车炸街|每天夜里有摩托车在{place}一带飙车，排气管改过，声音吓人，老人心脏受不了。
投诉|红绿灯时间太短|{place}路口的绿灯只有十五秒，老人和推小孩的走不过去，建议延长。
投诉|电动车逆行|{place}这条路电动车逆行的多，接送孩子的家长差点被撞，希望有人管。
# 公安/生活噪声 public-security streets 派出所民警已上门劝导，要求控制音量，当事人表示配合
投诉|广场舞音响太大|{place}的小广场每天跳舞到晚上十点，音响开得很大，孩子写不了作业，劝过就吵。
投诉|楼上半夜打麻将|{place}楼上开棋牌室，打麻将到凌晨两点，声音大，还在楼道里抽烟吵架。
投诉|邻居养狗一直叫|{place}邻居养了两条大狗，整夜叫，也不拴绳，小孩不敢下楼，物业管不了。
投诉|楼下商店放喇叭|{place}楼下的商店从早到晚循环放促销喇叭，说了也不关，影响上夜班的人休息。
# 民政/养老 civil-affairs anywhere 已核实老人信息，津贴自下月恢复发放并补发
咨询|高龄津贴怎么领|{place}的奶奶今年满八十岁，想问高龄津贴要不要申请，从哪个月算，打到哪张卡。
投诉|高龄津贴停发了|{place}的老人九十一岁，这两个月高龄津贴没有到账，村里说让认证，老人走不动。
咨询|养老院怎么收费|父亲半身不遂，家住{place}，想送到公办养老院，请问怎么收费，失能老人有没有补贴。
求助|独居老人没人照看|{place}有个八十多岁的老人一个人住，儿女在外面，摔了一跤，能不能安排人上门看看。
# 自然资源/不动产登记 natural-resources anywhere 登记中心已受理，材料齐全后五个工作日内办结
投诉|交房多年办不了证|{place}住了{count}年，房产证一直办不下来，开发商说手续不全，孩子上学要用。
咨询|房子过户要什么材料|父亲去世，{place}的房子想过到我名下，兄弟姐妹在外地，想问要不要都到场，交多少税。
咨询|农村房屋怎么登记|{place}的老房子是祖上传的，没有证，想问宅基地和房屋能不能一起登记。
求助|抵押解不了|{place}的房贷已经还清{days}天，抵押还没有注销，卖房过不了户，银行说已经报上去了。
# 医保/参保缴费 medical-insurance anywhere 已查询参保记录，信息已更正，可以正常报销
咨询|居民医保今年交多少|户口在{place}，想问今年居民医保一个人交多少，什么时候截止，过了时间还能不能补交。
投诉|交了医保看病报不了|{place}家里四个人都交了医保，住院说没有参保信息，交款记录手机上有。
咨询|新生儿医保怎么办|孩子出生{days}天住院了，还没有上户口，家在{place}，想问医保怎么参加，费用能不能报。
咨询|异地住院怎么备案|老人从{place}到省城住院，想问异地就医怎么备案，报销比例是多少。
# 农村人居环境/村庄垃圾 town villages 已组织村里清理，调整了垃圾桶位置，保洁员每日清扫
投诉|村口垃圾堆成山|{place}村口的垃圾池满了{days}天没人拉，塑料袋刮得到处都是，苍蝇多，路过都要捂鼻子。
投诉|保洁员不来扫|{place}一个月没见保洁员来扫，每户还交了卫生费，说是只扫大路不扫巷子。
投诉|水沟堵了发臭|{place}门前的水沟堵了，生活污水排不出去，夏天又臭又有蚊子，反映到村里没有动静。
举报|有人把垃圾倒进山沟|{place}后面的山沟有人夜里倒垃圾，有建筑渣子也有生活垃圾，一下雨冲到田里。
# 邻里纠纷/矛盾调解 town villages 司法所和村调解委员会已到现场调解，双方达成一致
求助|邻居盖房占了滴水|{place}邻居盖房把滴水打到我家院里，下雨流进屋，说了几次差点动手，请来调解。
求助|两家争一条路|{place}两家为门前一条路争了{count}年，对方堆石头不让车过，家里老人看病出不去。
求助|邻居的树遮了屋子|{place}邻居的树长到我家房顶，树叶堵了水沟，让他砍他不砍，村里说管不了。
求助|养狗咬了鸡不赔|{place}邻居的狗跑过来咬死{count}只鸡，不肯赔，还骂人，想请村里镇里评个理。
# 农业农村/村务公开 town villages 镇里已督促村委会在公示栏重新公开近两年收支，并接受询问
投诉|村里账目不公开|{place}所在的村两年没有公开过账，修路的钱、卖树的钱花在哪里都不知道，问就说忙。
举报|低价把集体的地租出去|{place}所在的村把集体的鱼塘低价租给自己人，没有开会，也没有公示。
投诉|征地款没有分到户|修公路占了{place}的地，钱到村里半年多了，没有分，也没有说怎么分。
咨询|怎么查村里的收支|常年在外打工，想问{place}的村务在哪里能查，能不能看发票，向谁申请。
# 民政/低保 town anywhere 镇里已入户核查，符合条件的按程序受理公示
咨询|低保怎么申请|{place}的家里有人得了大病，借了不少钱，想问低保怎么申请，存款和房子怎么算。
投诉|低保被取消没有说明|{place}的老两口原来有低保，这个月停了，没有人来说明原因，儿子在外也顾不上。
投诉|申请交了没有回音|给{place}的残疾弟弟申请低保，材料交到镇里{days}天没有回音，问了说在核对。
求助|家里突然没了收入|爱人出车祸，{place}家里两个孩子上学，一下子没了收入，问有什么救助。
# 交通运输/村道养护 town villages 镇里已现场查看，先行填补坑槽，并列入下年修路计划
投诉|村里的路坏了没人修|{place}的村道水泥路断了几截，全是坑，三轮车拉粮食翻过车，村里说没有钱。
投诉|通组路一直没硬化|别的组都修了水泥路，{place}到现在还是土路，下雨天孩子上学一身泥。
投诉|大车进村把路压坏|拉木头的大车从{place}的村道走，把刚修的路压裂了，找车主不认账。
建议|建议村道加宽会车|{place}的村道只有三米宽，两车碰头要倒很远，建议修几个会车的地方。
"""
DANGERS = """
# 住房城建/供气 housing streets 供气企业二十分钟内到场关闭阀门，经检测后恢复供气
求助|楼道里有燃气味|{place}楼道里有很重的天然气味，怀疑管道漏气，住户不敢开灯开火，请马上派人。
求助|天然气管道被挖漏|{place}旁边施工把天然气管道挖破，燃气泄漏，声音很大，围了很多人。
# 住房城建/供水 housing streets 供水抢修队已关闭阀门并更换管段，当日恢复供水
求助|主水管爆裂|{place}门口的主水管爆裂，水喷起两米高，路面被淹，车过不去。
# 城市管理/市政设施 urban-management streets 已先行围挡，并在两小时内补装井盖
求助|井盖不见了|{place}路中间的井盖不见了，下面很深，天快黑了，电动车差点掉进去。
求助|人行道上井盖破损|{place}人行道上的井盖破了一大块，学生放学都走这里，请马上围起来。
"""

Matter = collections.namedtuple("Matter", "name office ground answer texts")


def matters(block):
    found = []
    for line in block.strip().splitlines():
        if line.startswith("# "):
            found.append(Matter(*line[2:].split(" "), []))
        else:
            found[-1].texts.append(tuple(line.split("|")))
    return found


MATTERS, EMERGENCIES = matters(TEXTS), matters(DANGERS)


class Order:
    """One row of the export before it is written."""

    def __init__(self, matter, text, received):
        self.matter, self.text, self.received = matter, text, received
        self.name, self.due, self.finished, self.state = matter.name, None, None, OPEN
        self.urgency, self.channel, self.again, self.door = "一般", "电话", False, ""
        self.contacted = self.solved = self.satisfied = ""
        self.number = self.caller = self.phone = self.town = self.place = ""

    @property
    def kind(self):
        return self.text[0]

    @property
    def handler(self):
        return OFFICES.get(self.matter.office) or f"{self.town}人民政府"


def closing(days, moment):
    """18:00 of the weekday that is so many weekdays later; the city's own reckoning."""
    day = moment.date()
    while days:
        day += datetime.timedelta(days=1)
        days -= day.weekday() < 5
    return datetime.datetime.combine(day, datetime.time(18))


class Maker:
    def __init__(self, seed):
        self.chance = random.Random(seed)
        self.phones = list(range(10_000))
        self.chance.shuffle(self.phones)

    def share(self, percent):
        return self.chance.random() * 100 < percent

    def between(self, first, last):
        """A moment, to the second, both ends included."""
        return first + datetime.timedelta(seconds=self.chance.randint(0, int((last - first).total_seconds())))

    def at_work(self, first, last):
        """A moment within the bounds, on a weekday between 8:30 and 17:30 where the bounds allow it."""
        moment = self.between(first, last)
        moment -= datetime.timedelta(days=max(0, moment.weekday() - 4))
        if not 510 <= moment.hour * 60 + moment.minute < 1050:
            moment = datetime.datetime.combine(moment.date(), datetime.time()) + datetime.timedelta(seconds=self.chance.randrange(510 * 60, 1050 * 60))
        return min(max(moment, first), last)

    def call(self, order, index):
        """Who calls, and from where."""
        chance = self.chance
        surname = chance.choice(SURNAMES)
        order.caller = surname + (chance.choice(["先生", "女士"]) if self.share(12) else "".join(chance.choices(GIVEN, k=chance.choice([1, 2, 2, 2]))))
        order.phone = f"1990000{self.phones[index % 10_000]:04}"
        if order.matter.ground == "streets" or (order.matter.ground == "anywhere" and self.share(42)):
            order.town, order.place = TOWNS[0], f"{chance.choice(ROADS)}{chance.randint(1, 99)}号{chance.choice(COMPOUNDS)}"
        else:
            village = chance.randrange(len(VILLAGES))
            order.town, order.place = TOWNS[village % len(TOWNS)], f"{VILLAGES[village]}{chance.randint(1, 9)}组{chance.randint(1, 60)}号"

    def arrivals(self, count, through, days):
        every = [through - datetime.timedelta(days=back) for back in range(days)]
        chosen = self.chance.choices(every, [100 if day.weekday() < 5 else 55 for day in every], k=count)
        return sorted(
            datetime.datetime.combine(day, datetime.time(hour, self.chance.randrange(60), self.chance.randrange(60)))
            for day, hour in zip(chosen, self.chance.choices(range(24), HOURS, k=count)))

    def again(self, moment, earlier):
        """An earlier matter of the last 60 days, told in other words by the same caller."""
        for _ in range(12):
            old = self.chance.choice(earlier)
            if old.urgency != "特急" and old.kind != "表扬" and datetime.timedelta(hours=2) < moment - old.received < datetime.timedelta(days=60):
                order = Order(old.matter, self.chance.choice([text for text in old.matter.texts if text != old.text]), moment)
                order.name, order.caller, order.phone, order.town, order.place, order.again = old.name, old.caller, old.phone, old.town, old.place, True
                return order
        return None

    def orders(self, count, through, days):
        made = []
        for index, moment in enumerate(self.arrivals(count, through, days)):
            order = self.again(moment, made) if made and self.share(7.3) else None
            if order is None:
                danger = self.share(1)
                matter = self.chance.choice(EMERGENCIES if danger else MATTERS)
                order = Order(matter, self.chance.choice(matter.texts), moment)
                self.call(order, index)
                if danger:
                    order.urgency = "特急"
                elif self.share(2.5):
                    order.text = PRAISE
                elif self.share(3):
                    order.name = self.chance.choice([other.name for other in MATTERS if other.office != matter.office])
            order.channel = self.chance.choices(["电话", "微信", "网站"], [72, 18, 10])[0]
            if order.urgency == "特急":
                order.due = moment + datetime.timedelta(hours=24)
            else:
                order.due = closing(5 if order.kind in ("咨询", "求助", "表扬") else 15, moment)
                if order.kind in ("求助", "投诉") and self.share(6):
                    order.urgency = "紧急"
                if order.kind == "投诉" and self.share(3):
                    order.door = self.chance.choice(DOORS)
            self.go_on(order, datetime.datetime.combine(through, datetime.time.max).replace(microsecond=0))
            made.append(order)
        self.number(made)
        return made

    def go_on(self, order, end):
        age = (end - order.received).days
        if self.share(1):
            order.state = WITHDRAWN
            return
        first = order.received + datetime.timedelta(minutes=30)
        if first > end or not self.share(96 if order.urgency == "特急" and age >= 2 else 80 if age > 20 else 30):
            return
        late = order.due + datetime.timedelta(seconds=1)
        if late + datetime.timedelta(hours=2) < end and self.share(8.7):
            self.finish(order, self.at_work(late, min(end, late + datetime.timedelta(days=9))))
        else:
            moment = self.between if order.urgency == "特急" else self.at_work
            self.finish(order, moment(first, max(first, min(order.due, end))))

    def finish(self, order, moment):
        contacted, solved = self.share(96), self.share(78)
        order.state, order.finished = DONE, moment
        order.contacted, order.solved = ("是" if contacted else "否"), ("是" if solved else "否")
        weights = [0, 0, 0, 1] if not contacted else [68, 17, 4, 11] if solved else [12, 28, 43, 17]
        order.satisfied = self.chance.choices(["满意", "基本满意", "不满意", "未评价"], weights)[0]

    def number(self, made):
        """The city's numbers: rising through the day, with gaps for other counties."""
        serials = collections.Counter()
        for order in made:
            day = f"{order.received:%Y%m%d}"
            serials[day] += self.chance.randint(1, 9)
            order.number = f"RX{day}{serials[day]:05}"

    def row(self, index, order):
        chance = self.chance
        slots = {"place": order.place, "brand": chance.choice(BRANDS), "days": chance.randint(2, 15), "count": chance.randint(2, 9),
                 "office": order.handler, "item": order.matter.name.split("/")[1]}
        title = (order.place if self.share(35) else "") + order.text[1]
        words = order.text[2]
        if order.channel in OPENINGS:
            words = chance.choice(OPENINGS[order.channel]) + (chance.choice(AGAIN) if order.again else "") + words
        if order.urgency != "特急" and order.kind != "表扬":
            if self.share(8):
                words += "另外，" + chance.choice(chance.choice(MATTERS).texts)[2]
            words += order.door or (chance.choice(ASIDES) if self.share(35) else "")
            words += chance.choice(CLOSINGS[order.kind])
        reply = ""
        if order.state == DONE:
            done = {"咨询": "已将办理条件、所需材料和地点告知来电人", "建议": "建议已收悉，将结合实际研究采纳", "表扬": "已向有关工作人员转达谢意"}
            reply = f"经{order.handler}核实，{done.get(order.kind, order.matter.answer)}。"
            reply += "" if order.solved == "是" else chance.choice(UNSOLVED)
            reply += "已向来电人反馈。" if order.contacted == "是" else "多次拨打来电号码无人接听。"
        phone = int(order.phone) if self.share(50) else order.phone
        return [index, order.number, self.time(order.received), self.time(order.due), order.kind, order.name, title.format_map(slots),
                words.format_map(slots), order.caller, phone, order.town + order.place, order.town, order.urgency, order.channel, order.state,
                order.handler, reply, self.time(order.finished), order.contacted, order.solved, order.satisfied,
                f"LY{chance.randrange(10**9):09}", f"{chance.randint(101, 160)}"]

    def time(self, moment):
        """A date cell or a text; both are found in one column of such files."""
        return moment if moment is None or self.share(40) else f"{moment:%Y-%m-%d %H:%M:%S}"

    def spoilt(self, row, kind):
        """The row as it cannot be imported."""
        if kind == 0:
            row[1] = None
        elif kind == 1:
            row[2] = "不详"
        else:
            row[4] = "其他诉求"
        return row


def tianmen(maker):
    """The bulletin's month; each plan is (public works, ended, by its due time, due in January)."""
    chance = maker.chance
    start, end = datetime.datetime(2016, 12, 1), datetime.datetime(2016, 12, 31, 23, 59, 59)
    works = [matter for matter in MATTERS if matter.name == "城市管理/市政设施"]
    others = [matter for matter in MATTERS if matter.name in ("城市管理/环境卫生", "城市管理/占道经营")]
    plans = [(True, True, True, False)] * 7 + [(True, True, False, False)] * 2 + [(True, False, False, False)] * 7 + [(True, False, False, True)] * 9
    plans += [(False, True, True, False)] * 730 + [(False, True, False, False)] * 172 + [(False, False, False, False)] * 54 + [(False, False, False, True)] * 15
    channels = ["监督员"] * 953 + ["微信"] * 43
    chance.shuffle(plans)
    chance.shuffle(channels)
    plans += [(False, None, False, index % 3 == 0) for index in range(58)]
    channels += ["监督员"] * 55 + ["微信"] * 3
    made = []
    for index, ((is_works, ended, in_time, next_month), channel) in enumerate(zip(plans, channels)):
        matter = chance.choice(works if is_works else others)
        text = chance.choice([text for text in matter.texts if text[0] == "投诉"])
        limit = datetime.timedelta(hours=chance.choice([2, 4, 12, 24, 24, 48, 72, 120]))
        if next_month:
            received = maker.between(datetime.datetime(2016, 12, 28), end)
            due = datetime.datetime(2017, 1, chance.randint(2, 6), 18)
        else:
            # Late ones need some time after the limit within the month.
            received = maker.between(start + datetime.timedelta(hours=7), datetime.datetime(2016, 12, 30, 12) - limit)
            due = (received + limit).replace(second=0)
        order = Order(matter, text, received)
        order.due, order.channel = due, channel
        maker.call(order, index)
        if ended is None:
            order.state = WITHDRAWN
        elif ended:
            first = received + datetime.timedelta(minutes=10)
            late = due + datetime.timedelta(seconds=1)
            maker.finish(order, maker.at_work(first, due) if in_time else maker.at_work(late, min(end, late + datetime.timedelta(days=6))))
        made.append(order)
    # The edges: to the second at its due time, one second late, and in the month's last second.
    in_time = [order for order in made if order.finished and order.finished <= order.due]
    late = [order for order in made if order.finished and order.finished > order.due]
    in_time[0].finished, late[0].finished, late[1].finished = in_time[0].due, late[0].due + datetime.timedelta(seconds=1), end
    made.sort(key=lambda order: order.received)
    maker.number(made)
    return made


def bulletin(made):
    """The bulletin's own figures, counted again from the rows."""
    filed = [order for order in made if order.state != WITHDRAWN]
    due = [order for order in filed if order.due < datetime.datetime(2017, 1, 1)]
    ended = [order for order in due if order.finished]
    in_time = [order for order in ended if order.finished <= order.due]
    works = [order for order in due if order.name == "城市管理/市政设施"]
    return {"received": len(made), "filed": len(filed), "due": len(due), "ended": len(ended), "in_time": len(in_time),
            "ended_percent": round(100 * len(ended) / len(due), 2), "in_time_percent": round(100 * len(in_time) / len(due), 2),
            "works_due": len(works), "works_ended": sum(1 for order in works if order.finished),
            "channels": dict(collections.Counter(order.channel for order in filed))}


class Workbook:
    """A workbook as an office program writes it: shared strings, styles, merged title lines."""

    SPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    TITLE, HEADER, TIME, WRAPPED = 1, 2, 3, 4
    EPOCH = datetime.datetime(1899, 12, 30)

    def __init__(self):
        self.rows, self.index = [], {}

    def cell(self, row, column, value, style=0):
        if value is None or value == "":
            return ""
        name = f"{chr(65 + column)}{row}"
        if isinstance(value, datetime.datetime):
            days = (value - self.EPOCH).total_seconds() / 86_400
            return f'<c r="{name}" s="{self.TIME}"><v>{days!r}</v></c>'
        if isinstance(value, int):
            return f'<c r="{name}" s="{style}"><v>{value}</v></c>'
        number = self.index.setdefault(value, len(self.index))
        return f'<c r="{name}" s="{style}" t="s"><v>{number}</v></c>'

    def add(self, values, style=0):
        number = len(self.rows) + 1
        cells = "".join(self.cell(number, column, value, style or (self.WRAPPED if column in (7, 16) else 0)) for column, value in enumerate(values))
        self.rows.append(f'<row r="{number}">{cells}</row>')

    def write(self, path):
        last = chr(64 + len(HEADINGS))
        columns = "".join(f'<col min="{index}" max="{index}" width="{width}" customWidth="1"/>' for index, width in enumerate(WIDTHS, 1))
        office, package = "http://schemas.openxmlformats.org/officeDocument/2006/relationships", "http://schemas.openxmlformats.org/package/2006"
        kind, part = "application/vnd.openxmlformats-officedocument.spreadsheetml", "application/vnd.openxmlformats-package.relationships+xml"
        parts = {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="{part}"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
            f'<Override PartName="/xl/styles.xml" ContentType="{kind}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook {self.SPACE} xmlns:r="{office}"><sheets><sheet name="工单明细" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
            f'<Relationship Id="r2" Type="{office}/styles" Target="styles.xml"/><Relationship Id="r3" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
            "xl/styles.xml": f'<styleSheet {self.SPACE}><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
            '<fonts count="2"><font><sz val="11"/><name val="宋体"/></font><font><b/><sz val="16"/><name val="黑体"/></font></fonts>'
            '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
            '<cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" xfId="0"/>'
            '<xf numFmtId="0" fontId="1" applyFont="1" xfId="0" applyAlignment="1"><alignment horizontal="center"/></xf>'
            '<xf numFmtId="0" xfId="0" applyAlignment="1"><alignment horizontal="center"/></xf><xf numFmtId="164" xfId="0" applyNumberFormat="1"/>'
            '<xf numFmtId="0" xfId="0" applyAlignment="1"><alignment wrapText="1"/></xf></cellXfs></styleSheet>',
            "xl/worksheets/sheet1.xml": f'<worksheet {self.SPACE}><dimension ref="A1:{last}{len(self.rows)}"/><sheetViews><sheetView workbookViewId="0">'
            f'<pane ySplit="3" topLeftCell="A4" state="frozen"/></sheetView></sheetViews><cols>{columns}</cols><sheetData>{"".join(self.rows)}</sheetData>'
            f'<mergeCells count="2"><mergeCell ref="A1:{last}1"/><mergeCell ref="A2:{last}2"/></mergeCells></worksheet>',
            "xl/sharedStrings.xml": f'<sst {self.SPACE} uniqueCount="{len(self.index)}">'
            + "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in self.index) + "</sst>",
        }
        with zipfile.ZipFile(path, "w") as book:
            for name, text in parts.items():
                # A fixed time, so that equal options give equal bytes.
                entry = zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0))
                entry.compress_type = zipfile.ZIP_DEFLATED
                book.writestr(entry, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n' + text)


def minute(text):
    return datetime.datetime.fromisoformat(text)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    parser.add_argument("--rows", type=int, default=8000, help="rows below the header, the bad ones among them")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--through", type=datetime.date.fromisoformat, default=datetime.date(2026, 11, 27), help="the last day on which calls come")
    parser.add_argument("--days", type=int, default=92)
    parser.add_argument("--bad", type=int, default=0, help="rows that cannot be imported")
    parser.add_argument("--now", type=minute, help="the minute at which open orders are overdue or not; the end of the last day if not given")
    parser.add_argument("--tianmen", action="store_true", help="the figures of a published bulletin of December 2016")
    options = parser.parse_args()
    maker = Maker(options.seed)
    if options.tianmen:
        options.through = datetime.date(2016, 12, 31)
        options.rows = 1054 + options.bad
    if not 0 <= options.bad <= options.rows or options.days < 1:
        parser.error("--bad is at most --rows, and --days at least 1")
    after = datetime.datetime.combine(options.through + datetime.timedelta(days=1), datetime.time())
    now = options.now or after
    if options.tianmen:
        made = tianmen(maker)
        # The spoilt ones are copies under numbers of their own, so that the month keeps its figures.
        bad = set(range(len(made), options.rows))
        rows = made + [copy.copy(maker.chance.choice(made)) for _ in bad]
        for index in bad:
            rows[index].number = f"RX20161231{90_000 + index}"
    else:
        rows = maker.orders(options.rows, options.through, options.days)
        bad = set(maker.chance.sample(range(options.rows), options.bad))
        made = [order for index, order in enumerate(rows) if index not in bad]

    book = Workbook()
    book.add(["12345热线工单明细表"], Workbook.TITLE)
    book.add([f"导出时间：{after:%Y-%m-%d} 08:00:00"], Workbook.HEADER)
    book.add(HEADINGS, Workbook.HEADER)
    kinds = 0
    for index, order in enumerate(rows):
        row = maker.row(index + 1, order)
        if index in bad:
            row = maker.spoilt(row, kinds % 3)
            kinds += 1
        book.add(row)
    book.write(options.out)

    numbers = sorted(order.number for order in made)
    figures = {
        "rows": len(rows), "good": len(made), "bad": len(bad),
        "open": sum(1 for order in made if order.state == OPEN), "done": sum(1 for order in made if order.state == DONE),
        "withdrawn": sum(1 for order in made if order.state == WITHDRAWN),
        "overdue_open": sum(1 for order in made if order.state == OPEN and order.due < now),
        "overdue": sorted(order.number for order in made if order.state == OPEN and order.due < now),
        "done_late": sum(1 for order in made if order.finished and order.finished > order.due),
        "by_handler": dict(sorted(collections.Counter(order.handler for order in made).items())),
        "numbers_sha256": hashlib.sha256("\n".join(numbers).encode()).hexdigest(),
    }
    if options.tianmen:
        figures["bulletin"] = bulletin(made)
    json.dump(figures, sys.stdout, ensure_ascii=False, indent=2)
    print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
