#include "write/page.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

#define FLUSH_BYTES ((size_t)1 << 16)

/* Colours are chosen for a contrast of 4.5 to 1 and more on both grounds; none carries a meaning alone. */
static const char shared_style[] =
    ":root{color-scheme:light dark;--ground:#fcfcfa;--text:#1d1f21;--soft:#5b6168;--line:#d8d8d2;--panel:#f2f2ee;"
    "--link:#1a5fb4;--good:#1d6b3a;--good-ground:#e0f2e5;--fair:#7a5200;--fair-ground:#fbefcf;--bad:#a3201c;"
    "--bad-ground:#fbe3e1;--note:#1f4e8c;--note-ground:#e3edf9;--odd:#6b2f8a;--odd-ground:#f1e4f7}\n"
    "@media (prefers-color-scheme:dark){:root{--ground:#17191b;--text:#e6e5e1;--soft:#a5abb1;--line:#3a3e42;"
    "--panel:#212427;--link:#8ab8f2;--good:#8fd6a6;--good-ground:#17331f;--fair:#e9c46a;--fair-ground:#3a2e0d;"
    "--bad:#f5a19b;--bad-ground:#421a18;--note:#a3c6f3;--note-ground:#1a2c44;--odd:#d3a6ea;--odd-ground:#33203d}}\n"
    "*{box-sizing:border-box}\n"
    "html{background:var(--ground);color:var(--text);"
    "font:1rem/1.6 system-ui,\"Noto Sans\",\"Noto Sans CJK SC\",\"PingFang SC\",\"Microsoft YaHei\",sans-serif}\n"
    "body{max-width:90rem;margin:0 auto;padding:1rem clamp(.75rem,2vw,2rem) 3rem}\n"
    "h1{font-size:1.5rem;line-height:1.3;margin:.5rem 0}h2{font-size:1.15rem;margin:1.75rem 0 .5rem}\n"
    "p{margin:.35rem 0}a{color:var(--link)}\n"
    ":focus-visible{outline:3px solid var(--link);outline-offset:2px}\n"
    ":target{scroll-margin-top:1rem;outline:2px solid var(--link);outline-offset:3px}\n"
    ":lang(zh){line-height:1.75}[lang|=zh]{overflow-wrap:anywhere}[lang|=en]{overflow-wrap:break-word}\n"
    ".soft{color:var(--soft)}.small{font-size:.875rem}\n"
    ".aside{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}\n"
    ".skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:.5rem;background:var(--ground);padding:.25rem}\n"
    ".chip{display:inline-block;border:1px solid currentColor;border-radius:.6em;padding:0 .5em;font-size:.8125rem;"
    "line-height:1.5;color:var(--soft);margin-right:.35em}\n"
    ".good{color:var(--good)}.fair{color:var(--fair)}.bad{color:var(--bad)}.note{color:var(--note)}.odd{color:var(--"
    "odd)}\n"
    ".warning{border:1px solid var(--bad);border-left-width:.4rem;background:var(--bad-ground);padding:.5rem .75rem}\n"
    ".facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin:.75rem 0;padding:0;list-style:none}\n"
    ".facts b{font-size:1.2rem;margin-right:.3em;font-variant-numeric:tabular-nums}\n"
    "table{border-collapse:collapse;width:100%}th{text-align:left;font-weight:600}\n"
    "footer{margin-top:2.5rem;border-top:1px solid var(--line);padding-top:.5rem}\n"
    "@media print{html{font-size:10pt}body{max-width:none;padding:0}.skip{display:none}"
    "*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}\n";

void dz_page__init(dz_page *html, dz_context *context, const dz_sink *sink)
{
    dz_buffer__init(&html->buffer, context);
    html->sink = sink;
}

void dz_page__free(dz_page *html)
{
    dz_buffer__free(&html->buffer);
}

void dz_page__markup(dz_page *html, const char *markup)
{
    dz_buffer__append_text(&html->buffer, markup);
}

void dz_page__format(dz_page *html, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(NULL, 0, format, arguments);
    va_end(arguments);
    if (length < 0 || dz_buffer__reserve(&html->buffer, (size_t)length) != DZ_OK)
        return;
    va_start(arguments, format);
    vsnprintf(html->buffer.data + html->buffer.length, (size_t)length + 1, format, arguments);
    va_end(arguments);
    html->buffer.length += (size_t)length;
}

static const char *escape_of(char byte)
{
    switch (byte) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return NULL;
    }
}

/* Controls are no characters of HTML: they become spaces. Directions are kept inside by the elements around. */
void dz_page__view(dz_page *html, const char *text, size_t length)
{
    size_t begin = 0;
    for (size_t at = 0; at < length; at++) {
        unsigned char byte = (unsigned char)text[at];
        bool control = (byte < 0x20 && byte != '\n' && byte != '\t') || byte == 0x7F;
        const char *escape = control ? " " : escape_of(text[at]);
        if (!escape)
            continue;
        dz_buffer__append(&html->buffer, text + begin, at - begin);
        dz_buffer__append_text(&html->buffer, escape);
        begin = at + 1;
    }
    dz_buffer__append(&html->buffer, text + begin, length - begin);
}

void dz_page__text(dz_page *html, const char *text)
{
    if (text)
        dz_page__view(html, text, strlen(text));
}

void dz_page__open_page(dz_page *html, const char *title, const char *style)
{
    dz_page__markup(html, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                          "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n<title>");
    dz_page__text(html, title);
    dz_page__markup(html, "</title>\n<style>\n");
    dz_page__markup(html, shared_style);
    dz_page__markup(html, style);
    dz_page__markup(html, "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the text</a>\n"
                          "<header>\n<h1>");
    dz_page__text(html, title);
    dz_page__markup(html, "</h1>\n");
}

dz_status dz_page__close_page(dz_page *html)
{
    dz_page__markup(html, "<footer class=\"soft small\">Made by duizhao ");
    dz_page__text(html, dz_version());
    dz_page__markup(html,
                    ". It points at places in the texts and says how sure it is; it does not judge intent.</footer>\n"
                    "</body>\n</html>\n");
    dz_status status = dz_buffer__status(&html->buffer);
    if (status != DZ_OK)
        return status;
    dz_view view = dz_buffer__view(&html->buffer);
    status = html->sink->write(html->sink->payload, view.data, view.length);
    dz_buffer__clear(&html->buffer);
    return status;
}

dz_status dz_page__step(dz_page *html)
{
    dz_status status = dz_buffer__status(&html->buffer);
    if (status != DZ_OK || html->buffer.length < FLUSH_BYTES)
        return status;
    dz_view view = dz_buffer__view(&html->buffer);
    status = html->sink->write(html->sink->payload, view.data, view.length);
    dz_buffer__clear(&html->buffer);
    return status;
}

const char *dz_page__language_words(const dz_document *document, const char *other)
{
    switch (dz_document_language(document)) {
    case DZ_LANGUAGE_ZH:
        return "Chinese";
    case DZ_LANGUAGE_EN:
        return "English";
    default:
        return other;
    }
}

void dz_page__turn(dz_page *html, const dz_block *block)
{
    static const char *const words[] = {"", "Question", "Answer", "Statement"};
    if (block->turn == DZ_NO_TURN)
        return;
    dz_page__format(html, "<span class=\"chip turn\">%s", words[block->role]);
    if (block->speaker && *block->speaker) {
        dz_page__markup(html, block->role == DZ_ROLE_NONE ? "" : ": ");
        dz_page__text(html, block->speaker);
    }
    dz_page__markup(html, "</span>");
}
