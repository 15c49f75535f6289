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
# What can be scored is said.
$ dz eval
! dz eval: say what to score: align, sentences or words; see dz eval --help
= 2
$ dz eval quotas a b
! dz eval: say what to score: align, sentences or words; see dz eval --help
= 2
$ dz eval words gold.txt
! dz eval: words: GOLD and OUT are needed; 1 operands were given; see dz eval --help
= 2
