#!/usr/bin/env python3
"""Writes han_tables.c: which traditional character is which simplified one, and which characters are common.

usage: make_han_tables.py [UNICODE_DIRECTORY] > han_tables.c

Sources: Unihan_Variants.txt of the Unicode Character Database (kSimplifiedVariant, kTraditionalVariant; Unicode
License, which allows copies and derived tables with its notice), and the first levels of the GB 2312 and Big5
character sets, which were drawn up by frequency of use (through Python's codecs). The characters of VARIANTS are
graphic variants that Unihan does not list under kSimplifiedVariant; FREQUENT is a list of the most used characters
of modern written Chinese, for telling encodings apart on a few bytes.
"""
import bz2
import os
import re
import sys
import unicodedata

VARIANTS = dict(pair.split("=") for pair in
                "爲=为 羣=群 峯=峰 裏=里 喫=吃 牀=床 衆=众 敎=教 靑=青 淸=清 説=说 悅=悦 銳=锐 啓=启 竝=并 並=并 "
                "綫=线 鷄=鸡 戱=戏 曁=暨 麽=么 麼=么 甯=宁 裝=装 跡=迹 蹟=迹 週=周 佈=布 製=制 祕=秘 嶽=岳 彙=汇 "
                "榦=干 纔=才 閒=闲 遊=游 舖=铺 恆=恒 滙=汇 洩=泄 粧=妆 傢=家 箇=个 鉅=巨 氾=泛 慾=欲 嚐=尝 癥=症 "
                "僱=雇 唸=念 擡=抬 籤=签 鬨=哄 痳=麻 託=托 徵=征 讚=赞 註=注 蹤=踪 煙=烟 菸=烟 掛=挂 捲=卷 佔=占 "
                "鬥=斗 鬪=斗 鞦=秋 韆=千 隻=只 祇=只 衹=只 谿=溪 贋=赝 迴=回 睏=困 崑=昆 崙=仑 姪=侄 畫=画 劃=划 "
                "雋=隽 昇=升 陞=升 託=托 臺=台 檯=台 颱=台 餘=余 係=系 繫=系 瞭=了 著=着 乾=干 幹=干 "
                "藉=借 復=复 複=复 覆=复 鍾=钟 鐘=钟 範=范 薑=姜 葉=叶 鬍=胡 鬚=须 髮=发 發=发 後=后 裡=里 "
                "歷=历 曆=历 獲=获 穫=获 盡=尽 儘=尽 彌=弥 瀰=弥 蘇=苏 甦=苏 壇=坛 罈=坛 團=团 糰=团 麵=面 澱=淀".split())
# Traditional characters that are also ordinary simplified ones: they tell nothing of the script.
BOTH = set("乾著藉覆徵後復麼瞭夥摺畫劃註託讚佔佈週迴遊昇並於")

FREQUENT = ("的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行"
            "所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心她本前开但因只从想实日军者意无力它"
            "与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应战向头文体政美相见被利什二等产或新"
            "己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平"
            "系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形"
            "社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取"
            "拉格望觉术领共确传师观清今切院让识候带导争运笔官商议委员华亿元约根续尼联府往席近夫步服府备亚州八六七九百千"
            "零号省县京港台湾英俄韩朝欧盟党际组织协议部长席总理访问谈判支持反对采访言谈称示宣布坚决")

# Characters that a number, a date or a weekday may begin with.
VALUE_STARTS = "〇零一二三四五六七八九十百千万萬两兩壹贰貳叁肆伍陆陸柒捌玖拾佰仟廿卅第负負民星礼禮周週今去明前本上下昨后後人"

# What transliterations are made of, without characters that stand as often beside a name (于, 中, 方, 日).
TRANSLITERATING = ("得历逊奈妮迭妲娅琪哥卫冯蕊桃洁珠舒穗淑阿埃艾爱安昂奥澳巴拜班邦保堡鲍贝本比彼毕宾波伯勃博卜布查察彻茨达代戴丹道德登邓狄迪蒂丁杜顿多厄恩尔法凡范菲费芬弗夫福富盖甘冈戈格葛根贡古瓜圭哈海汉杭豪赫黑亨洪胡华怀惠霍基吉加贾简姜杰金京居喀卡凯坎康考柯科克肯孔库夸奎坤昆"
                   "拉莱赖兰朗劳勒雷蕾黎里李丽利莉廖列林琳隆卢鲁伦罗洛吕马玛迈麦曼芒毛梅门蒙孟米密敏缪摩莫墨默姆穆纳娜南内尼宁纽努诺欧帕派潘庞培佩彭蓬皮珀普奇齐恰乔切琴琼丘荣茹儒瑞撒萨塞赛桑瑟森莎沙珊尚绍舍申圣施史斯丝松苏索塔泰坦汤唐陶腾廷"
                   "亭图托脱瓦旺威韦维魏温文翁沃乌武西希锡席夏肖谢辛欣休许雅亚延扬杨耶叶伊宜易英尤约云赞扎泽曾詹章珍芝朱兹祖佐特")

