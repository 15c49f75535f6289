#include "write/write_attributions.h"

dz_status dz_write_attributions(dz_context *context, const dz_sink *sink, const dz_attribution_list *list,
                                const dz_document *document, dz_format format, const dz_write_options *options)
{
    const dz_write_options defaults = DZ_WRITE_OPTIONS_INIT;
    const dz_attributions_view view = {list, document, options ? options : &defaults};
    switch (format) {
    case DZ_FORMAT_TEXT:
        return dz_write__attributions_text(context, sink, &view);
    case DZ_FORMAT_JSONL:
        return dz_write__attributions_jsonl(context, sink, &view);
    case DZ_FORMAT_CSV:
        return dz_write__attributions_csv(context, sink, &view);
    case DZ_FORMAT_HTML:
        return dz_write__attributions_html(context, sink, &view);
    default:
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "attributions cannot be written in this format");
    }
}
