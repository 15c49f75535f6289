# Sources are read once and kept; a report is checked against them as against the files.
$ rm -rf b b.dzidx *.json; mkdir b; cp source.en.txt brief.en.txt brief.zh.txt b; dz index build b.dzidx b | sed -E 's/: [0-9.]+ MB.*//'; dz check quoting.txt --index=b.dzidx > kept; dz check quoting.txt --against b > read; cmp kept read && head -n 3 kept
| b.dzidx: 3 documents of 3 files (3 read, 0 unchanged, 0 gone)
| quoting.txt: 5 quotes: 1 verbatim, 1 typographic, 1 elided, 1 altered, 1 not-found
|   typographic  Cyber attacks know no borders, and tracing them tak…
|   altered      We have reached 4,671 sites,                          number: 4,761 -> 4,671
$ rm -rf b b.dzidx *.json; mkdir b; cp source.en.txt brief.zh.txt b; dz index build -q b.dzidx b > log; for f in jsonl csv html; do dz check --format=$f quoting.txt --index=b.dzidx | sed 1d > kept; dz check --format=$f quoting.txt --against b | sed 1d > read; cmp kept read; done
# More sources may stand beside it.
$ rm -rf b b.dzidx *.json; dz index build b.dzidx brief.zh.txt > log; dz check --quotes=quotes.jsonl --index=b.dzidx --against source.en.txt -q
|   verbatim     We will not point fingers.
|   altered      We will never point fingers.
! dz check: q3: the record at quotes.jsonl:3 has no "text"
= 3
# What did not change is taken out of the index, what changed is read again, what is gone is told.
$ rm -rf b b.dzidx *.json; mkdir b; cp source.en.txt brief.en.txt brief.zh.txt b; dz index build b.dzidx b > log; rm b/brief.en.txt; echo more >> b/brief.zh.txt; dz index build b.dzidx b | sed -E 's/: [0-9.]+ MB.*//'; dz index verify b.dzidx
| b.dzidx: 2 documents of 2 files (1 read, 1 unchanged, 1 gone)
| b.dzidx: is whole; 2 of 2 files are as they were
! dz index: b/brief.en.txt: is gone, or was not named, and is left out from now on
$ rm -rf b b.dzidx *.json; mkdir b; cp source.en.txt brief.en.txt b; dz index build b.dzidx b > log; cp b.dzidx first; dz index build b.dzidx b > log; cmp first b.dzidx && dz index build --fresh b.dzidx b > log; cmp first b.dzidx && ls b.dzidx*
| b.dzidx
# What is in it.
$ rm -rf b b.dzidx *.json; dz index build b.dzidx source.en.txt records.jsonl > log; dz index info -v b.dzidx | sed -E 's/[0-9]+ bytes.*/N bytes/'
| b.dzidx: 4 documents of 2 files, 1 Chinese, 3 English, from 2015-04-02 to 2015-04-02
| N bytes
| en       2015-04-02 UTF-8  source.en.txt
| en       2015-04-02 UTF-8  one
| zh       -          UTF-8  2
| en       -          UTF-8  four
! dz index: records.jsonl:3: is no JSON object on a line of its own; each line must be one, in UTF-8 and without \u0000
! dz index: three: the record at records.jsonl:4 has no "text"
$ rm -rf b b.dzidx *.json; dz index build b.dzidx source.en.txt > log; dz index info --format=jsonl b.dzidx | sed -E 's/"(text|file)_bytes":[0-9]+/"\1_bytes":N/g' | sed 1d
| {"type":"index","documents":1,"sources":1,"text_bytes":N,"file_bytes":N}
| {"type":"document","document":"source.en.txt","encoding":"UTF-8","repairs":[],"lang":"en","date":"2015-04-02","speaker":"Lin","title":"Regular press briefing","length":241}
# Files that are not as they were.
$ rm -rf b b.dzidx *.json; cp source.en.txt s.txt; dz index build b.dzidx s.txt > log; echo more >> s.txt; dz index verify b.dzidx
| b.dzidx: is whole; 0 of 1 files are as they were
! dz index: s.txt: changed
= 1
$ rm -rf b b.dzidx *.json; cp source.en.txt s.txt; dz index build b.dzidx s.txt > log; echo '{"date":"2015-04-03"}' > s.txt.meta.json; dz index verify b.dzidx; dz index build b.dzidx s.txt > log; dz index info b.dzidx | head -n 1
| b.dzidx: is whole; 0 of 1 files are as they were
| b.dzidx: 1 documents of 1 files, 0 Chinese, 1 English, from 2015-04-03 to 2015-04-03
! dz index: s.txt: changed
# A truncated, damaged or foreign file is refused with one line, and never written over by mistake.
$ rm -rf b b.dzidx *.json; dz index build b.dzidx source.en.txt > log; head -c 900 b.dzidx > cut; dz check --quotes=quotes.jsonl --index=cut
! dz check: cut: is truncated; build it anew with dz index build --fresh
= 3
$ rm -rf b b.dzidx *.json; dz index build b.dzidx source.en.txt > log; printf '\377' | dd of=b.dzidx bs=1 seek=700 conv=notrunc status=none; dz index verify b.dzidx
! dz index: b.dzidx: is damaged (its content has another checksum); build it anew with dz index build --fresh
= 3
$ dz check --quotes=quotes.jsonl --index=source.en.txt
! dz check: source.en.txt: is no index; dz index build makes one
= 3
$ dz check --quotes=quotes.jsonl --index=none.dzidx
! dz check: none.dzidx: cannot be opened: No such file or directory
= 3
$ rm -rf b b.dzidx *.json; cp source.en.txt s.txt; dz index build s.txt brief.zh.txt; cmp s.txt source.en.txt
! dz index: s.txt: is no index; dz index build makes one
! dz index: s.txt: is not written over; --fresh does that
$ rm -rf b b.dzidx *.json; dz index build b.dzidx none.txt; ls b.dzidx
! dz index: none.txt: cannot be opened: No such file or directory
! dz index: b.dzidx: no source could be read, so nothing was written
! ls: cannot access 'b.dzidx': No such file or directory
= 2
# One writer at a time; a lock that a killed one left is none.
$ rm -rf b b.dzidx *.json; touch b.dzidx.lock; dz index build b.dzidx source.en.txt | cut -d : -f 1; flock b.dzidx.lock dz index build b.dzidx source.en.txt
| b.dzidx
! dz index: b.dzidx: is being written by another dz index build; try again when that is done
= 4
# Wrong command lines.
$ dz index
! dz index: say what to do: build, info or verify; see dz index --help
= 2
$ rm -rf b b.dzidx *.json; dz index build b.dzidx
! dz index: build: name the sources behind b.dzidx; see dz index --help
= 2
$ dz index info
! dz index: info: one index is needed, a file; see dz index --help
= 2
# An interrupt leaves the file that was there, and nothing beside it.
$ rm -rf b b.dzidx *.json; mkdir d; echo old > d/out; (head -c 9000000 /dev/zero | tr '\0' 'a'; sleep 5) | timeout -s INT 1 dz segment -o d/out -; ls d; cat d/out
| out
| old
