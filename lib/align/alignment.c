/* Two documents in, an alignment out. */
#include "align/alignment.h"

#include "align/blocks.h"
#include "align/cuts.h"
#include "align/likeness.h"
#include "align/passes.h"
#include "align/settings.h"

/* The user's vectors, if there are any. */
static dz_status find_vectors(dz_context *context, dz_align__near *near, dz_align__model *model,
                              const dz_align_options *options, const dz_document *source, const dz_document *target)
{
    size_t source_count, target_count;
    if (!options->source_vectors && !options->target_vectors)
        return DZ_OK;
    if (!options->source_vectors || !options->target_vectors)
        return dz_context__fail(context, DZ_ERROR_ARGUMENT, "vectors are given for one of the two texts only");
    dz_document_sentences(source, &source_count);
    dz_document_sentences(target, &target_count);
    model->near = near;
    return dz_align__near_make(context, near, options, model->source, source_count, model->target, target_count);
}

static dz_status align_sides(dz_alignment *alignment, const dz_align__side *source, const dz_align__side *target,
                             const dz_document *source_document, const dz_document *target_document,
                             const dz_align_options *options, const dz_align__decisions *decisions,
                             const dz_align__settings *settings)
{
    dz_context *context = alignment->context;
    dz_align__prior prior = {0};
    dz_align__path path = {0};
    dz_align__model model;
    dz_align__regions regions = {0};
    dz_align__near near = {0};
    dz_align__model_init(&model, settings, source, target);
    model.decisions = decisions;
    dz_status status = find_vectors(context, &near, &model, options, source_document, target_document);
    if (status == DZ_OK)
        status = dz_align__prior_make(context, &prior, source, target, options->lexicon);
    if (status == DZ_OK)
        dz_align__model_set_coverage(&model, dz_align__prior_coverage(&prior, source, target));
    if (status == DZ_OK)
        status = dz_align__model_set_tables(context, &model, &prior.forward, &prior.backward);
    if (status == DZ_OK)
        status = dz_align__find_regions(context, &regions, &model, source_document, target_document, options->monotone);
    if (status == DZ_OK && decisions->fixed_count)
        status = dz_align__cut_regions(context, &regions, &model, &prior, decisions, options->monotone);
    if (status == DZ_OK)
        status = dz_align__passes(context, &path, &model, &prior, regions.items, regions.count);
    if (status == DZ_OK)
        status = dz_align__measure_likeness(context, &alignment->likeness, &path, source, target, &prior, settings);
    if (path.count == 0 && decisions->fixed_count)
        alignment->likeness = 1; /* a person has said all there is to say */
    if (status == DZ_OK)
        status = dz_align__put_beads(alignment, &path, source, target, source_document, target_document, decisions);
    if (status == DZ_OK)
        status = dz_align__put_gaps(alignment, &path, source, target, decisions);
    if (status == DZ_OK)
        status = dz_align__put_doubts(alignment);
    dz_align__subject subject = {.documents = {source_document, target_document},
                                 .model = &model,
                                 .prior = &prior,
                                 .lexicon = options->lexicon,
                                 .glossary = options->glossary};
    if (status == DZ_OK && (options->links || options->checks))
        status = dz_align__put_words(alignment, options, &subject);
    dz_array__free(context, &regions);
    dz_align__model_free(context, &model);
    dz_align__path_free(context, &path);
    dz_align__prior_free(context, &prior);
    dz_align__near_free(context, &near);
    return status;
}

dz_status dz_align__with_settings(dz_context *context, dz_alignment **out, const dz_document *source,
                                  const dz_document *target, const dz_align_options *options,
                                  const dz_align__settings *settings)
{
    *out = NULL;
    dz_align_options defaults = DZ_ALIGN_OPTIONS_INIT;
    if (!options)
        options = &defaults;
    dz_align__side source_side = {0}, target_side = {0};
    dz_align__decisions decisions = {0};
    dz_alignment *alignment = dz_align__alignment_new(context);
    if (!alignment)
        return DZ_ERROR_MEMORY;
    bool with_spans = options->links || options->checks;
    dz_status status = dz_align__decisions_read(context, &decisions, options, source, target);
    if (status == DZ_OK)
        status = dz_align__side_read(context, &source_side, source, options->lexicon, options->glossary, &decisions,
                                     DZ_SOURCE_SIDE, with_spans);
    if (status == DZ_OK)
        status = dz_align__side_read(context, &target_side, target, options->lexicon, options->glossary, &decisions,
                                     DZ_TARGET_SIDE, with_spans);
    if (status == DZ_OK)
        status = align_sides(alignment, &source_side, &target_side, source, target, options, &decisions, settings);
    if (status == DZ_OK)
        *out = alignment;
    else
        dz_alignment_free(alignment);
    dz_align__side_free(&source_side);
    dz_align__side_free(&target_side);
    dz_align__decisions_free(&decisions);
    return status;
}

dz_status dz_align(dz_context *context, dz_alignment **out, const dz_document *source, const dz_document *target,
                   const dz_align_options *options)
{
    return dz_align__with_settings(context, out, source, target, options, &dz_align__default_settings);
}
