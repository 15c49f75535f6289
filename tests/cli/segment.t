# Sentences, a line each, with the header lines left out.
$ dz segment brief.en.txt
| Does the ministry expect talks next week?
| Dr. Lin said that 4,761 sites were reached.
| "We welcome talks," she added.
| The talks will begin on April 9.
$ dz segment brief.zh.txt
| 外交部是否预计下周举行会谈？
| 林博士说，共涉及4761个网站。
| “我们欢迎会谈。”她补充说。
| 会谈将于4月9日开始。
# Words parted by one space, every line of the input a line of the output, the empty one too.
$ dz segment --level=word --split=lines --lang=zh lines.txt
| 中方 表示 欢迎 。
|
| Talks begin .
| 第三 行
# Blocks with kind, role and speaker.
$ dz segment --level=block brief.zh.txt
| turn	question	-	问：外交部是否预计下周举行会谈？
| turn	answer	-	答：林博士说，共涉及4761个网站。“我们欢迎会谈。”她补充说。会谈将于4月9日开始。
# JSON lines: places are code points of the text, so that a script can cut it.
$ dz segment --format=jsonl brief.zh.txt
| {"type":"run","version":"0.1.0","lexicon":null,"model":null,"options":{"format":"jsonl"}}
| {"type":"document","document":"brief.zh.txt","encoding":"UTF-8","repairs":[],"lang":"zh","date":"2015-04-02","speaker":null,"title":"例行记者会","length":92}
| {"type":"sentence","document":"brief.zh.txt","block":0,"begin":33,"end":47,"text":"外交部是否预计下周举行会谈？"}
| {"type":"sentence","document":"brief.zh.txt","block":1,"begin":50,"end":66,"text":"林博士说，共涉及4761个网站。"}
| {"type":"sentence","document":"brief.zh.txt","block":1,"begin":66,"end":80,"text":"“我们欢迎会谈。”她补充说。"}
| {"type":"sentence","document":"brief.zh.txt","block":1,"begin":80,"end":91,"text":"会谈将于4月9日开始。"}
$ dz segment --format=jsonl --with-text --split=lines lines.txt
| {"type":"run","version":"0.1.0","lexicon":null,"model":null,"options":{"split":"lines","with-text":true,"format":"jsonl"}}
| {"type":"document","document":"lines.txt","encoding":"UTF-8","repairs":[],"lang":"zh","date":null,"speaker":null,"title":null,"length":29,"text":"中方表示欢迎。\n\n  Talks begin.  \n第三行"}
| {"type":"sentence","document":"lines.txt","block":0,"begin":0,"end":7,"text":"中方表示欢迎。"}
| {"type":"sentence","document":"lines.txt","block":1,"begin":8,"end":8,"text":""}
| {"type":"sentence","document":"lines.txt","block":2,"begin":11,"end":23,"text":"Talks begin."}
| {"type":"sentence","document":"lines.txt","block":3,"begin":26,"end":29,"text":"第三行"}
$ dz segment --level=block --format=jsonl brief.en.txt
| {"type":"run","version":"0.1.0","lexicon":null,"model":null,"options":{"level":"block","format":"jsonl"}}
| {"type":"document","document":"brief.en.txt","encoding":"UTF-8","repairs":[],"lang":"en","date":"2015-04-02","speaker":null,"title":"Regular press briefing","length":204}
| {"type":"block","document":"brief.en.txt","kind":"turn","speaker":null,"turn":0,"turn_role":"question","markup":null,"begin":48,"end":92,"text":"Q: Does the ministry expect talks next week?"}
| {"type":"block","document":"brief.en.txt","kind":"turn","speaker":null,"turn":1,"turn_role":"answer","markup":null,"begin":93,"end":203,"text":"A: Dr. Lin said that 4,761 sites were reached. \"We welcome talks,\" she added. The talks will begin on April 9."}
# Standard input, named or not.
$ printf 'One. Two.' | dz segment
| One.
| Two.
$ printf 'One. Two.' | dz segment - --lang en
| One.
| Two.
# An encoding is found and said.
$ dz segment --format=jsonl gb18030.txt
| {"type":"run","version":"0.1.0","lexicon":null,"model":null,"options":{"format":"jsonl"}}
| {"type":"document","document":"gb18030.txt","encoding":"GB18030","repairs":[],"lang":"zh","date":null,"speaker":null,"title":null,"length":10}
| {"type":"sentence","document":"gb18030.txt","block":0,"begin":0,"end":9,"text":"中方对此表示欢迎。"}
# Records: the order is kept, and what is wrong is a record and a message while the rest is done.
$ dz segment --input=jsonl --format=jsonl records.jsonl
| {"type":"run","version":"0.1.0","lexicon":null,"model":null,"options":{"input":"jsonl","format":"jsonl"}}
| {"type":"document","document":"one","encoding":"UTF-8","repairs":[],"lang":"en","date":"2015-04-02","speaker":null,"title":null,"length":22}
| {"type":"sentence","document":"one","block":0,"begin":0,"end":12,"text":"Talks begin."}
| {"type":"sentence","document":"one","block":0,"begin":13,"end":22,"text":"They end."}
| {"type":"document","document":"2","encoding":"UTF-8","repairs":[],"lang":"zh","date":null,"speaker":null,"title":null,"length":10}
| {"type":"sentence","document":"2","block":0,"begin":0,"end":5,"text":"会谈开始。"}
| {"type":"sentence","document":"2","block":0,"begin":5,"end":10,"text":"会谈结束。"}
| {"type":"error","document":"records.jsonl:3","message":"is no JSON object on a line of its own; each line must be one, in UTF-8 and without \\u0000"}
| {"type":"error","document":"three","message":"the record at records.jsonl:4 has no \"text\""}
| {"type":"document","document":"four","encoding":"UTF-8","repairs":[],"lang":"en","date":null,"speaker":null,"title":null,"length":27}
| {"type":"sentence","document":"four","block":0,"begin":0,"end":27,"text":"The last one is still read."}
! dz segment: records.jsonl:3: is no JSON object on a line of its own; each line must be one, in UTF-8 and without \u0000
! dz segment: three: the record at records.jsonl:4 has no "text"
= 3
$ dz segment --input=jsonl records.jsonl
| Talks begin.
| They end.
| 会谈开始。
| 会谈结束。
| The last one is still read.
! dz segment: records.jsonl:3: is no JSON object on a line of its own; each line must be one, in UTF-8 and without \u0000
! dz segment: three: the record at records.jsonl:4 has no "text"
= 3
# Options may stand behind files, and -- ends them.
$ dz segment lines.txt --split lines -- brief.en.txt | head -n 3
| 中方表示欢迎。
|
| Talks begin.
# Numbers, dates and names have one form in both languages.
$ dz segment --level=value brief.zh.txt | grep -v ^name
| date	2015-04-02	2015-04-02
| date	下周	2015-W15
| number	4761	4761
| date	4月9日	--04-09
$ dz segment --level=value brief.en.txt | grep -v ^name
| date	2015-04-02	2015-04-02
| date	next week	2015-W15
| number	4,761	4761
| date	April 9	--04-09
$ dz segment --level=value --format=jsonl brief.zh.txt | grep '"kind":"date"'
| {"type":"value","document":"brief.zh.txt","kind":"date","begin":6,"end":16,"text":"2015-04-02","value":"2015-04-02"}
| {"type":"value","document":"brief.zh.txt","kind":"date","begin":40,"end":42,"text":"下周","value":"2015-W15"}
| {"type":"value","document":"brief.zh.txt","kind":"date","begin":84,"end":88,"text":"4月9日","value":"--04-09"}
# A term of the user's own stays whole; a mistake in the list is named with its line.
$ printf '人类命运共同体\n' >own.txt; dz segment --level=word own.txt; printf '# terms\n命运共同体\n' >words.tsv; dz segment --level=word --words words.tsv own.txt
| 人类 命运 共同 体
| 人类 命运共同体
$ printf '命运共同体\tmany\n' >words.tsv; dz segment --level=word --words words.tsv lines.txt
! dz segment: words.tsv:1: not `word TAB count`
= 3
$ dz segment --words words.tsv lines.txt
! dz segment: --words and --table are for --level=word, and not for --engine=icu; see dz segment --help
= 2
$ dz segment --level=word --table=lines.txt lines.txt
! dz segment: lines.txt: not a table of words; make it again with `dz train words` or install duizhao anew
= 3
# A long text is read in windows; its places and blocks count on, and its length is not known when it begins.
$ yes 'One. 二。' | head -n 1000000 | dz segment | sort | uniq -c | sed 's/^ *//'
| 1000000 One.
| 1000000 二。
$ yes 'One. 二。' | head -n 1000000 | dz segment --format=jsonl | sed -n '2p;$p'
| {"type":"document","document":"-","encoding":"UTF-8","repairs":[],"lang":"zh","date":null,"speaker":null,"title":null,"length":null}
| {"type":"sentence","document":"-","block":999999,"begin":7999997,"end":7999999,"text":"二。"}
# A user who wants quotations whole, or applause apart, would have to mend each sentence by hand; turns stay apart.
$ printf 'Q: Will you talk?\nA: “We will. We said so.” (Laughter.)\nQ: When?\n' | dz segment --split-quotes=never --split-remarks --format=jsonl | grep sentence
| {"type":"sentence","document":"-","block":0,"begin":3,"end":17,"text":"Will you talk?"}
| {"type":"sentence","document":"-","block":1,"begin":21,"end":43,"text":"“We will. We said so.”"}
| {"type":"sentence","document":"-","block":1,"begin":44,"end":55,"text":"(Laughter.)"}
| {"type":"sentence","document":"-","block":2,"begin":59,"end":64,"text":"When?"}
$ printf '他说：“一。二。”' | dz segment --split-quotes=sometimes
! dz segment: --split-quotes=sometimes: choose one of always|long|never; see dz segment --help
= 2
# What pages of one site repeat is theirs, in files and in a folder; --boilerplate says what becomes of it.
$ mkdir -p site; for n in 1 2 3; do printf '<p>Welcome to the desk.</p><p>Report %s is out.</p><p>Write to the desk.</p>' $n > site/$n.html; done; dz segment --level=block site/1.html site/2.html site/3.html | cut -f 1,4 | head -n 3
| boilerplate	Welcome to the desk.
| paragraph	Report 1 is out.
| boilerplate	Write to the desk.
$ dz segment --level=block site/1.html | cut -f 1,4
| paragraph	Welcome to the desk.
| paragraph	Report 1 is out.
| paragraph	Write to the desk.
$ dz segment --boilerplate=drop site/1.html site/2.html site/3.html
| Report 1 is out.
| Report 2 is out.
| Report 3 is out.
$ dz segment --boilerplate=keep --level=block site/1.html site/2.html site/3.html | cut -f 1 | sort -u
| paragraph
$ dz segment --boilerplate=none site/1.html
! dz segment: --boilerplate=none: choose one of mark|keep|drop; see dz segment --help
= 2
