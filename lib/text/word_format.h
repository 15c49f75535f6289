/* The compiled table of Chinese words. All numbers are little-endian; every section begins on a multiple of 8.
 *
 *     0  magic                8 bytes: 0x89 "DZWRD" CR LF (a transfer as text would break it)
 *     8  version              u32
 *    12  sections             u32, 7
 *    16  file length          u64
 *    24  checksum of the head u64: bytes 0 to 175, this field taken as 0
 *    32  checksum of the rest u64: byte 176 to the end
 *    40  words                u32
 *    44  zero                 u32
 *    48  counts               u64: the sum of the counts of the words, of which the costs were made
 *    56  zero                 8 bytes
 *    64  sections             7 times: offset u64, length u64
 *   176  the sections:
 *
 *        name        text, ended by NUL
 *        codes       u16 for each of U+3000 to U+9FFF: the character's code; 0: it is in no word. Traditional
 *                    characters have the codes of the simplified ones, so that text needs no folding first
 *        cells       the words, a trie in a double array (Aoe 1989): a cell is
 *                      base u32     the cell of the child by a code is cell number base + code ...
 *                      code u16     ... if that cell has this code; all ones in an empty cell and the root.
 *                               So many empty cells are behind the last that each base and code give a cell
 *                      cost u16     of the word that ends here; WORD_NONE where none does
 *                    No two cells have the same base, so that a cell's code says whose child it is. A cell without
 *                    children has the base 0, which no other has
 *        characters  for each code 8 u16: what a character does in words that the list does not have; and its cell once
 *                    more, for the characters of a text are looked up together
 *        weights     costs (u16) of the models of such words
 *        children    which cells have a child by which code, as a Bloom filter: u64, a power of two of them.
 * WORD_CHILD_HASH names one in its highest bits, WORD_CHILD_BITS two bits of it. The root's children are not in it
 *        frequent    the cells of frequent pairs of characters once more, WORD_FREQUENT_PLACE says where: a power of
 * two of them, no fewer than codes. Of pairs with one place the one that begins more words of text has it; since place
 * and second code give the first one, a cell needs no more than it has
 *
 *        The last two are for speed: half the pairs of a text begin no word, and their cells would be fetched from all
 *        over the memory to find that out. What frequent pairs need stays near the processor.
 *
 *        cell 0 (root)            cell base[0] + code(中)           cell base[that] + code(国)
 *        +------+------+------+   +------+----------+-----------+   +------+----------+-------------+
 *        | base | ~0   | none |   | base | code(中) | cost of 中|   | base | code(国) | cost of 中国|
 *        +------+------+------+   +------+----------+-----------+   +------+----------+-------------+
 *
 * A cost is -ln(probability) in 1/1024. A reader trusts no number in the sections: bases and codes are compared with
 * the counts of cells and characters when the file is opened. */
#ifndef DZ_TEXT_WORD_FORMAT_H
#define DZ_TEXT_WORD_FORMAT_H

#include "base/bytes.h"

#define WORD_MAGIC                                                                                                     \
    "\x89"                                                                                                             \
    "DZWRD\r\n"
#define WORD_VERSION 2u
#define WORD_HEAD_BYTES 176u
#define WORD_SECTIONS_BYTE 64u
#define WORD_HEAD_CHECKSUM_BYTE 24u

enum {
    WORD_SECTION_NAME = 0,
    WORD_SECTION_CODES = 1,
    WORD_SECTION_CELLS = 2,
    WORD_SECTION_CHARACTERS = 3,
    WORD_SECTION_WEIGHTS = 4,
    WORD_SECTION_CHILDREN = 5,
    WORD_SECTION_FREQUENT = 6,
    WORD_SECTION_COUNT = 7
};

#define WORD_FIRST_CHARACTER 0x3000u
#define WORD_LAST_CHARACTER 0x9FFFu
#define WORD_CODES (WORD_LAST_CHARACTER - WORD_FIRST_CHARACTER + 1)

#define WORD_CELL_BYTES 8u
#define WORD_NO_CODE UINT16_MAX

#define WORD_CHILD_HASH(base, code) (((uint64_t)(base) << 16 ^ (code)) * 0x9E3779B97F4A7C15u)
#define WORD_CHILD_BITS(hash) ((uint64_t)1 << ((hash) >> 26 & 63) | (uint64_t)1 << ((hash) >> 20 & 63))

/* To be taken modulo the number of places. */
#define WORD_FREQUENT_PLACE(first, second) ((first) + ((uint32_t)(second)*0x9E3779B1u >> 16))

/* "Never", as a cost, and how many units make one of the natural logarithm. */
#define WORD_NONE UINT16_MAX
#define WORD_UNIT 1024.0

/* No word is longer, in characters. */
#define WORD_LONGEST 16u

/* The costs of a character in unknown words: in a name of another language (begins it, goes on in it, ends it), as a
 * surname, as a given name alone, as the first and the last character of a given name. And what it is in a number,
 * which is no cost. */
enum {
    WORD_FOREIGN_BEGIN = 0,
    WORD_FOREIGN_MIDDLE = 1,
    WORD_FOREIGN_END = 2,
    WORD_SURNAME = 3,
    WORD_GIVEN_ALONE = 4,
    WORD_GIVEN_FIRST = 5,
    WORD_GIVEN_LAST = 6,
    WORD_NUMERAL_KIND = 7,
    WORD_CHARACTER_COSTS = 8
};
#define WORD_USES_CELL_BYTE 16u
#define WORD_USES_BYTES 24u

/* 一 to 九, 〇, 零, 两, 廿; 十 to 亿; 第. */
enum { WORD_NOT_NUMERAL = 0, WORD_NUMERAL_DIGIT = 1, WORD_NUMERAL_UNIT = 2, WORD_ORDINAL = 3 };

/* The weights: what a character costs that is in no word; what it costs that a name of another language begins, that
 * it goes on, that it ends; a name with one character behind the surname, with two; a number, and each character of it.
 */
enum {
    WORD_WEIGHT_UNKNOWN = 0,
    WORD_WEIGHT_FOREIGN = 1,
    WORD_WEIGHT_FOREIGN_STAY = 2,
    WORD_WEIGHT_FOREIGN_LEAVE = 3,
    WORD_WEIGHT_NAME_SHORT = 4,
    WORD_WEIGHT_NAME_LONG = 5,
    WORD_WEIGHT_NUMBER = 6,
    WORD_WEIGHT_NUMERAL = 7,
    WORD_WEIGHT_COUNT = 8
};

#endif
