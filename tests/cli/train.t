# A user's own text makes the user's words: one that it has whole stays whole, one that it has in parts is parted.
$ for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo '构建 人类 命运共同体 没 有 终点'; done >cut.txt; dz train words cut.txt -o mine.dzwords
! dz train: 11 lines, 66 words; 1 lines more held out
! dz train: F1 of words on the held-out lines: 46.15 before, 100.00 after
$ for i in 1 2 3; do echo '构建 人类 命运共同体 没 有 终点'; done >cut.txt; dz train words cut.txt -q -o mine.dzwords; echo 命运共同体没有终点 >own.txt; dz segment --level=word --table=mine.dzwords own.txt
| 命运共同体 没 有 终点
# What cannot be trained on leaves no table behind.
$ echo 'no words of Chinese' >cut.txt; dz train words cut.txt -o none.dzwords; test -e none.dzwords || echo none
| none
! dz train: cut.txt: has no Chinese words; a sentence a line is wanted, its words parted by spaces
$ dz train words cut.txt
! dz train: words: say with -o FILE where the table goes; see dz train --help
= 2
