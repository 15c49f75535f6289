# Every format gives the same beads back.
$ for f in jsonl beads tsv csv tmx xliff xliff12 tei xces ladder bitext; do dz align -q --format=$f brief.zh.txt brief.en.txt -o a.$f && dz convert a.$f --from=$f --format=beads | tr '\n' ' ' && echo $f; done
| [0]:[0] [1]:[1] [2]:[2] [3]:[3] jsonl
| [0]:[0] [1]:[1] [2]:[2] [3]:[3] beads
| [0]:[0] [1]:[1] [2]:[2] [3]:[3] tsv
| [0]:[0] [1]:[1] [2]:[2] [3]:[3] csv
| [0]:[0] [1]:[1] [2]:[2] [3]:[3] tmx
| [0]:[0] [1]:[1] [2]:[2] [3]:[3] xliff
| [0]:[0] [1]:[1] [2]:[2] [3]:[3] xliff12
| [0]:[0] [1]:[1] [2]:[2] [3]:[3] tei
| [0]:[0] [1]:[1] [2]:[2] [3]:[3] xces
| [0]:[0] [1]:[1] [2]:[2] [3]:[3] ladder
| [0]:[0] [1]:[1] [2]:[2] [3]:[3] bitext
# Formats that only name sentences get their texts from the files that were aligned.
$ dz convert a.ladder --format=bitext --source=brief.zh.txt --target=brief.en.txt | cut -f 1,2
| 外交部是否预计下周举行会谈？	Does the ministry expect talks next week?
| 林博士说，共涉及4761个网站。	Dr. Lin said that 4,761 sites were reached.
| “我们欢迎会谈。”她补充说。	"We welcome talks," she added.
| 会谈将于4月9日开始。	The talks will begin on April 9.
$ dz convert a.beads --format=tmx
! dz convert: a.beads: names sentences by number alone; give the texts with --source and --target
= 3
# What a reviewer set in a translator's tool is kept: a final state is a confirmed bead.
$ sed '0,/state="translated"/s//state="final"/' a.xliff > b.xlf; dz convert b.xlf --format=jsonl | grep -o '"status":"[a-z]*"'
| "status":"confirmed"
| "status":"auto"
| "status":"auto"
| "status":"auto"
# Endings say the format where they are clear.
$ dz convert a.tmx -o b.csv; head -n 2 b.csv | tail -n 1 | tr -d '\r' | cut -d, -f 2,3,6-
| 0,0,外交部是否预计下周举行会谈？,Does the ministry expect talks next week?,,
$ dz convert a.unknown --format=tmx
! dz convert: say with --from=FORMAT what format a.unknown is; see dz convert --help
= 2
$ dz convert a.tmx
! dz convert: say with --format=FORMAT what format the result is; see dz convert --help
= 2
# Wrong texts are told, with the line.
$ printf '[0]:[0]\n[9]:[1]\n' > c.beads; dz convert c.beads --format=tsv --source=brief.zh.txt --target=brief.en.txt
! dz convert: c.beads:2: names sentence 9 of the source, which has 4, counted from 0; is it the right text, split the same way?
= 3
$ printf '<tmx><body>\n<tu></body>' > d.tmx; dz convert d.tmx --format=beads
! dz convert: d.tmx:2: is broken XML: Opening and ending tag mismatch: tu line 2 and body
= 3
# Links of words: with the words they number, and back; what others print is read with the lines it is about.
$ dz align -q --links --format=moses -o w brief.zh.txt brief.en.txt; paste -d '|' w.zh w.en w.pharaoh
| 外交部 是否 预计 下周 举行 会谈 ？|Does the ministry expect talks next week ?|0-2 2-3 3-5 5-4
| 林 博士 说 ， 共 涉及 4761 个 网站 。|Dr . Lin said that 4,761 sites were reached .|1-0 2-3 5-8 6-5 8-6
| “ 我们 欢迎 会谈 。 ” 她 补充 说 。|" We welcome talks , " she added .|1-1 2-2 3-3 6-6 7-7
| 会谈 将 于 4 月 9 日 开始 。|The talks will begin on April 9 .|0-1 5-6 7-3
$ dz convert w.pharaoh --format=pharaoh | cmp - w.pharaoh && dz align -q --format=pharaoh brief.zh.txt brief.en.txt | cmp - w.pharaoh && echo same
| same
$ printf '你好 世界\n' > h.zh; printf 'Hello world\n' > h.en; printf '0-0 1p1:0.5\n' > h.links; dz convert h.links --from=pharaoh --source=h.zh --target=h.en --split=lines --format=jsonl | grep -o '"links":.*'
| "links":[[0,0],[1,1]],"link_spans":[[{"begin":0,"end":2,"text":"你好"},{"begin":0,"end":5,"text":"Hello"}],[{"begin":3,"end":5,"text":"世界"},{"begin":6,"end":11,"text":"world"}]],"flags":[],"notes":[]}
$ printf '0-0\n0-99\n\n\n' > bad.pharaoh; dz convert bad.pharaoh --source=w.zh --target=w.en --split=lines --format=html > page.html
! dz convert: bad.pharaoh:2: links word 0 with word 99, but the lines have 10 and 10 words
= 3
$ printf '0-0\n' > bad.pharaoh; dz convert bad.pharaoh --source=w.zh --target=w.en --split=lines --format=html > page.html
! dz convert: bad.pharaoh: has 1 lines, but the texts have 4; is it the right file?
= 3
# What is written holds the rules of its format, with beads of several sentences, gaps, flags and statuses.
$ printf '[0,1]:[0]\n[]:[1]\n[2]:[]\n' > v.beads; for f in tmx xliff xliff12 tei xces; do dz align -q --checks --anchors=v.beads --format=$f -o v.$f brief.zh.txt brief.en.txt; done; $CLI/check_xml.py v.tmx v.xliff v.xliff12 v.tei v.xces
| v.tmx: valid
| v.xliff: valid
| v.xliff12: valid
| v.tei: valid
| v.xces: valid
# Memories as other programs write them: codes are no text, lang without xml:, any case, UTF-16, a third language.
$ printf '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header creationtool="t" srclang="EN-US"/><body><tu><prop type="client">c</prop><tuv lang="zh-tw"><seg>你<bpt i="1">&lt;b&gt;</bpt>好<ept i="1">&lt;/b&gt;</ept></seg></tuv><tuv lang="DE-DE"><seg>Guten Tag</seg></tuv><tuv lang="EN-us"><seg>Hel<ph x="1">{1}</ph>lo</seg></tuv></tu></body></tmx>' | iconv -t UTF-16 > foreign.tmx; dz convert foreign.tmx --format=bitext
| Hello	你好	1.0000
