# What is folded becomes one spelling, a key a line.
$ printf '「發言人」Said：４％\n\n' | dz normalize
| "发言人"said:4%
|
$ printf '發言人 Said' | dz normalize --fold=-case,-script
| 發言人Said
$ printf '发言人' | dz normalize --script=hant
| 發言人
$ printf '發言人' | dz normalize --script=keep
| 發言人
# Each fold that was used is told with its place.
$ printf '發言人' | dz normalize --fold=script --format=jsonl
| {"type":"run","version":"0.1.0","lexicon":null,"model":null,"options":{"fold":"script","format":"jsonl"}}
| {"type":"document","document":"-","encoding":"UTF-8","repairs":[],"lang":"zh-Hant","date":null,"speaker":null,"title":null,"length":3}
| {"type":"key","document":"-","begin":0,"end":3,"text":"發言人","key":"发言人","folds":[{"fold":"script","begin":0,"end":1,"text":"發"}]}
$ printf 'x' | dz normalize --fold=case,colour
! dz normalize: --fold=case,colour: there is no fold "colour"; see dz normalize --help
= 2
# What a reader cannot see is folded with its place, at a word's end too; letters of another alphabet stay, and are reported.
$ printf 'the word\342\200\213 \342\200\256said\342\200\254' | dz normalize --fold=invisible --format=jsonl | tail -n 2
| {"type":"document","document":"-","encoding":"UTF-8","repairs":[{"begin":8,"end":9,"what":"zero-width space"},{"begin":10,"end":11,"what":"bidi control"},{"begin":15,"end":16,"what":"bidi control"}],"lang":"en","date":null,"speaker":null,"title":null,"length":16}
| {"type":"key","document":"-","begin":0,"end":16,"text":"the word​ ‮said‬","key":"the word said","folds":[{"fold":"invisible","begin":8,"end":9,"text":"​"},{"fold":"invisible","begin":10,"end":11,"text":"‮"},{"fold":"invisible","begin":15,"end":16,"text":"‬"}]}
$ printf 'the Chin\320\260 plan' | dz normalize --format=jsonl | tail -n 2
| {"type":"document","document":"-","encoding":"UTF-8","repairs":[{"begin":4,"end":9,"what":"letters of two alphabets that look alike"}],"lang":"en","date":null,"speaker":null,"title":null,"length":14}
| {"type":"key","document":"-","begin":0,"end":14,"text":"the Chinа plan","key":"the chinа plan","folds":[{"fold":"case","begin":4,"end":5,"text":"C"}]}
