# A line a quote: the verdict, and what matters. Exit code 1: not all is as it was said.
$ dz check quoting.txt --against source.en.txt
| quoting.txt: 5 quotes: 1 verbatim, 1 typographic, 1 elided, 1 altered, 1 not-found
|   typographic  Cyber attacks know no borders, and tracing them tak…
|   altered      We have reached 4,671 sites,                          number: 4,761 -> 4,671
|   elided       We have reached … takes time,
|   verbatim     Will the ministry answer the cyber attacks of last …  these are words of the question, not of the answer
|   not-found    Nothing of this sort was ever said in any room of o…
= 1
# What is behind it.
$ dz check -v --context=0 quoting.txt --against source.en.txt | head -n 12
| quoting.txt: 5 quotes: 1 verbatim, 1 typographic, 1 elided, 1 altered, 1 not-found
|   typographic  Cyber attacks know no borders, and tracing them tak…
|       "Cyber attacks know no borders, and tracing them takes time,"
|       in source.en.txt, characters 154 to 212, answer, Lin, 2015-04-02
|       >>Cyber attacks know no borders, and tracing them takes time<<
|       read as the same: punctuation
|       the report names Lin; the source Lin
|       cite: Lin, "Regular press briefing", 2015-04-02, source.en.txt, paragraph 2, characters 154-212
|
|   altered      We have reached 4,671 sites,                          number: 4,761 -> 4,671
|       "We have reached 4,671 sites,"
|       in source.en.txt, characters 125 to 152, answer, Lin, 2015-04-02
# For programs: quotes and differences in code points of the report, matches in those of the source.
$ dz check --format=jsonl quoting.txt --against source.en.txt | sed -E 's/"score":[0-9.]+/"score":S/g' | head -n 4
| {"type":"run","version":"0.1.0","lexicon":null,"model":null,"options":{"against":["source.en.txt"],"format":"jsonl"}}
| {"type":"document","document":"quoting.txt","encoding":"UTF-8","repairs":[],"lang":"en","date":"2015-04-03","speaker":null,"title":"Ministry Speaks of Attacks","length":342}
| {"type":"check","quote":{"id":"q1","document":"quoting.txt","begin":40,"end":99,"text":"Cyber attacks know no borders, and tracing them takes time,","speaker":"Lin"},"verdict":"typographic","score":S,"matches":[{"source":"source.en.txt","rank":1,"part":1,"begin":154,"end":212,"text":"Cyber attacks know no borders, and tracing them takes time","speaker":"Lin","turn":1,"date":"2015-04-02","score":S}],"differences":[],"folds":["punctuation"],"attribution":"agrees","near_miss":null,"citation":"Lin, \"Regular press briefing\", 2015-04-02, source.en.txt, paragraph 2, characters 154-212","wording":null,"counterparts":[]}
| {"type":"check","quote":{"id":"q2","document":"quoting.txt","begin":122,"end":150,"text":"We have reached 4,671 sites,","speaker":"Lin"},"verdict":"altered","score":S,"matches":[{"source":"source.en.txt","rank":1,"part":1,"begin":125,"end":152,"text":"We have reached 4,761 sites","speaker":"Lin","turn":1,"date":"2015-04-02","score":S}],"differences":[{"kind":"number","severity":"major","quote":{"begin":138,"end":143,"text":"4,671"},"source":{"begin":141,"end":146,"text":"4,761"},"note":"4,761 -> 4,671"}],"folds":["punctuation"],"attribution":"agrees","near_miss":null,"citation":"Lin, \"Regular press briefing\", 2015-04-02, source.en.txt, paragraph 2, characters 125-152","wording":null,"counterparts":[]}
$ dz check --format=csv quoting.txt --against source.en.txt | tr -d '\r' | sed -E 's/,[01]\.[0-9]{4},/,S,/' | head -n 3
| ﻿document,id,begin,end,quote,speaker,verdict,score,attribution,differences,source,source_begin,source_end,source_text,source_speaker,source_date,citation,wording,counterpart,counterpart_text
| quoting.txt,q1,40,99,"Cyber attacks know no borders, and tracing them takes time,",Lin,typographic,S,agrees,,source.en.txt,154,212,"Cyber attacks know no borders, and tracing them takes time",Lin,2015-04-02,"Lin, ""Regular press briefing"", 2015-04-02, source.en.txt, paragraph 2, characters 154-212",,,
| quoting.txt,q2,122,150,"We have reached 4,671 sites,",Lin,altered,S,agrees,"number (major): 4,761 -> 4,671",source.en.txt,125,152,"We have reached 4,761 sites",Lin,2015-04-02,"Lin, ""Regular press briefing"", 2015-04-02, source.en.txt, paragraph 2, characters 125-152",,,
# The page is one that browsers and screen readers can use.
$ dz check --format=html -o page.html quoting.txt --against source.en.txt; $CLI/check_page.py page.html
| page.html: good
# Quotes out of a file; a folder of sources is read with all that is in it.
$ mkdir -p folder/deep; cp source.en.txt folder/deep; cp random.bin folder; dz check --quotes=quotes.jsonl --against folder
|   verbatim     We will not point fingers.
|   altered      We will never point fingers.
! dz check: folder: 1 file was passed over: not named as texts are (.txt, .html, .docx, .pdf, .jsonl)
! dz check: q3: the record at quotes.jsonl:3 has no "text"
= 3
$ dz check --quotes=quotes.jsonl --against folder --fail-on=major -q | wc -l
| 2
! dz check: q3: the record at quotes.jsonl:3 has no "text"
$ head -n 1 quotes.jsonl > one.jsonl; dz check --quotes=one.jsonl --against source.en.txt
|   verbatim     We will not point fingers.
# Wrong command lines, and sources that cannot be read.
$ dz check quoting.txt
! dz check: --against is needed: the sources, files or folders; or --index=F; see dz check --help
= 2
$ dz check --against source.en.txt
! dz check: a REPORT is needed before --against, or - for standard input; see dz check --help
= 2
$ dz check --context=-1 quoting.txt --against source.en.txt
! dz check: --context=-1: a whole number, 0 or more, must stand here; see dz check --help
= 2
$ dz check --format=html quoting.txt quoting.txt --against source.en.txt
! dz check: --format=html: a page holds one report; give one FILE; see dz check --help
= 2
$ dz check quoting.txt --against missing.txt
! dz check: missing.txt: cannot be opened: No such file or directory
! dz check: missing.txt: no source could be read, so there is nothing to check against
= 3
$ dz check missing.txt --against source.en.txt
! dz check: missing.txt: cannot be opened: No such file or directory
= 3
# Several reports at a time: the same results, and errors, in the order of the input.
$ set -- report.en.txt missing.txt quoting.txt report.zh.txt; for j in 1 3; do dz check "$@" "$@" "$@" "$@" --jobs=$j --format=jsonl --against source.en.txt 2> err$j | sed 1d > out$j; done; cmp out1 out3 && cmp err1 err3 && grep -c '"error"' out3
| 4
$ for j in 1 4; do dz check --quotes=quotes.jsonl --jobs=$j --against source.en.txt > out$j 2>&1; done; cmp out1 out4
# Both texts of a briefing are shown, by the alignment that is given; one that is not of these two sources is refused.
$ dz align source.en.txt brief.zh.txt --force --format=beads -o two.beads -q; dz check -v --context=0 quoting.txt --beads=two.beads --against source.en.txt brief.zh.txt | grep -c 'beside it'; dz check quoting.txt --beads=two.beads --against source.en.txt; dz check quoting.txt --beads=two.beads --against source.en.txt report.en.txt; printf '[0]:[99]\n' >bad.beads; dz check -v quoting.txt --beads=bad.beads --against source.en.txt brief.zh.txt
| 4
! dz check: --beads: the sources must be a text and its translation, but they have one language; see dz check --help
! dz check: --beads: the sources must be a text and its translation, but they have one language; see dz check --help
! dz check: bad.beads:1: names sentence 99 of the target, which has 4, counted from 0; is it the right text, split the same way?
= 3
# A number of ten times the size is told across languages, though both sides have 亿 and billion.
$ echo '去年双边贸易额达到128亿美元，同比增长百分之十二点五。' > trade.zh.txt; echo '"Last year bilateral trade reached 128 billion US dollars, an increase of 12.5 percent," she said.' > trade.en.txt; dz check -q -v trade.en.txt --against trade.zh.txt | grep number
|   translated   Last year bilateral trade reached 128 billion US do…  number: 128亿美元 -> 128 billion US dollars
|       - number (major): 128亿美元 -> 128 billion US dollars
$ echo '"Last year bilateral trade reached 12.8 billion US dollars, an increase of 12.5 percent," she said.' > trade.en.txt; dz check -q -v trade.en.txt --against trade.zh.txt | grep -c number
| 0
= 1
