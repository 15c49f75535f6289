#!/usr/bin/env python3
"""How well dz tells what belongs to a site from what belongs to the report, on pages made here.

usage: boilerplate.py DZ [-v]

The pages have the shapes of press sites in both languages: semantic markup, class names, tables, and markup that says
nothing; four pages a site, with furniture that comes back. All texts are written for the project. Each block is known to
be the report's or the site's. Prints, for every site: blocks of the report that dz marks as boilerplate are lost
(recall), blocks of the site that it keeps cost precision; each page read alone, and the pages of a site read in one run.
-v prints what was judged wrongly.
"""
import html
import json
import os
import subprocess
import sys
import tempfile

ZH = [("港口扩建工程开始招标", "2016年3月%d日 09:30", "海事局",
       ["海事局%d日宣布，北岸码头扩建工程开始公开招标。", "工程预计投资3.2亿元，工期为两年。",
        "“我们会听取渔民的意见。”海事局发言人在记者会上说。", "投标文件须于下月底前送达。"]),
      ("外交部发言人主持例行记者会", "2016年3月%d日", "外交部",
       ["问：双方是否已经就下一轮会谈的日期达成一致？", "答：双方%d日再次通了电话，正在商定日期。", "问：会谈将在哪里举行？",
        "答：地点尚未确定，有消息我们会及时发布。"])]
EN = [("Ministry opens second round of water talks", "March %d, 2016", "Water Desk",
       ["Officials from both banks met on March %d and agreed on a timetable for repairs.",
        "The ministry said that the reservoir would be filled in three stages.",
        "\"We have listened to the farmers,\" its spokesperson told reporters, \"and the first stage can begin.\"",
        "A report on the dam is due in summer."]),
      ("Spokesperson's regular press briefing", "%d March 2016", "Press Office",
       ["Q: Will the delegation travel next week?", "A: The visit of %d March has been put off by a few days.",
        "Q: Has a new date been set?", "A: Not yet. I have no more to add on that."])]
NAV_ZH, NAV_EN = ["首页", "时政", "国际", "财经", "教育", "图片"], ["Home", "Briefings", "Statements", "Documents", "Contact"]
CARDS_ZH = ["北区图书馆延长开放时间", "渔业合作社签订新协议", "气象台发布大风预警", "地铁五号线试运行"]
CARDS_EN = ["Library extends its opening hours", "Fishing cooperative signs new deal", "Storm warning for the coast",
            "Metro line five begins trial runs"]


class Page:
    def __init__(self):
        self.parts, self.text, self.site = [], [], []

    def raw(self, markup):
        self.parts.append(markup)

    def block(self, tag, content, own, attributes=""):
        (self.text if own else self.site).append(content)
        self.raw("<%s%s>%s</%s>" % (tag, attributes and " " + attributes, html.escape(content, quote=False), tag))

    def links(self, names, tag="li", attributes=""):
        for name in names:
            self.site.append(name)
            self.raw("<%s%s><a href=\"/x\">%s</a></%s>" % (tag, attributes and " " + attributes, name, tag))


def fill(text, day):
    return text % day if "%d" in text else text


def body(page, story, day, tag="p", attributes=""):
    for paragraph in story[3]:
        page.block(tag, fill(paragraph, day), True, attributes)


def semantic_en(page, story, day):
    page.raw("<header><nav><ul>")
    page.links(NAV_EN)
    page.raw("</ul></nav></header><div class='notice'>")
    page.block("p", "We use cookies to make this site work for you.", False)
    page.raw("</div><main><article>")
    page.block("h1", story[0], True)
    page.block("p", "By %s | %s" % (story[2], fill(story[1], day)), True)
    body(page, story, day)
    page.raw("</article></main><section>")
    for card in CARDS_EN[day % 2:][:3]:
        page.raw("<article>")
        page.links([card], "h3")
        page.block("p", "The full story is on our news pages, with pictures from the day.", False)
        page.raw("</article>")
    page.raw("</section><footer>")
    page.block("p", "Sign up and get our briefings every morning.", False)
    page.block("p", "© 2016 Water Ministry. All rights reserved.", False)
    page.raw("</footer>")


def classes_zh(page, story, day):
    page.raw("<div class='top-nav'>")
    page.links(NAV_ZH, "span")
    page.raw("</div><div class='breadcrumb'>")
    page.block("div", "首页 > 新闻 > 正文", False)
    page.raw("</div>")
    page.block("h1", story[0], True)
    page.block("div", "%s 来源：%s" % (fill(story[1], day), story[2]), True, "class='info'")
    page.raw("<div class='share-box'>")
    page.block("div", "分享到：", False)
    page.raw("</div><div class='article-content'>")
    body(page, story, day)
    page.raw("</div>")
    page.block("div", "责任编辑：编辑部", False)
    page.raw("<div class='related'>")
    page.block("h3", "相关新闻", False)
    page.raw("<ul>")
    page.links(CARDS_ZH[day % 2:][:3])
    page.raw("</ul></div><div class='footer'>")
    page.block("p", "版权所有 海事局新闻网", False)
    page.raw("</div>")


