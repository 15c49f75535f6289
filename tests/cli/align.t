# Beads as the field writes them, and with their texts. (How sure a match is may move as the scoring gets better: the
# numbers are masked here.)
$ dz align -q --format=beads brief.zh.txt brief.en.txt
| [0]:[0]
| [1]:[1]
| [2]:[2]
| [3]:[3]
$ dz align -q --format=tsv brief.zh.txt brief.en.txt | sed -E 's/0\.[0-9]{4}/S/'
| source	target	score	status	source_text	target_text	flags	notes
| 0	0	S	auto	外交部是否预计下周举行会谈？	Does the ministry expect talks next week?		
| 1	1	S	auto	林博士说，共涉及4761个网站。	Dr. Lin said that 4,761 sites were reached.		
| 2	2	S	auto	“我们欢迎会谈。”她补充说。	"We welcome talks," she added.		
| 3	3	S	auto	会谈将于4月9日开始。	The talks will begin on April 9.		
# In text each bead has its sentences, and the end sums up.
$ dz align -q brief.zh.txt brief.en.txt | sed -E 's/[0-9]+ %/S %/' | head -n 13
| 0 = 0   S %
|     外交部是否预计下周举行会谈？
|     Does the ministry expect talks next week?
|
| 1 = 1   S %
|     林博士说，共涉及4761个网站。
|     Dr. Lin said that 4,761 sites were reached.
|
| 2 = 2   S %
|     “我们欢迎会谈。”她补充说。
|     "We welcome talks," she added.
|
| 3 = 3   S %
# JSON lines: both documents, then the beads with the places of their sentences.
$ dz align -q --format=jsonl brief.zh.txt brief.en.txt | sed -E 's/"lexicon":"[^"]*"/"lexicon":"..."/; s/"score":[0-9.]+/"score":S/'
| {"type":"run","version":"0.1.0","lexicon":"...","model":null,"options":{"format":"jsonl"}}
| {"type":"document","document":"brief.zh.txt","encoding":"UTF-8","repairs":[],"lang":"zh","date":"2015-04-02","speaker":null,"title":"例行记者会","length":92}
| {"type":"document","document":"brief.en.txt","encoding":"UTF-8","repairs":[],"lang":"en","date":"2015-04-02","speaker":null,"title":"Regular press briefing","length":204}
| {"type":"bead","document":"brief.zh.txt","source":[0],"target":[0],"score":S,"status":"auto","source_spans":[{"begin":33,"end":47,"text":"外交部是否预计下周举行会谈？"}],"target_spans":[{"begin":51,"end":92,"text":"Does the ministry expect talks next week?"}],"links":[],"flags":[],"notes":[]}
| {"type":"bead","document":"brief.zh.txt","source":[1],"target":[1],"score":S,"status":"auto","source_spans":[{"begin":50,"end":66,"text":"林博士说，共涉及4761个网站。"}],"target_spans":[{"begin":96,"end":139,"text":"Dr. Lin said that 4,761 sites were reached."}],"links":[],"flags":[],"notes":[]}
| {"type":"bead","document":"brief.zh.txt","source":[2],"target":[2],"score":S,"status":"auto","source_spans":[{"begin":66,"end":80,"text":"“我们欢迎会谈。”她补充说。"}],"target_spans":[{"begin":140,"end":170,"text":"\"We welcome talks,\" she added."}],"links":[],"flags":[],"notes":[]}
| {"type":"bead","document":"brief.zh.txt","source":[3],"target":[3],"score":S,"status":"auto","source_spans":[{"begin":80,"end":91,"text":"会谈将于4月9日开始。"}],"target_spans":[{"begin":171,"end":203,"text":"The talks will begin on April 9."}],"links":[],"flags":[],"notes":[]}
# Records: texts or lists of sentences; ids are kept.
$ dz align -q --input=jsonl --format=beads pairs.jsonl
| [0]:[0]
| [1]:[1]
| [0]:[0]
| [1]:[1]
! dz align: half: the record at pairs.jsonl:3 has no "target": a text or a list of sentences
= 3
# The page is one that browsers and screen readers can use.
$ dz align -q --format=html -o page.html brief.zh.txt brief.en.txt; $CLI/check_page.py page.html
| page.html: good
$ dz align -q --checks --format=html -o page.html brief.zh.txt brief.en.txt; $CLI/check_page.py page.html; grep -o '<span class="w"[^>]*>talks' page.html | tail -n 1
| page.html: good
| <span class="w" data-l="0" tabindex="-1" title="会谈">talks
# What is missing is said.
$ dz align
! dz align: two files are needed, SOURCE and TARGET, or one in both languages; 0 were given; see dz align --help
= 2
# A page in both languages is its own pair; places count in the one text.
$ paste -d '\n' brief.zh.txt brief.en.txt > both.txt; dz align -q --format=beads both.txt; dz align -q --format=tsv both.txt | cut -f 5,6 | tail -n 2
| [0]:[0]
| [1]:[1]
| [2]:[2]
| [3]:[3]
| “我们欢迎会谈。”她补充说。	"We welcome talks," she added.
| 会谈将于4月9日开始。	The talks will begin on April 9.
$ dz align -q --format=jsonl --with-text both.txt > both.jsonl; dz convert -q --format=tsv both.jsonl | cut -f 5,6 | tail -n 1
| 会谈将于4月9日开始。	The talks will begin on April 9.
$ dz align brief.zh.txt
! dz align: brief.zh.txt: has no English; a file that stands alone must have both languages; name the other file
= 3
$ dz align -q - < both.txt
! dz align: a text in both languages is read twice: give it as a file; see dz align --help
= 2
$ dz align brief.zh.txt missing.txt
! dz align: missing.txt: cannot be opened: No such file or directory
= 3
$ dz align --lexicon=lines.txt brief.zh.txt brief.en.txt
! dz align: lines.txt: is not a compiled lexicon; build it again with "dz lexicon build", or install it again
= 3
$ dz align -q --lexicon=none --format=beads brief.zh.txt brief.en.txt
| [0]:[0]
| [1]:[1]
| [2]:[2]
| [3]:[3]
$ DUIZHAO_DATA=. dz align --format=beads brief.zh.txt brief.en.txt 2>&1 | grep -c 'aligning without a table'
| 1
$ dz align --format=odt brief.zh.txt brief.en.txt
! dz align: --format=odt: choose one of text|jsonl|beads|tsv|csv|html|tmx|xliff|xliff12|tei|xces|ladder|bitext|moses|pharaoh; see dz align --help
= 2
# Moses wants two files, and so a name for them.
$ dz align --format=moses brief.zh.txt brief.en.txt
! dz align: --format=moses: say with -o PREFIX what the names of its two files begin with; see dz align --help
= 2
$ dz align -q --format=moses -o m brief.zh.txt brief.en.txt && paste m.zh m.en
| 外交部是否预计下周举行会谈？	Does the ministry expect talks next week?
| 林博士说，共涉及4761个网站。	Dr. Lin said that 4,761 sites were reached.
| “我们欢迎会谈。”她补充说。	"We welcome talks," she added.
| 会谈将于4月9日开始。	The talks will begin on April 9.
# Many pairs in one run: results in the order of the list, what cannot be read is told and the rest is done.
$ printf 'brief.zh.txt\tbrief.en.txt\tone\nmissing.txt\tbrief.en.txt\nbrief.en.txt\tbrief.zh.txt\n' > list; dz align -q --pairs=list --format=csv | cut -d, -f 1-3
| ﻿document,source,target
| one,0,0
| one,1,1
| one,2,2
| one,3,3
| brief.en.txt,0,0
| brief.en.txt,1,1
| brief.en.txt,2,2
| brief.en.txt,3,3
! dz align: missing.txt: cannot be opened: No such file or directory
$ dz align -q --pairs=list --format=tmx 2> /dev/null | grep -c -e '<tmx' -e '</tmx'
| 2
# What a person has decided stands, whatever the words say; the rest finds its way around it.
$ printf '[1]:[2]\n[2]:[1]\n' > hand.beads; dz align -q --anchors=hand.beads --format=tsv brief.zh.txt brief.en.txt | cut -f 1,2,4 | sed 1d
| 0	0	auto
| 1	2	fixed
| 2	1	fixed
| 3	3	auto
# A corrected file read back keeps what was confirmed, and what was rejected is not found again.
$ dz align -q --format=jsonl brief.zh.txt brief.en.txt | sed '4s/"auto"/"confirmed"/; 5s/"auto"/"rejected"/' > hand.jsonl; dz align -q --anchors=hand.jsonl --format=tsv brief.zh.txt brief.en.txt | cut -f 1,2,4 | sed 1d
| 0	0	confirmed
| 1 2	1 2	auto
| 3	3	auto
# The same from a table and from a translator's tool.
$ dz convert hand.jsonl --format=xliff -o hand.xlf; dz convert hand.jsonl --format=csv -o hand.csv; for f in xlf csv; do dz align -q --anchors=hand.$f --format=beads brief.zh.txt brief.en.txt | head -n 2; done
| [0]:[0]
| [1,2]:[1,2]
| [0]:[0]
| [1,2]:[1,2]
# What cannot be is refused, with the line.
$ printf '[0]:[0]\n[9]:[1]\n' > far.beads; dz align --anchors=far.beads --format=beads brief.zh.txt brief.en.txt
! dz align: far.beads:2: names sentence 9 of the source, which has 4, counted from 0; is it the right text, split the same way?
= 3
$ printf '[0]:[0]\n[1]:[1]\n[2]:[1,2]\n' > twice.beads; dz align --anchors=twice.beads --format=beads brief.zh.txt brief.en.txt
! dz align: twice.beads:3: sentence 1 of the target stands in a bead on line 2 already; take one of them out
= 3
$ sed 's/会谈将于4月9日开始。/天气很好。/' hand.jsonl | sed '7s/"auto"/"confirmed"/' > other.jsonl; dz align --anchors=other.jsonl --format=beads brief.zh.txt brief.en.txt
! dz align: other.jsonl:7: says "天气很好。" of sentence 3 of the source, which is "会谈将于4月9日开始。"; is it the right text, split the same way?
= 3
$ dz align --monotone --anchors=hand.beads --format=beads brief.zh.txt brief.en.txt
! dz align: hand.beads: the anchors [1...]:[2...] and [2...]:[1...] cross, though nothing may; take one out, or let the texts cross
= 3
$ sed 's/confirmed\|rejected/auto/' hand.jsonl > idle.jsonl; dz align --anchors=idle.jsonl --format=beads brief.zh.txt brief.en.txt | tail -n 1
| [3]:[3]
! dz align: idle.jsonl: no bead in it is fixed, confirmed or rejected; it changes nothing
# A glossary weighs fully, and what is rendered otherwise is named.
$ printf '# terms\n会谈\tconsultation\nreach\t涉及\n' > terms.tsv; dz align -q --checks --glossary=terms.tsv brief.zh.txt brief.en.txt | grep -A 3 ', term' | sed -E 's/[0-9]+ %/S %/' | head -n 4
| 0 = 0   S %, term differs
|     外交部是否预计下周举行会谈？
|     Does the ministry expect talks next week?
|     ! term, Chinese: 会谈 is not rendered as the glossary has it: consultation
$ printf '会谈\ttalks\n涉及 reach\n' > terms.tsv; dz align --glossary=terms.tsv brief.zh.txt brief.en.txt
! dz align: terms.tsv:2: has no tab; a line must be a term and its rendering, parted by a tab
= 3
# The checks say what is missing where, in every format that has room for it.
$ sed 's/4,761/4,671/; s/April/June/' brief.en.txt > wrong.en.txt; dz align -q --checks --format=csv brief.zh.txt wrong.en.txt | tr -d '\r' | cut -d, -f 2,3,8- | tail -n 4
| 0,0,,
| 1,1,671 sites were reached.",number,"the number 4761 stands only here; the number 4,671 stands only here"
| 2,2,"" she added.",,
| 3,3,date,the date 4月9日 stands only here; the date June 9 stands only here
$ dz align -q --checks --format=jsonl brief.zh.txt wrong.en.txt | grep -o '"flags":\["date.*'
| "flags":["date"],"notes":[{"flag":"date","side":"source","span":{"begin":84,"end":88,"text":"4月9日"},"note":"the date 4月9日 stands only here"},{"flag":"date","side":"target","span":{"begin":195,"end":201,"text":"June 9"},"note":"the date June 9 stands only here"}]}
# Several pairs at a time give the same, in the same order, messages and all.
$ printf 'brief.zh.txt\tbrief.en.txt\tone\nmissing.txt\tbrief.en.txt\nno tab\nbrief.en.txt\tbrief.zh.txt\ttwo\nbrief.zh.txt\tbrief.en.txt\tthree\n' > list; dz align --pairs=list --format=jsonl > one 2> one.said; dz align --jobs=3 --pairs=list --format=jsonl > many 2> many.said; cmp one many && cmp one.said many.said && grep -c '"bead"' many; cat many.said
| 12
| dz align: missing.txt: cannot be opened: No such file or directory
| dz align: list: line 3 has no tab; a line must be SOURCE, TARGET and perhaps an id
$ dz align --jobs=2 brief.zh.txt brief.en.txt
! dz align: --jobs: goes with --pairs and --find-pairs; see dz align --help
= 2
# The wrong file is not aligned: nobody reads a warning among a thousand files.
$ for line in 我喜欢苹果。 今天下雨。 火车晚点了。 她买了三本书。 山上有雪。 孩子们在唱歌。 门是开着的。 汤太咸了。 河水很冷。; do echo $line; done > a.zh; for line in 'The committee adopted the budget.' 'Inflation reached its peak.' 'Judges may appeal.' 'Ships leave the harbour.' 'The treaty was signed.' 'Engines need oil.' 'Voters stayed away.' 'Prices are stable.' 'The court rejected it.'; do echo "$line"; done > b.en; dz align -q --split=lines --format=beads a.zh b.en
! dz align: a.zh: does not look like a text and its translation; is it the right pair? --force aligns it all the same
= 3
$ dz align -q --split=lines --force --format=beads a.zh b.en | wc -l | tr -d ' '
| 9
# Sentence vectors: files that do not fit the texts are told of in one line.
$ head -c 64 /dev/zero > four; head -c 48 /dev/zero > three; dz align -q --format=beads --embeddings=four,four brief.zh.txt brief.en.txt
| [0]:[0]
| [1]:[1]
| [2]:[2]
| [3]:[3]
$ dz align --format=beads --embeddings=four,three brief.zh.txt brief.en.txt
! dz align: brief.zh.txt: vectors of 4 numbers on one side and of 3 on the other; both must come from one model
= 3
$ dz align --format=beads --embeddings=four brief.zh.txt brief.en.txt
! dz align: --embeddings: two files, parted by a comma: SOURCE,TARGET; see dz align --help
= 2
$ head -c 50 /dev/zero > odd; dz align --format=beads --embeddings=four,odd brief.zh.txt brief.en.txt
! dz align: odd: 50 bytes are not vectors of 32-bit numbers for 4 sentences
= 3
# Two folders: files are paired by what stands in them, whatever their names and wherever a stray one lies; what has no
# partner, cannot be read or is no text is told, and the rest is done.
$ b=$CLI/../../corpora/samples/briefings; mkdir in out; cp $b/2017*.zh.txt in/a.txt; cp $b/2019*.zh.txt in/b.txt; cp $b/2021*.zh.txt in/c; cp $b/2017*.en.txt in/z.txt; cp $b/2019*.en.txt out/9.txt; cp $b/2022*.en.txt out/1.text; cp random.bin in/d.txt; cp random.bin in/picture.png; cp records.jsonl out; dz align --find-pairs --list in out
| in/a.txt	in/z.txt
| in/b.txt	out/9.txt
| # without partner: in/c
| # without partner: out/1.text
! dz align: in/d.txt: not text in any encoding that is known here (UTF-8, UTF-16, GB18030, Big5, Latin-1)
! dz align: in: 1 file was passed over: not named as texts are (.txt, .html, .docx, .pdf, .jsonl)
! dz align: out/records.jsonl: holds records, and files alone are paired; it was passed over
! dz align: in/c: no partner was found
! dz align: out/1.text: no partner was found
! dz align: files: 6; pairs: 2, unsure ones among them: 0; files without partner: 2
= 3
$ dz align -q --find-pairs --list --format=jsonl in out 2> /dev/null | tail -n +2 | sed 's/"score":0.9[0-9]*/"score":S/'
| {"type":"error","document":"in/d.txt","message":"in/d.txt: not text in any encoding that is known here (UTF-8, UTF-16, GB18030, Big5, Latin-1)"}
| {"type":"pair","source":"in/a.txt","target":"in/z.txt","score":S,"sure":true}
| {"type":"pair","source":"in/b.txt","target":"out/9.txt","score":S,"sure":true}
| {"type":"unpaired","document":"in/c","side":"source","lang":"zh"}
| {"type":"unpaired","document":"out/1.text","side":"target","lang":"en"}
$ dz align -q --find-pairs --list in out 2> /dev/null > pairs; dz align -q --pairs=pairs --format=jsonl | tail -n +2 > listed; dz align -q --find-pairs --jobs=2 --format=jsonl in out 2> /dev/null | grep -v -e '"run"' -e '"pair"' -e '"unpaired"' -e '"error"' > found; cmp listed found && grep -c '"bead"' found
| 151
# One folder that holds both languages will do, and may be named twice.
$ rm in/d.txt; dz align --find-pairs --list in > pairs; dz align -q --find-pairs --list in in | cmp - pairs && cat pairs
| in/a.txt	in/z.txt
| # without partner: in/b.txt
| # without partner: in/c
! dz align: in: 1 file was passed over: not named as texts are (.txt, .html, .docx, .pdf, .jsonl)
! dz align: in/b.txt: no partner was found
! dz align: in/c: no partner was found
! dz align: files: 4; pairs: 1, unsure ones among them: 0; files without partner: 2
# Of two copies nobody can say which is meant: an unsure pair is a comment in the list, and is aligned with --force.
$ mkdir two; cp in/a.txt in/z.txt two; cp in/z.txt two/copy.txt; dz align --find-pairs --list two > pairs; sed -E 's/[0-9]+ %/S %/' pairs; dz align -q --find-pairs --format=beads two; dz align -q --find-pairs --force --format=beads two | head -n 1
| # unsure (S %); take the mark off the next line to align it
| #two/a.txt	two/copy.txt
| # without partner: two/z.txt
| [0,1]:[0]
! dz align: two/a.txt and two/copy.txt may belong together (24 %); look at them, or take such pairs, too, with --force
! dz align: two/z.txt: no partner was found
! dz align: files: 3; pairs: 1, unsure ones among them: 1; files without partner: 1
# What goes together.
$ dz align --list brief.zh.txt brief.en.txt
! dz align: --list: goes with --find-pairs; see dz align --help
= 2
$ dz align --find-pairs --pairs=list in
! dz align: --find-pairs: the files are those of the folders, and nothing else; see dz align --help
= 2
$ dz align --find-pairs in out two
! dz align: --find-pairs: one folder or two are needed; 3 were given; see dz align --help
= 2
$ dz align --find-pairs in -
! dz align: --find-pairs: standard input is one text; name folders; see dz align --help
= 2
$ dz align --find-pairs --list --format=tmx in out
! dz align: --list: is printed as text or jsonl; see dz align --help
= 2
$ dz align --find-pairs nowhere in/c
! dz align: nowhere: cannot be opened: No such file or directory
! dz align: in/c: no partner was found
! dz align: files: 1; pairs: 0, unsure ones among them: 0; files without partner: 1
= 3
