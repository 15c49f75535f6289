# A line of 100 MB goes through, in windows of 1 MB. (Long: `meson test --benchmark cli-long` or `tests/cli/run tests/cli/long.t`.)
$ awk 'BEGIN { for (i = 0; i < 2000000; i++) printf "The talks were held and they were useful in April " }' > long.txt; wc -c < long.txt
| 100000000
$ dz segment long.txt | wc -lc
|      96 100000000
$ dz segment --level=word long.txt | wc -w
| 20000000
$ dz normalize long.txt | wc -c
| 100000000
$ dz quotes long.txt
| Nobody is quoted or reported.
$ dz check --fail-on=any long.txt --against source.en.txt
| long.txt: 0 quotes
# A file of many records, one of them wrong, in order.
$ awk 'BEGIN { for (i = 0; i < 20000; i++) print i == 777 ? "broken" : "{\"id\":" i ",\"text\":\"One. Two.\"}" }' > many.jsonl; dz segment --input=jsonl --format=jsonl many.jsonl | grep -c '"type":"sentence"'
| 39998
! dz segment: many.jsonl:778: is no JSON object on a line of its own; each line must be one, in UTF-8 and without \u0000
