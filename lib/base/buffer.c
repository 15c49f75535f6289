#include "base/buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

void dz_buffer__init(dz_buffer *buffer, dz_context *context)
{
    memset(buffer, 0, sizeof *buffer);
    buffer->context = context;
}

dz_status dz_buffer__reserve(dz_buffer *buffer, size_t extra)
{
    if (buffer->failed)
        return DZ_ERROR_MEMORY;
    if (buffer->capacity > buffer->length && buffer->capacity - buffer->length - 1 >= extra)
        return DZ_OK;
    size_t larger = buffer->capacity + buffer->capacity / 2 + 32;
    if (extra > SIZE_MAX / 2 - buffer->length - 1) {
        buffer->failed = true;
        return dz_context__fail(buffer->context, DZ_ERROR_MEMORY, "out of memory (%zu bytes were asked for)", extra);
    }
    if (larger < buffer->length + extra + 1)
        larger = buffer->length + extra + 1;
    char *grown = dz_memory__resize(buffer->context, buffer->data, larger);
    if (!grown) {
        buffer->failed = true;
        return DZ_ERROR_MEMORY;
    }
    buffer->data = grown;
    buffer->data[buffer->length] = '\0';
    buffer->capacity = larger;
    return DZ_OK;
}

dz_status dz_buffer__append(dz_buffer *buffer, const char *bytes, size_t length)
{
    dz_status status = dz_buffer__reserve(buffer, length);
    if (status != DZ_OK)
        return status;
    if (length)
        memcpy(buffer->data + buffer->length, bytes, length);
    buffer->length += length;
    buffer->data[buffer->length] = '\0';
    return DZ_OK;
}

dz_status dz_buffer__append_text(dz_buffer *buffer, const char *text)
{
    return dz_buffer__append(buffer, text, strlen(text));
}

dz_status dz_buffer__append_byte(dz_buffer *buffer, char byte)
{
    return dz_buffer__append(buffer, &byte, 1);
}

dz_status dz_buffer__append_format(dz_buffer *buffer, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0)
        return dz_context__fail(buffer->context, DZ_ERROR_INTERNAL, "a number could not be written");
    dz_status status = dz_buffer__reserve(buffer, (size_t)length);
    if (status != DZ_OK)
        return status;
    va_start(arguments, format);
    vsnprintf(buffer->data + buffer->length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    buffer->length += (size_t)length;
    return DZ_OK;
}

dz_status dz_buffer__append_codepoint(dz_buffer *buffer, uint32_t codepoint)
{
    char bytes[4];
    return dz_buffer__append(buffer, bytes, dz_utf8__encode(codepoint, bytes));
}

dz_status dz_buffer__status(const dz_buffer *buffer)
{
    return buffer->failed ? DZ_ERROR_MEMORY : DZ_OK;
}

dz_view dz_buffer__view(const dz_buffer *buffer)
{
    return (dz_view){buffer->data ? buffer->data : "", buffer->length};
}

void dz_buffer__clear(dz_buffer *buffer)
{
    buffer->length = 0;
    if (buffer->data)
        buffer->data[0] = '\0';
}

void dz_buffer__free(dz_buffer *buffer)
{
    dz_memory__free(buffer->context, buffer->data);
    dz_buffer__init(buffer, buffer->context);
}
