# What cannot be read gives one clear line and exit code 3, and the others are still done.
$ dz segment missing.txt lines.txt
| 中方表示欢迎。
| Talks begin.
| 第三行
! dz segment: missing.txt: cannot be opened: No such file or directory
= 3
$ dz segment .
! dz segment: .: is a directory; name the files in it
= 3
$ dz segment empty.txt
! dz segment: empty.txt: is empty
$ dz segment --format=jsonl empty.txt
| {"type":"run","version":"0.1.0","lexicon":null,"model":null,"options":{"format":"jsonl"}}
| {"type":"document","document":"empty.txt","encoding":"UTF-8","repairs":[],"lang":"und","date":null,"speaker":null,"title":null,"length":0}
! dz segment: empty.txt: is empty
$ dz segment --format=jsonl missing.txt
| {"type":"run","version":"0.1.0","lexicon":null,"model":null,"options":{"format":"jsonl"}}
| {"type":"error","document":"missing.txt","message":"missing.txt: cannot be opened: No such file or directory"}
! dz segment: missing.txt: cannot be opened: No such file or directory
= 3
$ dz segment --input=jsonl missing.jsonl
! dz segment: missing.jsonl: cannot be opened: No such file or directory
= 3
$ dz segment --input=jsonl .
! dz segment: .: is a directory; name the files in it
= 3
$ printf '{"id":"a","text":"x\\u0000y"}\n' | dz segment --input=jsonl
! dz segment: -:1: is no JSON object on a line of its own; each line must be one, in UTF-8 and without \u0000
= 3
# An empty file is no error, but is told of.
$ dz segment --quiet empty.txt
# A result that cannot be written is told of, and the exit code is 4.
$ dz segment -o /dev/full lines.txt
! dz segment: /dev/full: cannot be written: No space left on device
= 4
$ dz segment lines.txt > /dev/full
! dz segment: standard output: cannot be written: No space left on device
= 4
$ dz segment lines.txt >&-
! dz segment: standard output is closed; give it a place, or use -o FILE
= 4
$ dz segment -o missing/out.txt lines.txt
! dz segment: missing/out.txt: cannot be opened for writing: No such file or directory
= 4
$ dz segment -o . lines.txt
! dz segment: .: cannot be opened for writing: Is a directory
= 4
# A file that was there stays whole where the new one does not come about.
$ echo old > out.txt; dz segment -o out.txt --level=letters lines.txt; cat out.txt
| old
! dz segment: --level=letters: choose one of sentence|word|block|value; see dz segment --help
$ dz segment -o out.txt lines.txt; cat out.txt
| 中方表示欢迎。
| Talks begin.
| 第三行
# A reader that goes away is no error to talk about.
$ (sleep 0.5; trap '' PIPE; dz segment --split=lines --level=word brief.en.txt; echo "code $?" >&2) | true
! code 4
$ dz segment random.bin
! dz segment: random.bin: not text in any encoding that is known here (UTF-8, UTF-16, GB18030, Big5, Latin-1)
= 3
# A good file is not taken away where there is nothing to put in its place.
$ echo keep >old.txt; dz align nowhere.txt brief.en.txt -o old.txt; echo "ends with $?"; cat old.txt
| ends with 3
| keep
! dz align: nowhere.txt: cannot be opened: No such file or directory
$ echo keep >old.txt; dz check nowhere.txt --against brief.en.txt --format=html -o old.txt; echo "ends with $?"; cat old.txt
| ends with 3
| keep
! dz check: nowhere.txt: cannot be opened: No such file or directory
# Records without an id are called by their place, whatever the file's name is.
$ printf '{"text":1}\n' >北太平洋渔业科学网络代表团访问青岛舟山和宁德.jsonl; dz quotes --input=jsonl 北太平洋渔业科学网络代表团访问青岛舟山和宁德.jsonl
! dz quotes: 北太平洋渔业科学网络代表团访问青岛舟山和宁德.jsonl:1: the record at 北太平洋渔业科学网络代表团访问青岛舟山和宁德.jsonl:1 has no "text"
= 3
# A number as an id is kept exactly, or the record is refused; and records come from standard input where no FILE is named.
$ printf '{"id":12345678901234567890,"text":"a"}\n{"id":7,"text":"One. Two."}\n' | dz segment --input=jsonl
| One.
| Two.
! dz segment: -:1: the number in "id" is too large to be kept exactly; write it as text, in quotation marks
= 3
$ printf '{"id":"p","source":["双方同意继续对话，并于2015年4月2日再次会晤。"],"target":["The two sides agreed to continue the dialogue and to meet again on April 2, 2015."]}\n' | dz align --input=jsonl --format=beads
| [0]:[0]
! dz align: p: these do not look like translations of each other; is it the right pair?
$ printf '{"id":"p","source":"a","target":"a"}\n' | dz compare --input=jsonl
| p and p: the same, word for word; 100 % of the words in common; 0 differences, 0 major.
