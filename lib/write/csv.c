#include "write/csv.h"

#include <string.h>

#define FLUSH_BYTES ((size_t)1 << 16)

void dz_csv__init(dz_csv *csv, dz_context *context, const dz_sink *sink)
{
    dz_buffer__init(&csv->buffer, context);
    csv->sink = sink;
    csv->comma = false;
}

void dz_csv__free(dz_csv *csv)
{
    dz_buffer__free(&csv->buffer);
}

void dz_csv__heading(dz_csv *csv, const char *names)
{
    dz_buffer__append_text(&csv->buffer, "\xEF\xBB\xBF");
    dz_buffer__append_text(&csv->buffer, names);
    dz_buffer__append_text(&csv->buffer, "\r\n");
}

static void separate(dz_csv *csv)
{
    if (csv->comma)
        dz_buffer__append_byte(&csv->buffer, ',');
    csv->comma = true;
}

void dz_csv__view(dz_csv *csv, const char *text, size_t length)
{
    bool quote = false;
    for (size_t i = 0; i < length && !quote; i++)
        quote = strchr(",\"\r\n", text[i]) != NULL;
    separate(csv);
    if (!quote) {
        dz_buffer__append(&csv->buffer, text, length);
        return;
    }
    dz_buffer__append_byte(&csv->buffer, '"');
    for (size_t i = 0; i < length; i++) {
        if (text[i] == '"')
            dz_buffer__append_byte(&csv->buffer, '"');
        dz_buffer__append_byte(&csv->buffer, text[i]);
    }
    dz_buffer__append_byte(&csv->buffer, '"');
}

void dz_csv__text(dz_csv *csv, const char *text)
{
    if (text)
        dz_csv__view(csv, text, strlen(text));
    else
        separate(csv);
}

void dz_csv__integer(dz_csv *csv, size_t number)
{
    separate(csv);
    dz_buffer__append_format(&csv->buffer, "%zu", number);
}

void dz_csv__share(dz_csv *csv, float share)
{
    unsigned scaled = (unsigned)((double)share * 10000.0 + 0.5);
    separate(csv);
    dz_buffer__append_format(&csv->buffer, "%u.%04u", scaled / 10000, scaled % 10000);
}

dz_status dz_csv__end_row(dz_csv *csv)
{
    dz_buffer__append_text(&csv->buffer, "\r\n");
    csv->comma = false;
    return csv->buffer.length < FLUSH_BYTES ? dz_buffer__status(&csv->buffer) : dz_csv__flush(csv);
}

dz_status dz_csv__flush(dz_csv *csv)
{
    dz_status status = dz_buffer__status(&csv->buffer);
    if (status != DZ_OK || csv->buffer.length == 0)
        return status;
    dz_view view = dz_buffer__view(&csv->buffer);
    status = csv->sink->write(csv->sink->payload, view.data, view.length);
    dz_buffer__clear(&csv->buffer);
    return status;
}