def tables_zh(page, story, day):
    page.raw("<table><tr>")
    page.links(NAV_ZH, "td")
    page.raw("</tr></table><table><tr><td>")
    page.block("p", "您现在的位置：首页 > 发言人表态", False)
    page.block("h2", story[0], True)
    page.block("p", fill(story[1], day), True, "align='center'")
    page.raw("</td></tr><tr><td><div id='content'>")
    body(page, story, day)
    page.raw("</div></td></tr></table><table><tr><td>")
    page.block("p", "【打印】【关闭】", False)
    page.block("p", "本网站由外交部新闻司主办，欢迎提出意见。", False)
    page.block("p", "地址：东大街2号 邮编：100000", False)
    page.raw("</td></tr></table>")


def tables_en(page, story, day):
    page.raw("<table><tr><td>")
    page.block("p", "Welcome to the web site of the Press Office.", False)
    page.links(NAV_EN, "p")
    page.raw("</td><td>")
    page.block("p", story[0], True, "class='t'")
    page.block("p", fill(story[1], day), True)
    body(page, story, day)
    page.raw("</td></tr></table><table><tr><td>")
    page.block("p", "Suggest to a friend", False)
    page.block("p", "Address: 2 East Street. Tel: 555 0100", False)
    page.block("p", "Questions about this site are answered by the web team.", False)
    page.raw("</td></tr></table>")


def soup_en(page, story, day):
    page.raw("<div class='a1'>")
    page.raw("<div>%s</div>" % " ".join("<a href='/'>%s</a>" % name for name in NAV_EN))
    page.site.append(" ".join(NAV_EN))
    page.block("div", "Trusted reporting since 1998.", False)
    page.raw("</div><div class='b2'>")
    page.block("h1", story[0], True)
    page.block("div", fill(story[1], day), True)
    body(page, story, day, "div")
    page.raw("</div><div class='c3'>")
    page.raw("<div>See all of our <a href='/'>briefings</a> <a href='/'>statements</a></div>")
    page.site.append("See all of our briefings statements")
    page.links(CARDS_EN[day % 2:][:3], "div")
    page.block("div", "This service is paid for by its readers. Thank you for your support.", False)
    page.raw("</div>")


def soup_zh(page, story, day):
    page.raw("<div class='x'>")
    page.block("div", "打开客户端阅读全文", False)
    page.raw("</div><div class='y'>")
    page.block("h1", story[0], True)
    page.block("div", fill(story[1], day), True)
    body(page, story, day, "div")
    page.raw("</div><div class='z'>")
    page.block("div", "特别声明：本文为作者上传，仅代表其个人观点。", False)
    page.links(CARDS_ZH[day % 2:][:3], "div")
    page.block("div", "举报电话见首页，欢迎监督。", False)
    page.raw("</div>")


SITES = {"semantic-en": (semantic_en, EN), "classes-zh": (classes_zh, ZH), "tables-zh": (tables_zh, ZH),
         "tables-en": (tables_en, EN), "soup-en": (soup_en, EN), "soup-zh": (soup_zh, ZH)}


def make_site(folder, name):
    make, stories = SITES[name]
    pages = {}
    os.makedirs(os.path.join(folder, name))
    for number in range(4):
        page = Page()
        make(page, stories[number % 2], number + 3)
        path = os.path.join(folder, name, "%d.html" % number)
        with open(path, "w", encoding="utf-8") as file:
            file.write("<!doctype html><html><head><meta charset='utf-8'></head><body>%s</body></html>"
                       % "\n".join(page.parts))
        pages[path] = page
    return pages


def judge(dz, pages, together, verbose):
    counts = {"kept": 0, "lost": 0, "false": 0, "marked": 0}
    for run in ([list(pages)] if together else [[path] for path in pages]):
        out = subprocess.run([dz, "segment", "--level=block", "--format=jsonl", *run], stdout=subprocess.PIPE, check=True)
        for record in map(json.loads, out.stdout.decode().splitlines()):
            if record["type"] != "block":
                continue
            page, words = pages[record["document"]], record["text"]
            own = any(words in block for block in page.text)
            if not own and not any(words in block or block in words for block in page.site):
                sys.exit("boilerplate.py: a block of no one: %s" % words)
            site = record["kind"] == "boilerplate"
            kind = ("lost" if site else "kept") if own else ("marked" if site else "false")
            counts[kind] += 1
            if verbose and kind in ("lost", "false"):
                print(kind, record["document"][-20:], record["kind"], words)
    precision = counts["kept"] / max(counts["kept"] + counts["false"], 1)
    recall = counts["kept"] / max(counts["kept"] + counts["lost"], 1)
    return counts["kept"] + counts["lost"], counts["marked"] + counts["false"], 100 * precision, 100 * recall


def main():
    words = [w for w in sys.argv[1:] if w != "-v"]
    if len(words) != 1:
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as folder:
        for name in SITES:
            pages = make_site(folder, name)
            for together in (False, True):
                print("%s %s %d %d %.1f %.1f" % (name, "together" if together else "alone",
                                                 *judge(words[0], pages, together, "-v" in sys.argv)))


main()
