# A table is built from text, looked into in both directions and scripts, and known to be whole.
$ printf '反对\toppose; object to\t1\t0.5\n' > a.tsv; dz lexicon build a.tsv --name=tiny -o a.dzlex && dz lexicon lookup --lexicon=a.dzlex 反對 opposed nothing
| 反对	oppos	0.5263
| 反对	object	0.4737
| oppos	反对	0.2632
! dz lexicon: nothing: is not in the table
= 1
$ printf '反对\toppose\t1\n' > a.tsv; dz lexicon build a.tsv --name=tiny -o a.dzlex && dz lexicon info --lexicon=a.dzlex
| name     tiny
| keys     1
| glosses  1
$ printf '反对\toppose\t1\n' > a.tsv; dz lexicon build a.tsv --name=tiny -o a.dzlex && dz lexicon lookup --format=jsonl --lexicon=a.dzlex 反对
| {"type":"run","version":"0.1.0","lexicon":"tiny","model":null,"options":{"lexicon":"a.dzlex","format":"jsonl"}}
| {"type":"gloss","lang":"zh","key":"反对","text":"oppos","weight":1.000000}
# What is no table is named as such, and nothing is left behind of one that could not be built.
$ dz lexicon lookup --lexicon=lines.txt 反对
! dz lexicon: lines.txt: is not a compiled lexicon; build it again with "dz lexicon build", or install it again
= 3
$ printf '反对\toppose\t2\n' > a.tsv; dz lexicon build a.tsv -o bad.dzlex; ls bad.dzlex
! dz lexicon: a.tsv:1: the weight is no number from 0 to 1
! ls: cannot access 'bad.dzlex': No such file or directory
= 2
# Files that are no pairs of lines are not learned from.
$ printf '反对\toppose\t1\n' > a.tsv; dz lexicon build a.tsv -o a.dzlex; printf '反对\n反对\n' > zh; echo oppose > en; dz lexicon train --lexicon=a.dzlex zh en -o out.tsv; ls out.tsv
! dz lexicon: zh: has more lines than en, which ends behind line 1; make them pairs
! ls: cannot access 'out.tsv': No such file or directory
= 2
$ printf '反对\toppose\t1\n' > a.tsv; dz lexicon build a.tsv -o a.dzlex; printf '反对\n反对\n反对\n' > zh; printf 'oppose\noppose\noppose\n' > en; dz lexicon train --held-out=2 --lexicon=a.dzlex zh en -o out.tsv && cat out.tsv
| # Chinese, English, p(English | Chinese), p(Chinese | English); from 3 pairs of sentences by "dz lexicon train".
| 反对	*	0.92
| 反对	oppose	1	0.126
| *	oppose	0.92
! dz lexicon: 3 pairs, 3 Chinese and 3 English words; 1 renderings learned
! dz lexicon: on 2 pairs kept back: 0.000 bits an English word (0.000 before), 2.231 a Chinese one (2.786 before)
# How often a word is translated, and which characters its renderings have, is said beside the renderings, and is no key.
$ printf '反对\toppose\t1\n反对\t=\t0.9\n=\toppose\t0.8\n~抗\toppose\t0.5\n' > a.tsv; dz lexicon build a.tsv -o a.dzlex && dz lexicon info --lexicon=a.dzlex | tail -n 2
| keys     1
| glosses  1
$ printf '~反对\toppose\t0.5\n' > a.tsv; dz lexicon build a.tsv -o bad.dzlex
! dz lexicon: a.tsv:1: "~" stands before one Chinese character, and one English word behind it
= 3
# Without a table the Chinese is cut into characters.
$ printf '反对\n对\n' > zh; printf 'oppose\nright\n' > en; dz lexicon train -q --held-out=0 --lexicon=none zh en -o out.tsv && grep -v '\*' out.tsv
| # Chinese, English, p(English | Chinese), p(Chinese | English); from 2 pairs of sentences by "dz lexicon train".
| 反	oppose	0.0444	0.0437
| 对	oppose	0.0152	0.0154
| 对	right	0.0525	0.0533
# A command line that is wrong says so.
$ dz lexicon
! dz lexicon: say what to do: lookup, info, build or train; see dz lexicon --help
= 2
$ dz lexicon build lines.txt
! dz lexicon: build: say with -o FILE where the table goes; see dz lexicon --help
= 2
$ dz lexicon train lines.txt -o out.tsv
! dz lexicon: train: lines.txt stands alone; it needs its pair, the Chinese file first, or --from=FORMAT; see dz lexicon --help
= 2
# Alignments are learned from, whatever their format; rejected beads are not.
$ printf '反对\toppose\t1\n支持\tsupport\t1\n' > a.tsv; dz lexicon build a.tsv -o a.dzlex; printf 'source_text\ttarget_text\tstatus\n反对\toppose\tauto\n支持\tsupport\tconfirmed\n支持\toppose\trejected\n' > beads.tsv; dz convert beads.tsv --format=tmx -o beads.tmx; dz lexicon train --held-out=0 --lexicon=a.dzlex beads.tmx -o out.tsv; grep -v '^#' out.tsv
| 反对	*	0.907
| 反对	oppose	1	0.139
| 支持	*	0.907
| 支持	support	1	0.139
| *	oppose	0.907
| *	support	0.907
! dz lexicon: 2 pairs, 2 Chinese and 2 English words; 2 renderings learned
$ printf 'oppose\n' > en; dz lexicon train --lexicon=a.dzlex en beads.tmx -o out.tsv
! dz lexicon: train: en stands alone; it needs its pair, the Chinese file first, or --from=FORMAT; see dz lexicon --help
= 2
# A line without a weight is a term of one's own, and stands alone for its word.
$ printf '# mine\n反对\tobject to\nendorse\t支持\n' > terms.tsv; dz lexicon build a.tsv terms.tsv -o mine.dzlex; dz lexicon lookup --lexicon=mine.dzlex 反对 支持
| 反对	object	1.0000
| 支持	endors	1.0000
