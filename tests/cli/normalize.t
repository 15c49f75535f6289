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