# Surnames: the two hundred most common, without those that more often begin another word (和 于 时 方 成 从 为).
SURNAMES = ("王李张張刘劉陈陳杨楊赵趙黄黃吴吳徐孙孫胡朱高林何郭马馬罗羅梁宋郑鄭谢謝韩韓唐冯馮董萧蕭程曹袁邓鄧许許傅沈曾彭吕呂苏蘇"
            "卢盧蒋蔣蔡贾賈丁魏薛叶葉阎閻余潘杜戴夏钟鍾汪田任姜范石姚谭譚廖邹鄒熊陆陸郝孔白崔康毛邱秦江史顾顧侯邵孟龙龍万萬段钱錢汤湯"
            "尹黎易常武乔喬贺賀赖賴龚龔文庞龐樊兰蘭殷施陶洪翟安颜顏倪严嚴牛温溫芦季俞章鲁魯葛伍韦韋申尤毕畢聂聶焦向柳邢骆駱岳齐齊梅莫庄莊"
            "辛管祝左涂谷祁耿牟卜路詹关關苗凌费費纪紀靳盛童欧歐甄项項曲游阳陽裴席卫衛查屈鲍鮑覃霍翁隋甘景薄单單柏宁寧柴桂解仇区區华華习習"
            "金傲耿朴栗尚邬邱刁车車房")


def variants(directory):
    simplified, traditional = {}, {}
    for line in bz2.open(directory + "/Unihan_Variants.txt.bz2", "rt"):
        fields = line.split()
        if len(fields) < 3 or fields[1] not in ("kSimplifiedVariant", "kTraditionalVariant"):
            continue
        code, found = int(fields[0][2:], 16), [int(f[2:], 16) for f in fields[2:]]
        (simplified if fields[1] == "kSimplifiedVariant" else traditional)[code] = found
    return simplified, traditional


def one_to_one(simplified):
    """Characters outside the basic plane are left alone: no font of a reader has most of them."""
    table = {}
    for code, found in simplified.items():
        found = [f for f in found if f != code and f < 0x10000]
        if found and code < 0x10000:
            table[code] = found[0]
    table.update((ord(a), ord(b)) for a, b in VARIANTS.items())
    for code in list(table):  # follow chains, so that folding twice is folding once
        seen = {code}
        while table[code] in table and table[code] not in seen:
            seen.add(table[code])
            table[code] = table[table[code]]
        if table[code] == code:
            del table[code]
    return {a: b for a, b in table.items() if b not in table}


def level(encoding, leads, trails):
    found = set()
    for lead in leads:
        for trail in trails:
            try:
                text = bytes([lead, trail]).decode(encoding)
            except UnicodeDecodeError:
                continue
            if len(text) == 1 and 0x4E00 <= ord(text) <= 0x9FFF:
                found.add(ord(text))
    return found


