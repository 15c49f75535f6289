/* The file of an index. All numbers are little-endian; every section begins on a multiple of 8, zeros between.
 *
 *     0  magic                8 bytes: 0x89 "DZIDX" CR LF (a transfer as text would break it)
 *     8  version              u32
 *    12  sections             u32, 8
 *    16  file length          u64
 *    24  checksum of the head u64: bytes 0 to 255, this field taken as 0
 *    32  letters of the keys  u32
 *    36  blocks               u32
 *    40  documents            u32
 *    44  sources              u32
 *    48  zero                 16 bytes
 *    64  sections             8 times: offset u64, length u64, checksum u64
 *   256  the sections:
 *
 *        strings     speakers and elements that blocks share: how many, then each as a string
 *        sources     of each: path, size, hash u64, documents
 *        documents   of each: length of its text, code points; name, encoding, tag, date, speaker, title, address;
 *                    language; its blocks, its sentences
 *        anchors     of each document: how many, its first block, its letters, then from anchor to anchor how much more
 *                    than 256 bytes of text there are, and how much more than of the key
 *        texts       each ended by NUL
 *        offsets     code points before every 1,024th byte of each text that is not ASCII alone, u32
 *        postings    see postings.h
 *        terms       see terms.h
 *
 * The first four are read when the file is opened, as numbers of 7 bits a byte (LEB128; signed ones zigzag) and strings
 * (length + 1, bytes, NUL; 0 alone is none). The others are used where they are in the map. A reader trusts no number:
 * each is compared with its bound where it is used. */
#ifndef DZ_MATCH_FORMAT_H
#define DZ_MATCH_FORMAT_H

#include <stddef.h>
#include <stdint.h>

#define INDEX_MAGIC                                                                                                    \
    "\x89"                                                                                                             \
    "DZIDX\r\n"
#define INDEX_VERSION 2u
#define INDEX_HEAD_BYTES 256u
#define INDEX_TABLE_BYTE 64u
#define INDEX_ENTRY_BYTES 24u
#define INDEX_HEAD_CHECKSUM_BYTE 24u
#define INDEX_OFFSETS_STRIDE 1024u

/* The first number of a block. */
#define INDEX_BLOCK_CODE(kind, role, plain) ((kind) << 3 | (role) << 1 | (plain))
#define INDEX_BLOCK_KIND(code) ((code) >> 3)
#define INDEX_BLOCK_ROLE(code) ((code) >> 1 & 3)
#define INDEX_BLOCK_PLAIN(code) ((code)&1)

enum {
    INDEX_STRINGS = 0,
    INDEX_SOURCES,
    INDEX_DOCUMENTS,
    INDEX_ANCHORS,
    INDEX_TEXTS,
    INDEX_OFFSETS,
    INDEX_POSTINGS,
    INDEX_TERMS,
    INDEX_SECTIONS
};

#endif
