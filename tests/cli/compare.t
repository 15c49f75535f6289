# Each difference by its kind, and the exit code for what differs in meaning.
$ printf 'We will not go to the 3 towns.\n' > a.txt; printf 'We will go to the 4 towns.\n' > b.txt; dz compare a.txt b.txt
| a.txt and b.txt: they differ; 88 % of the words in common; 2 differences, 2 major.
|
| negation (major): left out: not
|     We will [-not-] go to the 3 towns.…
|
| number (major): 3 -> 4
|     We will not go to the [-3-]{+4+} towns.…
|
= 1
$ dz compare --format=jsonl a.txt b.txt
| {"type":"run","version":"0.1.0","lexicon":null,"model":null,"options":{"format":"jsonl"}}
| {"type":"document","document":"a.txt","encoding":"UTF-8","repairs":[],"lang":"en","date":null,"speaker":null,"title":null,"length":31}
| {"type":"document","document":"b.txt","encoding":"UTF-8","repairs":[],"lang":"en","date":null,"speaker":null,"title":null,"length":27}
| {"type":"difference","versions":[0,1],"kind":"negation","severity":"major","spans":[{"begin":8,"end":11,"text":"not"},null],"note":"left out: not"}
| {"type":"difference","versions":[0,1],"kind":"number","severity":"major","spans":[{"begin":22,"end":23,"text":"3"},{"begin":18,"end":19,"text":"4"}],"note":"3 -> 4"}
= 1
$ dz compare a.txt a.txt
| a.txt and a.txt: the same, word for word; 100 % of the words in common; 0 differences, 0 major.
$ dz compare --format=html -o page.html a.txt b.txt; echo $?; $CLI/check_page.py page.html
| 1
| page.html: good
# Chinese by word, not by line.
$ printf '中方对此表示欢迎，会谈将于4月9日开始。' > a.zh.txt; printf '中方对此表示关切，会谈将于4月9日开始。' > b.zh.txt; dz compare a.zh.txt b.zh.txt
| a.zh.txt and b.zh.txt: they differ; 88 % of the words in common; 1 difference, 0 major.
|
| substitution (minor): 欢迎 -> 关切
|     中方对此表示[-欢迎-]{+关切+}，会谈将于4月9日开始。
|
= 1
# Header lines are about the text: they are not compared, and places still count in the whole file.
$ (printf 'Date: 2015-04-02\n\n'; cat a.txt) > c.txt; dz compare --format=jsonl c.txt b.txt | grep -c '"kind":"date"'
| 0
= 1
$ dz compare --format=jsonl c.txt b.txt | grep '"kind":"number"'
| {"type":"difference","versions":[0,1],"kind":"number","severity":"major","spans":[{"begin":40,"end":41,"text":"3"},{"begin":18,"end":19,"text":"4"}],"note":"3 -> 4"}
$ dz compare --input=jsonl --format=jsonl pairs.jsonl -q | grep -c '"type":"error"'
| 1
! dz compare: half: the record at pairs.jsonl:3 has no "target": a text or a list of sentences
$ dz compare a.txt
! dz compare: two files are needed; 1 were given; see dz compare --help
= 2
