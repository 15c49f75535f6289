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
# Three versions: who has what, and each with the one that it is nearest to.
$ printf 'We will go to the 4 towns. Nobody was hurt.\n' > v1.txt; printf 'We will go to the 4 towns. Nobody was hurt. The road is open.\n' > v2.txt; dz compare a.txt v1.txt v2.txt
| Words in common, %:
|    0  100  67  54  a.txt
|    1   67 100  83  v1.txt (nearest to 0)
|    2   54  83 100  v2.txt (nearest to 1)
|
| Sentences that not all have, with the numbers of those that do:
| - 1 2  Nobody was hurt.
| - - 2  The road is open.
|
| a.txt and v1.txt: they differ; 67 % of the words in common; 3 differences, 2 major.
|
| negation (major): left out: not
|     We will [-not-] go to the 3 towns.…
|
| number (major): 3 -> 4
|     We will not go to the [-3-]{+4+} towns.…
|
| insertion (minor): added: Nobody was hurt.
|     We will not go to the 3 towns.{+Nobody was hurt.+}…
|
| v1.txt and v2.txt: they differ; 83 % of the words in common; 1 difference, 0 major.
|
| insertion (minor): added: The road is open.
|     We will go to the 4 towns. Nobody was hurt.{+The road is open.+}…
|
= 1
$ dz compare --format=jsonl a.txt v1.txt v2.txt | grep -e collation -e passage -e difference
| {"type":"collation","versions":["a.txt","v1.txt","v2.txt"],"common":[[1.0,0.6667,0.5373],[0.6667,1.0,0.8312],[0.5373,0.8312,1.0]],"nearest":[null,0,1]}
| {"type":"passage","version":1,"begin":27,"end":43,"text":"Nobody was hurt.","in":[1,2]}
| {"type":"passage","version":2,"begin":44,"end":61,"text":"The road is open.","in":[2]}
| {"type":"difference","versions":[0,1],"kind":"negation","severity":"major","spans":[{"begin":8,"end":11,"text":"not"},null],"note":"left out: not"}
| {"type":"difference","versions":[0,1],"kind":"number","severity":"major","spans":[{"begin":22,"end":23,"text":"3"},{"begin":18,"end":19,"text":"4"}],"note":"3 -> 4"}
| {"type":"difference","versions":[0,1],"kind":"insertion","severity":"minor","spans":[null,{"begin":27,"end":43,"text":"Nobody was hurt."}],"note":"added: Nobody was hurt."}
| {"type":"difference","versions":[1,2],"kind":"insertion","severity":"minor","spans":[null,{"begin":44,"end":61,"text":"The road is open."}],"note":"added: The road is open."}
$ dz compare --format=html a.txt v1.txt v2.txt
! dz compare: --format=html: a page holds two versions; give two, or another format; see dz compare --help
= 2
# A text and its translation are aligned: what only one says is named.
$ printf '国际社会应当通过对话解决这一问题。双方将于5月4日举行会谈。\n' > t.zh.txt; printf 'The international community should solve the issue through dialogue. The two sides will hold talks on May 9.\n' > t.en.txt; dz compare t.zh.txt t.en.txt
| t.zh.txt and t.en.txt: a translation, and not all of it; 100 % of the sentences on both sides; 2 differences, 2 major.
|
| date (major): the date 5月4日 stands only here
|     …当通过对话解决这一问题。双方将于[-5月4日-]举行会谈。…
|
| date (major): the date May 9 stands only here
|     …一问题。双方将于5月4日举行会谈。{+May 9+}…
|
= 1
$ dz compare --lexicon=none.dzlex t.zh.txt t.en.txt
! dz compare: t.en.txt: none.dzlex: cannot be opened: No such file or directory
= 3
