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
| Sentences that not all have in the same words (a number: that version has them; ~: in other words; -: not):
| 0 ~ ~  We will not go to the 3 towns.
| ~ 1 2  We will go to the 4 towns.
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
| {"type":"passage","version":0,"begin":0,"end":30,"text":"We will not go to the 3 towns.","in":[0,1,2],"same":[0]}
| {"type":"passage","version":1,"begin":0,"end":26,"text":"We will go to the 4 towns.","in":[0,1,2],"same":[1,2]}
| {"type":"passage","version":1,"begin":27,"end":43,"text":"Nobody was hurt.","in":[1,2],"same":[1,2]}
| {"type":"passage","version":2,"begin":44,"end":61,"text":"The road is open.","in":[2],"same":[2]}
| {"type":"difference","versions":[0,1],"kind":"negation","severity":"major","spans":[{"begin":8,"end":11,"text":"not"},null],"note":"left out: not"}
| {"type":"difference","versions":[0,1],"kind":"number","severity":"major","spans":[{"begin":22,"end":23,"text":"3"},{"begin":18,"end":19,"text":"4"}],"note":"3 -> 4"}
| {"type":"difference","versions":[0,1],"kind":"insertion","severity":"minor","spans":[null,{"begin":27,"end":43,"text":"Nobody was hurt."}],"note":"added: Nobody was hurt."}
| {"type":"difference","versions":[1,2],"kind":"insertion","severity":"minor","spans":[null,{"begin":44,"end":61,"text":"The road is open."}],"note":"added: The road is open."}
$ dz compare --format=html -o page.html a.txt v1.txt v2.txt; echo $?; $CLI/check_page.py page.html
| 1
| page.html: good
# Long statements, reworded: what became weaker, what moved, what is gone; in both languages.
$ cp $CLI/../../corpora/samples/briefings/2021-09-08-water-supply.en.txt base.en.txt; sed -e 's/must/should/g; s/184,000/148,000/; s/The Government apologises to the residents affected for/The Government regrets/; s/ That is as much as 38 standard swimming pools hold.//; s/In the early hours of September 5, a water main\(.*\) burst, and/A water main\1 burst in the early hours of September 5, and/' base.en.txt > second.en.txt; dz compare base.en.txt second.en.txt
| base.en.txt and second.en.txt: they differ; 99 % of the words in common; 7 differences, 4 major.
|
| case (minor): a -> A
|     …d afternoon. In the early hours of September 5, [-a-]{+A+} water main of 1.2 metres in diameter connected …
|
| order (minor): moved: In the early hours of September 5,
|     …e: en Government Spokesperson: Good afternoon. [-In the early hours of September 5,-] a water main of 1.2 metres in diameter connecte…
|     …connected to the Tai Po service reservoir burst {+in the early hours of September 5+}, and the supply to some 148,000 households in T…
|
| number (major): 184,000 -> 148,000
|     …service reservoir burst, and the supply to some [-184,000-]{+148,000+} households in Tai Po and North District was aff…
|
| substitution (minor): apologises to the residents affected for the -> regrets the
|     …fully restored at 6.30 am today. The Government [-apologises to the residents affected for the-]{+regrets the+} inconvenience caused. Today, the representative…
|
| omission (major): left out: That is as much as 38 standard swimming pools hold.
|     …ed 96,000 cubic metres of fresh water was lost. [-That is as much as 38 standard swimming pools hold.-] The section that burst was laid in 1984 and ha…
|
| modality (major): must -> should (weaker)
|     …issued too late. Under the guidelines, a notice [-must-]{+should+} go out within one hour of an interruption of su…
|
| modality (major): must -> should (weaker)
|     …han 500 households are affected, a text message [-must-]{+should+} be sent within thirty minutes, without waiting …
|
= 1
$ sed -e 's/ There were also signs that the soil nearby had moved.//; s/They are expected to/They will/' second.en.txt > third.en.txt; dz compare base.en.txt second.en.txt third.en.txt | sed -n '/^Sentences/,/^$/p'
| Sentences that not all have in the same words (a number: that version has them; ~: in other words; -: not):
| 0 ~ ~  In the early hours of September 5, a water main of 1.2 metres in diameter connected to the Tai Po service reservoir burst, and the supply to some 184,000 households in Tai Po and North District was affected.
| ~ 1 2  A water main of 1.2 metres in diameter connected to the Tai Po service reservoir burst in the early hours of September 5, and the supply to some 148,000 households in Tai Po and North District was affected.
| 0 - -  The Government apologises to the residents affected for the inconvenience caused.
| ~ 1 2  The Government regrets the inconvenience caused.
| 0 - -  That is as much as 38 standard swimming pools hold.
| 0 1 -  There were also signs that the soil nearby had moved.
| 0 1 ~  They are expected to submit a report before mid-December.
| ~ ~ 2  They will submit a report before mid-December.
| 0 ~ ~  Under the guidelines, a notice must go out within one hour of an interruption of supply; this time it took four hours and twelve minutes.
| ~ 1 2  Under the guidelines, a notice should go out within one hour of an interruption of supply; this time it took four hours and twelve minutes.
| 0 ~ ~  In future, whenever more than 500 households are affected, a text message must be sent within thirty minutes, without waiting for a repair schedule.
| ~ 1 2  In future, whenever more than 500 households are affected, a text message should be sent within thirty minutes, without waiting for a repair schedule.
|
$ cp $CLI/../../corpora/samples/briefings/2021-09-08-water-supply.zh.txt base.zh.txt; sed -e 's/必須/應當/g; s/18萬4千戶/14萬8千戶/; s/，相當於38個標準泳池//; s/對於事故造成的不便，政府向受影響的市民致歉。/政府對此表示遺憾。/; s/同事在2時58分關上第一個閘門。不過，/不過，/; s/結果要多用5個小時才能截斷水流。/結果要多用5個小時才能截斷水流，同事在2時58分關上第一個閘門。/' base.zh.txt > second.zh.txt; dz compare base.zh.txt second.zh.txt
| base.zh.txt and second.zh.txt: they differ; 99 % of the words in common; 6 differences, 4 major.
|
| number (major): 18萬4千 -> 14萬8千
|     …直徑1.2米的水管爆裂，大埔和北區約[-18萬4千-]{+14萬8千+}戶居民的供水受到影響。經過水務署…
|
| substitution (minor): 對於事故造成的不便，政府向受影響的市民致歉 -> 政府對此表示遺憾
|     …修，供水已於今早6時30分全面恢復。[-對於事故造成的不便，政府向受影響的市民致歉-]{+政府對此表示遺憾+}。今日，我和水務署代表會交代事故…
|
| order (minor): moved: 同事在2時58分關上第一個閘門。
|     …裂，監察系統在3分鐘後發出警報，[-同事在2時58分關上第一個閘門。-]不過，其中一個閘門因為鏽蝕未能完…
|     …，結果要多用5個小時才能截斷水流{+，同事在2時58分關上第一個閘門+}。估計流失的食水約有9萬6千立方米。…
|
| omission (major): left out: ，相當於38個標準泳池
|     …。估計流失的食水約有9萬6千立方米[-，相當於38個標準泳池-]。 爆裂的一段水管鋪設於一九八四年…
|
| modality (major): 必須 -> 應當 (weaker)
|     …遲。按照指引，供水中斷後一小時內[-必須-]{+應當+}發出通知，而今次用了四小時十二分…
|
| modality (major): 必須 -> 應當 (weaker)
|     …後只要影響超過五百戶，三十分鐘內[-必須-]{+應當+}發出短訊，不必等待搶修的時間表。…
|
= 1
$ dz compare --format=html -o page.html base.zh.txt second.zh.txt base.zh.txt; $CLI/check_page.py page.html
| page.html: good
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
