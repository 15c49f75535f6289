# Who said what, with the inner below the outer. (How sure it is may move as the rules get better: masked here.)
$ dz quotes report.en.txt | sed -E 's/[0-9]+ % sure/S sure/'
| a1  Harbour Gazette  (indirect, "according to", S sure)
|     The ministry expects talks next week
|     a2  ministry  (indirect, "expects", S sure)
|         talks next week
| a3  spokeswoman  (direct, "told", S sure)
|     We welcome talks,
| a4  spokeswoman  (indirect, "said", S sure)
|     that 4,671 sites were reached
$ dz quotes --layers=outer report.en.txt | sed -E 's/[0-9]+ % sure/S sure/'
| a1  Harbour Gazette  (indirect, "according to", S sure)
|     The ministry expects talks next week
| a2  spokeswoman  (direct, "told", S sure)
|     We welcome talks,
| a3  spokeswoman  (indirect, "said", S sure)
|     that 4,671 sites were reached
$ dz quotes --format=jsonl report.en.txt | sed -E 's/"confidence":[0-9.]+/"confidence":S/; s/"rule":"[^"]*"/"rule":"..."/'
| {"type":"run","version":"0.1.0","lexicon":null,"model":"English attribution tagger, 2026-11-23, duizhao 0.1.0; learned from PolNeAR (train), whose publishers give no licence for its data; the weights themselves: CC0 1.0","options":{"format":"jsonl"}}
| {"type":"document","document":"report.en.txt","encoding":"UTF-8","repairs":[],"lang":"en","date":"2015-04-03","speaker":null,"title":"Ministry Sees Talks Next Week","length":231}
| {"type":"attribution","id":"a1","document":"report.en.txt","kind":"indirect","content":[{"begin":42,"end":78,"text":"The ministry expects talks next week"}],"cue":[{"begin":80,"end":92,"text":"according to"}],"source":[{"begin":93,"end":124,"text":"a report by the Harbour Gazette"}],"speaker":"Harbour Gazette","role":null,"via":null,"about":null,"rule":"...","confidence":S,"entity":"e2","organisation":null,"stands_for":null,"note":null}
| {"type":"attribution","id":"a2","document":"report.en.txt","kind":"indirect","content":[{"begin":63,"end":78,"text":"talks next week"}],"cue":[{"begin":55,"end":62,"text":"expects"}],"source":[{"begin":42,"end":54,"text":"The ministry"}],"speaker":"ministry","role":null,"via":"a1","about":null,"rule":"...","confidence":S,"entity":"e1","organisation":null,"stands_for":null,"note":null}
| {"type":"attribution","id":"a3","document":"report.en.txt","kind":"direct","content":[{"begin":128,"end":145,"text":"We welcome talks,"}],"cue":[{"begin":163,"end":167,"text":"told"}],"source":[{"begin":147,"end":162,"text":"the spokeswoman"}],"speaker":"spokeswoman","role":null,"via":null,"about":null,"rule":"...","confidence":S,"entity":"e3","organisation":null,"stands_for":null,"note":null}
| {"type":"attribution","id":"a4","document":"report.en.txt","kind":"indirect","content":[{"begin":200,"end":229,"text":"that 4,671 sites were reached"}],"cue":[{"begin":195,"end":199,"text":"said"}],"source":[{"begin":191,"end":194,"text":"She"}],"speaker":"spokeswoman","role":null,"via":null,"about":null,"rule":"...","confidence":S,"entity":"e3","organisation":null,"stands_for":null,"note":null}
$ dz quotes --format=csv report.en.txt | tr -d '\r' | sed -E 's/0\.[0-9]+,e/S,e/'
| ﻿document,id,kind,speaker,role,source,cue,content,content_begin,content_end,via,about,confidence,entity,stands_for,note
| report.en.txt,a1,indirect,Harbour Gazette,,a report by the Harbour Gazette,according to,The ministry expects talks next week,42,78,,,S,e2,,
| report.en.txt,a2,indirect,ministry,,The ministry,expects,talks next week,63,78,a1,,S,e1,,
| report.en.txt,a3,direct,spokeswoman,,the spokeswoman,told,"We welcome talks,",128,145,,,S,e3,,
| report.en.txt,a4,indirect,spokeswoman,,She,said,"that 4,671 sites were reached",200,229,,,S,e3,,
# Several texts: the heading of the table stands once.
$ dz quotes --format=csv report.en.txt report.en.txt | grep -c content_begin
| 1
$ dz quotes --format=html -o page.html report.en.txt; $CLI/check_page.py page.html
| page.html: good
$ dz quotes --format=html report.en.txt report.zh.txt
! dz quotes: --format=html: a page holds one text; give one FILE; see dz quotes --help
= 2
$ printf 'Nothing is said here.' | dz quotes
| Nobody is quoted or reported.
# Texts read together: one speaker, one id, in whatever language; a metonym as it is said, and who is meant.
$ printf 'Foreign Ministry spokeswoman Hua Chunying said the talks would go on. Beijing denied it.\n' >en.txt; printf '中方表示反对。外交部发言人华春莹说，会谈将继续。\n' >zh.txt; dz quotes --model=none --together --format=csv en.txt zh.txt | cut -d, -f1,2,4,14,15; dz quotes --model=none --format=csv en.txt zh.txt | cut -d, -f1,2,4,14,15 | tail -2
| ﻿document,id,speaker,entity,stands_for
| en.txt,a1,Hua Chunying,e1,
| en.txt,a2,Beijing,e2,the government of China
| zh.txt,a1,中方,e2,the government of China
| zh.txt,a2,华春莹,e1,
| zh.txt,a1,中方,e1,中国政府
| zh.txt,a2,华春莹,e2,
