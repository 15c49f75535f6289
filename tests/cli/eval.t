# One boundary of two is found, and one is made that is none: by hand, P 1/2, R 1/2.
$ printf '{"id":"a","text":"One. Two. Three.","sents":["One.","Two.","Three."]}\n{"id":"b","text":"A b.","sents":["A b."]}\n' >gold.jsonl; printf '{"id":"a","sents":["One.","Two. Three."]}\n{"id":"b","sents":["A","b."]}\n' >out.jsonl; dz eval sentences gold.jsonl out.jsonl
| wrong: a b
| cases 0/2 | boundaries P 50.00 R 50.00 F1 50.00
# What dz segment prints is scored as it is; places are code points, white space does not count, nor does a text whose gold is altered.
$ printf '{"id":"z","text":"你好。 他说，“是。”再见。","sents":["你好。","他说，“是。”","再见。"]}\n{"id":7,"text":"a","sents":["b"],"alters_text":true}\n' >gold.jsonl; dz segment --input=jsonl --format=jsonl gold.jsonl >out.jsonl; dz eval sentences gold.jsonl out.jsonl
| cases 1/1 | boundaries P 100.00 R 100.00 F1 100.00
# A text without an answer, one that the gold has not, and one that was cut from other words: each is told, and the rest is scored.
$ printf '{"id":"a","text":"One. Two.","sents":["One.","Two."]}\n{"id":"b","text":"Three. Four.","sents":["Three.","Four."]}\n' >gold.jsonl; printf '{"id":"a","sents":["One.","Too."]}\n{"id":"c","sents":["Five."]}\n{"type":"sentence","document":"a","begin":0,"end":40,"text":"x"}\n' >out.jsonl; dz eval sentences gold.jsonl out.jsonl
| wrong: b
| cases 1/2 | boundaries P 100.00 R 50.00 F1 66.67
! dz eval: out.jsonl: 1 record of texts that the gold has not, the first of c; passed over
! dz eval: out.jsonl: 1 record not of the gold's text, the first of a; cut the gold's own texts
! dz eval: out.jsonl: has nothing for 1 text of the gold, the first of them b; scored as uncut
= 3
# Gold that is none is not scored.
$ printf '{"id":"a","text":"One."}\nnot json\n' >gold.jsonl; dz eval sentences gold.jsonl gold.jsonl
! dz eval: gold.jsonl:1: is no gold and was passed over; it must have "text" and a list "sents"
! dz eval: gold.jsonl:2: is no JSON object on a line of its own; each line must be one, in UTF-8 and without \u0000
! dz eval: gold.jsonl: has no gold: records {"id", "text", "sents"}, one a line
= 3
$ printf '{"id":"a","text":"One.","sents":["One."]}\n{"id":"a","text":"One.","sents":["One."]}\n' >gold.jsonl; dz eval sentences gold.jsonl gold.jsonl
! dz eval: gold.jsonl: has the id a twice; give each text its own
= 3
$ printf '{"id":"a","text":"One. Two.","sents":["One."]}\n' >gold.jsonl; dz eval sentences gold.jsonl gold.jsonl
| cases 1/1 | boundaries P 100.00 R 100.00 F1 100.00
! dz eval: gold.jsonl:1: "sents" are not the sentences of "text": they have 4 characters, it 8
! dz eval: gold.jsonl: 1 record not of the gold's text, the first of a; cut the gold's own texts
= 3
$ printf '{"id":"a","text":"One.","sents":["One."]}\n' >gold.jsonl; dz eval sentences gold.jsonl nowhere.jsonl; dz eval sentences gold.jsonl /dev/null
| cases 1/1 | boundaries P 0.00 R 0.00 F1 0.00
! dz eval: nowhere.jsonl: cannot be opened: No such file or directory
! dz eval: /dev/null: has nothing for 1 text of the gold, the first of them a; scored as uncut
= 3
$ dz eval sentences nowhere.jsonl nowhere.jsonl
! dz eval: nowhere.jsonl: cannot be opened: No such file or directory
= 3
# Three words of four are found among five: by hand, P 3/5, R 3/4.
$ echo '中方 反对 这种 做法' >gold.txt; echo '中方 反对 这 种 做法' >out.txt; dz eval words gold.txt out.txt
| lines whose text was changed: 0
| P 60.00 R 75.00 F1 66.67
# A line that is not the gold's text counts as missed, and is told of.
$ printf 'a b\nc d\n' >gold.txt; printf 'a　b\nc e\n' >out.txt; dz eval words gold.txt out.txt
| lines whose text was changed: 1
| P 100.00 R 50.00 F1 66.67
! dz eval: out.txt: line 2 is not the text of the gold's (1 such line): its words count as missed
= 3
# Files that do not belong together are not scored.
$ printf 'a b\nc d\n' >gold.txt; echo 'a b' >out.txt; dz eval words gold.txt out.txt
! dz eval: gold.txt: has more lines than the 1 of out.txt; line by line, both must cut the same texts
= 3
$ printf 'a b\n' >gold.txt; dz eval words gold.txt .; dz eval words gold.txt nowhere.txt
! dz eval: .: cannot be read: Is a directory
! dz eval: nowhere.txt: cannot be opened: No such file or directory
= 3
$ printf 'a\0b\n' >nul.txt; dz eval words nul.txt nul.txt
! dz eval: nul.txt: line 1 has a NUL byte; words are scored in UTF-8 text
= 3
$ printf '\n' >blank.txt; dz eval words blank.txt blank.txt
! dz eval: blank.txt: has no words; a text a line is wanted, its words parted by spaces
= 3
# By hand: of two quotations one is found with its speaker, and one that is none is made: P 1/2, R 1/2; the first has its cue too.
$ printf '{"id":"a","text":"He said, \\"We go.\\" Not so. It is late, she said.","attributions":[{"source":[[0,2]],"cue":[[3,7]],"content":[[10,16]],"type":"direct","speaker":"He","via":null,"id":"x"},{"source":[[38,41]],"cue":[[42,46]],"content":[[26,36]],"type":"indirect","speaker":null,"via":null,"id":"y"}]}\n' >gold.jsonl; printf '{"type":"attribution","document":"a","id":"a1","kind":"direct","source":[{"begin":0,"end":2}],"cue":[{"begin":3,"end":7}],"content":[{"begin":9,"end":17}],"speaker":"He","via":null,"about":null}\n{"type":"attribution","document":"a","id":"a2","kind":"indirect","source":[],"cue":[],"content":[{"begin":18,"end":24}],"speaker":null,"via":"a1","about":null}\n' >out.jsonl; dz eval quotes gold.jsonl out.jsonl; dz eval quotes --layers=outer gold.jsonl out.jsonl | tail -2
| source   piece-exact P 100.0 R  50.0 F1  66.7 | overlap P 100.0 R  50.0 F1  66.7 | char P 100.0 R  40.0 F1  57.1
| cue      piece-exact P 100.0 R  50.0 F1  66.7 | overlap P 100.0 R  50.0 F1  66.7 | char P 100.0 R  50.0 F1  66.7
| content  piece-exact P  50.0 R  50.0 F1  50.0 | overlap P  50.0 R  50.0 F1  50.0 | char P  45.5 R  33.3 F1  38.5
| ALL      n=   2 content strict P  50.0 R  50.0 F1  50.0 | relaxed(J>=.5) P  50.0 R  50.0 F1  50.0 | speaker acc exact 100.0 overlap 100.0 | e2e relaxed R 50.0
| direct   n=   1 content strict P 100.0 R 100.0 F1 100.0 | relaxed(J>=.5) P 100.0 R 100.0 F1 100.0 | speaker acc exact 100.0 overlap 100.0 | e2e relaxed R 100.0
| mixed    n=   0 content strict P   0.0 R   0.0 F1   0.0 | relaxed(J>=.5) P   0.0 R   0.0 F1   0.0 | speaker acc exact 0.0 overlap 0.0 | e2e relaxed R 0.0
| indirect n=   1 content strict P   0.0 R   0.0 F1   0.0 | relaxed(J>=.5) P   0.0 R   0.0 F1   0.0 | speaker acc exact 0.0 overlap 0.0 | e2e relaxed R 0.0
| full tuple (source+cue+content) strict P  50.0 R  50.0 F1  50.0 | relaxed P  50.0 R  50.0 F1  50.0
| speaker's name the same: 1 of 1
| full tuple (source+cue+content) strict P 100.0 R  50.0 F1  66.7 | relaxed P 100.0 R  50.0 F1  66.7
| speaker's name the same: 1 of 1
# What dz quotes prints is scored as it is; nothing answered is nothing found.
$ printf '{"id":"z","text":"发言人说：“我们反对。”","attributions":[{"source":[[0,3]],"cue":[[3,4]],"content":[[6,11]],"type":"direct"}]}\n' >gold.jsonl; dz quotes --input=jsonl --format=jsonl gold.jsonl >out.jsonl; dz eval quotes gold.jsonl out.jsonl | tail -1; dz eval quotes gold.jsonl gold.jsonl | tail -1; dz eval quotes gold.jsonl /dev/null | tail -1
| full tuple (source+cue+content) strict P 100.0 R 100.0 F1 100.0 | relaxed P 100.0 R 100.0 F1 100.0
| full tuple (source+cue+content) strict P 100.0 R 100.0 F1 100.0 | relaxed P 100.0 R 100.0 F1 100.0
| full tuple (source+cue+content) strict P   0.0 R   0.0 F1   0.0 | relaxed P   0.0 R   0.0 F1   0.0
! dz eval: /dev/null: has nothing for 1 text of the gold; scored as without attributions
# What does not belong to the gold is told, and the rest is scored.
$ printf '{"id":"a","text":"Go.","attributions":[{"content":[[0,9]]}]}\n' >gold.jsonl; printf '{"id":"a","attributions":[{"content":[[0,2]]},{"content":[[2,9]]}]}\n{"id":"b","attributions":[]}\n' >out.jsonl; dz eval quotes gold.jsonl out.jsonl | head -3
| source   piece-exact P   0.0 R   0.0 F1   0.0 | overlap P   0.0 R   0.0 F1   0.0 | char P   0.0 R   0.0 F1   0.0
| cue      piece-exact P   0.0 R   0.0 F1   0.0 | overlap P   0.0 R   0.0 F1   0.0 | char P   0.0 R   0.0 F1   0.0
| content  piece-exact P   0.0 R   0.0 F1   0.0 | overlap P   0.0 R   0.0 F1   0.0 | char P   0.0 R   0.0 F1   0.0
! dz eval: gold.jsonl:1: has places that are not in its "text"; they were passed over
! dz eval: out.jsonl: 1 record of texts that the gold has not; passed over
! dz eval: out.jsonl: 1 record with places outside their text; read the gold's own texts
$ printf '{"id":"a","text":"Go."}\n' >gold.jsonl; dz eval quotes gold.jsonl gold.jsonl
! dz eval: gold.jsonl:1: is no gold and was passed over; it must have "text" and a list "attributions"
! dz eval: gold.jsonl: has no gold: records {"id", "text", "attributions"}, one a line
= 3
$ printf '{"id":"a","text":"Go.","attributions":[]}\n{"id":"a","text":"Go.","attributions":[]}\n' >gold.jsonl; dz eval quotes gold.jsonl gold.jsonl; dz eval quotes nowhere.jsonl gold.jsonl; dz eval quotes gold.jsonl
! dz eval: gold.jsonl: has the id a twice; give each text its own
! dz eval: nowhere.jsonl: cannot be opened: No such file or directory
! dz eval: quotes: GOLD and OUT are needed; 1 operands were given; see dz eval --help
= 2
# What can be scored is said.
$ dz eval
! dz eval: say what to score: align, check, quotes, sentences or words; see dz eval --help
= 2
$ dz eval quotas a b
! dz eval: say what to score: align, check, quotes, sentences or words; see dz eval --help
= 2
$ dz eval words gold.txt
! dz eval: words: GOLD and OUT are needed; 1 operands were given; see dz eval --help
= 2
# By hand: q1 is right; q2's number is told, but half its place and one character are not covered, and a name is claimed in error; q3 is said to be verbatim.
$ printf '{"id":"q1","class":"verbatim","spans":[{"file":"s.txt","begin":10,"end":20}]}\n{"id":"q2","class":"number","spans":[{"file":"s.txt","begin":0,"end":10}]}\n{"id":"q3","class":"absent","spans":[]}\n{"id":"q4","class":"splice","spans":[{"file":"s.txt","begin":0,"end":10},{"file":"s.txt","begin":50,"end":60}]}\n' >gold.jsonl; printf '{"type":"run"}\n{"type":"check","quote":{"id":"q1"},"verdict":"verbatim","matches":[{"source":"a/s.txt","rank":1,"begin":10,"end":20}],"differences":[]}\n{"type":"check","quote":{"id":"q2"},"verdict":"altered","matches":[{"source":"a/s.txt","rank":1,"begin":6,"end":20},{"source":"a/s.txt","rank":2,"begin":0,"end":10}],"differences":[{"kind":"number"},{"kind":"name"}]}\n{"type":"check","quote":{"id":"q3"},"verdict":"verbatim","matches":[],"differences":[]}\n{"type":"check","quote":{"id":"q4"},"verdict":"spliced","matches":[{"source":"s.txt","rank":1,"part":1,"begin":0,"end":5},{"source":"s.txt","rank":1,"part":2,"begin":52,"end":60}],"differences":[]}\n' >out.jsonl; dz eval check gold.jsonl out.jsonl
| class              n  place %  label %  major %
| verbatim           1    100.0    100.0      0.0
| number             1      0.0    100.0    100.0
| splice             1    100.0    100.0      0.0
| absent             1      0.0      0.0      0.0
| all                4     50.0     75.0     25.0
| verbatim said of altered quotes: 1
# What dz check prints is scored as it is; a quote without an answer is wrong, one that the gold has not is told of.
$ printf '{"id":"a","text":"We will not point fingers."}\n{"id":"b","text":"Two."}\n' >quotes.jsonl; printf '{"id":"a","class":"verbatim","spans":[{"file":"source.en.txt","begin":99,"end":110}]}\n{"id":"c","class":"absent","spans":[]}\n{"id":"d","class":"none","spans":[]}\n' >gold.jsonl; dz check --quotes=quotes.jsonl --against source.en.txt --format=jsonl >out.jsonl; dz eval check gold.jsonl out.jsonl
| class              n  place %  label %  major %
| verbatim           1      0.0    100.0      0.0
| absent             1      0.0      0.0      0.0
| all                2      0.0     50.0      0.0
| verbatim said of altered quotes: 0
! dz eval: gold.jsonl:3: is no gold and was passed over; it must have "class", one of those of dz eval --help, and a list "spans" of {"file", "begin", "end"}
! dz eval: out.jsonl: 1 record of quotes that the gold has not; passed over
! dz eval: out.jsonl: has nothing for 1 quote of the gold; scored as wrong
= 3
$ printf '{"id":"a","class":"absent","spans":[]}\n{"id":"a","class":"absent","spans":[]}\n' >gold.jsonl; dz eval check gold.jsonl gold.jsonl; dz eval check nowhere.jsonl gold.jsonl; dz eval check /dev/null gold.jsonl
! dz eval: gold.jsonl: has the id a twice; give each quote its own
! dz eval: nowhere.jsonl: cannot be opened: No such file or directory
! dz eval: /dev/null: has no gold: records {"id", "class", "spans"}, one a line
= 3