def write_bits(name, comment, codes, first=0x4E00, last=0x9FFF):
    words = [0] * ((last - first + 64) // 64)
    for code in codes:
        if first <= code <= last:
            words[(code - first) // 64] |= 1 << (code - first) % 64
    print(f"\n/* {comment} */\nconst uint64_t {name}[{len(words)}] = {{")
    for at in range(0, len(words), 5):
        print("    " + " ".join(f"0x{word:016X}," for word in words[at:at + 5]))
    print("};")
    return words


def write_map(name, comment, table, first=0x3400, last=0x9FFF):
    codes = sorted(code for code in table if first <= code <= last)
    words = write_bits(name + "_bits", comment, codes, first, last)
    starts, at = [], 0
    for word in words:
        starts.append(at)
        at += bin(word).count("1")
    print(f"\nconst uint16_t {name}_starts[{len(starts)}] = {{")
    for at in range(0, len(starts), 16):
        print("    " + " ".join(f"{start}," for start in starts[at:at + 16]))
    print("};")
    print(f"\nconst uint16_t {name}_targets[{len(codes)}] = {{")
    for at in range(0, len(codes), 12):
        print("    " + " ".join(f"0x{table[code]:04X}," for code in codes[at:at + 12]))
    print("};")


def office_starts(hans):
    """The characters that the Chinese states, ministries and bodies of office_lists.c begin with, in both scripts."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "office_lists.c")
    with open(path, encoding="utf-8") as file:
        lists = file.read().split("chinese_titles")[0]
    starts = {ord(way[0]) for way in re.findall(r'\{"([^"]+)", "[a-z]+"\}', lists) if way[0] > "\u3000"}
    return starts | {c for c, target in hans.items() if target in starts}


def plain(syllable):
    """A syllable without its tone: lǜ as lu, the way passports and newspapers write names."""
    letters = unicodedata.normalize("NFD", syllable)
    return "".join(c for c in letters if "a" <= c <= "z")


def write_readings(directory):
    """Each character's most common Mandarin reading (kMandarin) as a number into a list of syllables."""
    readings = {}
    for line in bz2.open(directory + "/Unihan_Readings.txt.bz2", "rt"):
        fields = line.split()
        if len(fields) >= 3 and fields[1] == "kMandarin":
            readings[int(fields[0][2:], 16)] = plain(fields[2])
    syllables = [""] + sorted(set(readings.values()))
    number = {syllable: i for i, syllable in enumerate(syllables)}
    print(f"\n/* Syllables of Mandarin without tones; none is longer than six letters. */")
    print(f"const char dz_han__syllables[{len(syllables)}][7] = {{")
    for at in range(0, len(syllables), 12):
        print("    " + " ".join(f'"{s}",' for s in syllables[at:at + 12]))
    print("};\n\n/* The syllable of each character from U+4E00. */")
    print(f"const uint16_t dz_han__readings[{0x9FFF - 0x4E00 + 1}] = {{")
    for at in range(0x4E00, 0xA000, 20):
        print("    " + " ".join(f"{number[readings.get(c, '')]}," for c in range(at, min(at + 20, 0xA000))))
    print("};")


def main():
    directory = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
    simplified, traditional = variants(directory)
    hans = one_to_one(simplified)
    big5 = level("big5", range(0xA4, 0xC7), list(range(0x40, 0x7F)) + list(range(0xA1, 0xFF)))
    back = {}
    for code, found in traditional.items():
        found = [f for f in found if f != code and f < 0x10000]
        if found and code not in traditional.get(code, []) and code < 0x10000:
            back[code] = found[0]
    for code, target in hans.items():  # what kTraditionalVariant leaves out (强), unless it is a traditional one too
        if target not in big5:
            back.setdefault(target, code)
    only_hant = {c for c in hans if chr(c) not in BOTH and c not in traditional and c not in simplified.get(c, [])}
    # 后, 里, 干 and their like are traditional characters too: kTraditionalVariant then names the character itself.
    only_hans = {c for c in traditional if c not in traditional[c] and c not in hans and c < 0x10000}
    common = level("gb2312", range(0xB0, 0xD8), range(0xA1, 0xFF)) | big5
    # A simplified character that Big5 counts as common is a traditional one too (几, 云, 台).
    only_hans -= big5
    frequent = {ord(c) for c in FREQUENT}
    frequent |= {c for c, target in hans.items() if target in frequent and c in common}

    print("/* Generated by tables/make_han_tables.py from Unicode's Unihan_Variants.txt (Unicode License: (c) Unicode, Inc.,\n"
          " * https://www.unicode.org/terms_of_use.html) and the first levels of GB 2312 and Big5. Do not edit. */")
    print("/* clang-format off */\n#include \"text/han.h\"")
    write_map("dz_han__hans", "Traditional characters, from U+3400, and the simplified ones they fold to.", hans)
    write_map("dz_han__hant", "Simplified characters, from U+3400, and the first traditional one of each.", back)
    write_bits("dz_han__only_hant", "Characters that only traditional text has, from U+4E00.", only_hant)
    write_bits("dz_han__only_hans", "Characters that only simplified text has, from U+4E00.", only_hans)
    write_bits("dz_han__common", "The first levels of GB 2312 and Big5, from U+4E00.", common)
    write_bits("dz_han__value_starts", "Characters that a number or a date may begin with.", {ord(c) for c in VALUE_STARTS})
    write_bits("dz_han__surnames", "Characters that are surnames more often than anything else.", {ord(c) for c in SURNAMES})
    write_bits("dz_han__office_starts", "Characters that an office of office_lists.c may begin with.", office_starts(hans))
    write_bits("dz_han__transliterating", "Characters that foreign names are written with, and few others.",
               {ord(c) for c in TRANSLITERATING} | {c for c, t in hans.items() if chr(t) in TRANSLITERATING})
    write_readings(directory)
    write_bits("dz_han__frequent", "The most frequent characters of either script, from U+4E00.", frequent)


main()
