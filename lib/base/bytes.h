/* Numbers in compiled files: little-endian whatever the machine is, at any alignment; and the files' checksum. */
#ifndef DZ_BASE_BYTES_H
#define DZ_BASE_BYTES_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

static inline uint16_t dz_bytes__read_u16(const unsigned char *bytes)
{
    return (uint16_t)(bytes[0] | bytes[1] << 8);
}

static inline uint32_t dz_bytes__read_u32(const unsigned char *bytes)
{
    return (uint32_t)bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

static inline uint64_t dz_bytes__read_u64(const unsigned char *bytes)
{
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
    uint64_t value; /* one load, where compilers make eight of the bytes */
    memcpy(&value, bytes, sizeof value);
    return value;
#else
    return (uint64_t)dz_bytes__read_u32(bytes) | (uint64_t)dz_bytes__read_u32(bytes + 4) << 32;
#endif
}

static inline void dz_bytes__write_u16(unsigned char *bytes, uint16_t value)
{
    bytes[0] = (unsigned char)value;
    bytes[1] = (unsigned char)(value >> 8);
}

static inline void dz_bytes__write_u32(unsigned char *bytes, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        bytes[i] = (unsigned char)(value >> 8 * i);
}

static inline void dz_bytes__write_u64(unsigned char *bytes, uint64_t value)
{
    dz_bytes__write_u32(bytes, (uint32_t)value);
    dz_bytes__write_u32(bytes + 4, (uint32_t)(value >> 32));
}

/* 64-bit words multiplied and shifted, eight bytes at a step; the last ones padded with zeros. It finds accidents, not
 * forgeries: against those readers check every number where they use it. */
static inline uint64_t dz_bytes__checksum(uint64_t sum, const unsigned char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i += 8) {
        unsigned char step[8] = {0};
        size_t left = length - i;
        memcpy(step, bytes + i, left < 8 ? left : 8);
        sum = (sum ^ dz_bytes__read_u64(step)) * 0x9E3779B97F4A7C15u;
        sum ^= sum >> 29;
    }
    return sum;
}

#endif
