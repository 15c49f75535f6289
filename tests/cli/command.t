# The command itself: what there is, and what a wrong command line gives.
$ dz
! dz: a subcommand is needed; see dz --help
= 2
$ dz --version
| dz (duizhao) 0.1.0
$ dz segmet
! dz: segmet: there is no such subcommand; see dz --help
= 2
$ dz --help
| Usage: dz SUBCOMMAND [OPTION]... [FILE]...
| Sets Chinese and English official statements side by side.
|
| Subcommands:
|   segment     Print the sentences, words, blocks or values of texts.
|   normalize   Print the comparison keys of texts: spelling, width, quotes and script folded.
|   align       Say which sentence of one text is which sentence of its translation.
|   convert     Turn an alignment from one format into another.
|   quotes      Say who is quoted or reported, with what words, and through whom.
|   check       Check every quote of reports against their sources.
|   compare     Name the differences between versions of a text.
|   index       Keep sources ready for checking quotes.
|   lexicon     Look words up in the bilingual table, build it, or train it.
|   train       Learn from your own texts: how to cut Chinese into words, or who says what.
|   eval        Score results against gold.
|
| dz SUBCOMMAND --help tells of each. A FILE may be plain text, HTML, DOCX or PDF; - is standard input.
|
| Exit codes: 0 done; 1 done, and something differs or was not found (check, compare);
| 2 the command line was wrong; 3 an input could not be read (the others were still done);
| 4 an internal limit or fault, or a result that could not be written.
$ dz segment --level=letters brief.en.txt
! dz segment: --level=letters: choose one of sentence|word|block|value; see dz segment --help
= 2
$ dz segment --levels=word brief.en.txt
! dz segment: --levels=word: there is no such option; see dz segment --help
= 2
$ dz segment --level
! dz segment: --level: needs a value (--level=...); see dz segment --help
= 2
$ dz segment --quiet=yes brief.en.txt
! dz segment: --quiet: takes no value (yes); see dz segment --help
= 2
$ dz segment -x brief.en.txt
! dz segment: -x: there is no such option; see dz segment --help
= 2
$ dz segment --version
| dz (duizhao) 0.1.0
