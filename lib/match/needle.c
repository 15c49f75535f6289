#include "match/needle.h"

#include <string.h>

#define LANES 16
#define STEP (4 * LANES)
#define CASE_BIT 0x20

typedef unsigned char lanes __attribute__((vector_size(LANES)));

/* How frequent a byte is in text, roughly: letters by their rank in English; the bytes that begin Han are few, those
 * that follow many. */
static unsigned frequency_of(unsigned char byte)
{
    static const char letters[] = "qxzjkvbpygfwmucldrhsnioate";
    const char *rank = byte >= 'a' && byte <= 'z' ? strchr(letters, byte) : NULL;
    if (rank)
        return 2 + 4 * (unsigned)(rank - letters);
    if (byte >= 0xE0)
        return 200;
    return byte >= 0x80 ? 20 : 16;
}

dz_needle dz_needle__new(const char *form, size_t length)
{
    dz_needle needle = {.form = {form, length}};
    size_t best = 0, second = SIZE_MAX;
    for (size_t i = 1; i < length; i++) {
        unsigned frequency = frequency_of((unsigned char)form[i]);
        if (frequency < frequency_of((unsigned char)form[best])) {
            second = best;
            best = i;
        } else if (second == SIZE_MAX || frequency < frequency_of((unsigned char)form[second])) {
            second = i;
        }
    }
    needle.probes[0] = best;
    needle.probes[1] = second == SIZE_MAX ? best : second;
    for (size_t i = 0; i < 2; i++) {
        char byte = form[needle.probes[i]];
        needle.cases[i] = !needle.probes[i] && byte >= 'a' && byte <= 'z' ? CASE_BIT : 0;
        needle.bytes[i] = (unsigned char)byte;
    }
    return needle;
}

static bool is_whole_word(dz_view text, size_t at, size_t length)
{
    const char *bytes = text.data;
    size_t end = at + length;
    if (at && dz_needle__is_letter(bytes[at - 1]) && dz_needle__is_letter(bytes[at]))
        return false;
    return !(end < text.length && dz_needle__is_letter(bytes[end]) && dz_needle__is_letter(bytes[end - 1]));
}

static bool is_at(const dz_needle *needle, dz_view text, size_t at)
{
    const char *form = needle->form.data, *place = text.data + at;
    bool letter = form[0] >= 'a' && form[0] <= 'z';
    return (*place == form[0] || (letter && *place == form[0] - 'a' + 'A')) &&
           memcmp(place + 1, form + 1, needle->form.length - 1) == 0 && is_whole_word(text, at, needle->form.length);
}

static lanes load(const char *bytes)
{
    lanes all;
    memcpy(&all, bytes, sizeof all);
    return all;
}

static lanes spread(unsigned char byte)
{
    return (lanes){0} + byte;
}

/* What is compared, for sixteen places. */
typedef struct probes {
    lanes bytes[2], cases[2];
} probes;

static lanes compare(const probes *probe, const char *first, const char *second)
{
    return (lanes)((load(first) | probe->cases[0]) == probe->bytes[0]) &
           (lanes)((load(second) | probe->cases[1]) == probe->bytes[1]);
}

static bool is_any(lanes found)
{
    uint64_t halves[2];
    memcpy(halves, &found, sizeof halves);
    return (halves[0] | halves[1]) != 0;
}

static size_t find_among(const dz_needle *needle, dz_view text, size_t at, size_t end)
{
    for (; at < end; at++)
        if (((unsigned char)text.data[at + needle->probes[0]] | needle->cases[0]) == needle->bytes[0] &&
            is_at(needle, text, at))
            return at;
    return SIZE_MAX;
}

size_t dz_needle__find(const dz_needle *needle, dz_view text, size_t at)
{
    probes probe;
    for (size_t i = 0; i < 2; i++) {
        probe.bytes[i] = spread(needle->bytes[i]);
        probe.cases[i] = spread(needle->cases[i]);
    }
    if (text.length < needle->form.length)
        return SIZE_MAX;
    size_t end = text.length - needle->form.length + 1;
    for (; at + STEP <= end; at += STEP) {
        const char *first = text.data + at + needle->probes[0], *second = text.data + at + needle->probes[1];
        lanes found[STEP / LANES], all = {0};
        for (size_t i = 0; i < STEP / LANES; i++)
            all |= found[i] = compare(&probe, first + i * LANES, second + i * LANES);
        if (!is_any(all))
            continue;
        for (size_t i = 0; i < STEP / LANES; i++) {
            size_t begin = at + i * LANES;
            size_t place = is_any(found[i]) ? find_among(needle, text, begin, begin + LANES) : SIZE_MAX;
            if (place != SIZE_MAX)
                return place;
        }
    }
    return find_among(needle, text, at, end);
}
