/* Makes comparison keys of any text. The first two bytes choose the folds and the script. What is asserted holds for
 * every input: the map of the key goes both ways, the folds used are in order, inside the text and among those that
 * were asked for, and where the key differs from the text, one was used. */
#include "fuzz.h"

static void check_map(const dz_key *key, dz_view text)
{
    dz_view folded = dz_key_text(key);
    for (size_t at = 0; at < folded.length; at++) {
        dz_span span = dz_key_to_text(key, (dz_span){at, at + 1});
        fuzz_check_span(text, span, 0);
        dz_span back = dz_key_from_text(key, span);
        assert(back.begin <= at && back.end > at && back.end <= folded.length);
    }
}

static void check_folds(const dz_key *key, dz_view text, uint32_t asked)
{
    dz_view folded = dz_key_text(key);
    size_t last = 0, count = dz_key_fold_count(key);
    for (size_t i = 0; i < count; i++) {
        dz_fold_use use = dz_key_fold(key, i);
        fuzz_check_span(text, use.span, last);
        assert((uint32_t)use.fold & asked);
        last = use.span.begin;
    }
    bool same = folded.length == text.length && memcmp(folded.data, text.data, text.length) == 0;
    assert(same || count > 0);
}

static void make_key(dz_context *context, dz_view text, const uint8_t *choice)
{
    dz_key_options options = DZ_KEY_OPTIONS_INIT;
    dz_key *key;
    options.folds = choice[0] & 1 ? DZ_FOLD_ALL : ((uint32_t)choice[0] << 7 | choice[1]) & DZ_FOLD_ALL;
    options.script = choice[0] & 2 ? DZ_SCRIPT_HANT : DZ_SCRIPT_HANS;
    if (dz_key_new(context, &key, text.data, text.length, &options) != DZ_OK)
        return;
    check_map(key, text);
    check_folds(key, text, options.folds);
    dz_key_free(key);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_with_text(data, size, 2, make_key);
    return 0;
}
