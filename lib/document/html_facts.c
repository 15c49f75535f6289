#include "document/html_facts.h"

#include "document/meta.h"
#include "document/scan.h"

static bool is_one_of(const char *name, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (dz_scan__equals((dz_view){name, strlen(name)}, list[i]))
            return true;
    return false;
}

static void look_at_meta(dz_html_facts *facts, const GumboNode *node)
{
    static const char *const dates[] = {"article:published_time",
                                        "og:published_time",
                                        "pubdate",
                                        "publishdate",
                                        "publish_date",
                                        "publication_date",
                                        "dc.date",
                                        "dc.date.issued",
                                        "dcterms.created",
                                        "datepublished",
                                        "sailthru.date",
                                        "parsely-pub-date",
                                        "article:create_at",
                                        "og:release_date",
                                        "weibo:article:create_at"};
    static const char *const keys[] = {"property", "name", "itemprop"};
    const char *content = dz_html__attribute(node, "content");
    for (size_t i = 0; i < 3 && content; i++) {
        const char *key = dz_html__attribute(node, keys[i]);
        if (!key)
            continue;
        if (!facts->date && is_one_of(key, dates, sizeof dates / sizeof *dates))
            facts->date = content;
        if (!facts->shared_title && strcmp(key, "og:title") == 0)
            facts->shared_title = content;
        if (!facts->address && strcmp(key, "og:url") == 0)
            facts->address = content;
    }
}

void dz_html__look(dz_html_facts *facts, const GumboNode *node)
{
    const char *relation = dz_html__attribute(node, "rel");
    switch (node->v.element.tag) {
    case GUMBO_TAG_HTML:
        facts->language = dz_html__attribute(node, "lang");
        if (!facts->language)
            facts->language = dz_html__attribute(node, "xml:lang");
        break;
    case GUMBO_TAG_META:
        look_at_meta(facts, node);
        break;
    case GUMBO_TAG_LINK:
        if (relation && dz_scan__equals((dz_view){relation, strlen(relation)}, "canonical"))
            facts->address = dz_html__attribute(node, "href");
        break;
    case GUMBO_TAG_TITLE:
        if (!facts->title)
            facts->title = node;
        break;
    case GUMBO_TAG_TIME:
        if (!facts->time)
            facts->time = dz_html__attribute(node, "datetime");
        break;
    default:
        break;
    }
}

/* <title> without the name of the site behind it, which most templates add. */
static dz_view page_title(const GumboNode *node)
{
    static const char *const seams[] = {" | ", "_", " - ", " – ", " — ", "--", "——"};
    const GumboVector *children = &node->v.element.children;
    if (children->length == 0)
        return (dz_view){"", 0};
    const GumboNode *child = children->data[0];
    if (child->type != GUMBO_NODE_TEXT)
        return (dz_view){"", 0};
    dz_view title = dz_scan__trim_view((dz_view){child->v.text.text, strlen(child->v.text.text)});
    for (size_t i = 0; i < sizeof seams / sizeof *seams; i++) {
        size_t seam = dz_scan__find(title, seams[i]);
        dz_view head = {title.data, seam == SIZE_MAX ? 0 : seam};
        if (dz_scan__measure(head).columns >= 12)
            title.length = seam;
    }
    return title;
}

static dz_status use_title(dz_draft *draft, const dz_html_facts *facts)
{
    dz_view title = {"", 0};
    if (facts->shared_title)
        title = (dz_view){facts->shared_title, strlen(facts->shared_title)};
    else if (facts->has_heading)
        title = dz_draft__view(draft, facts->heading);
    else if (facts->title)
        title = page_title(facts->title);
    return dz_draft__set(draft, &draft->facts.title, title, DZ_RANK_MARKUP);
}

static dz_status use_value(dz_draft *draft, dz_fact *fact, const char *value)
{
    return value ? dz_draft__set(draft, fact, (dz_view){value, strlen(value)}, DZ_RANK_MARKUP) : DZ_OK;
}

dz_status dz_html__use(dz_draft *draft, const dz_html_facts *facts)
{
    const char *date = facts->date ? facts->date : facts->time;
    bool known = false;
    dz_status status = use_title(draft, facts);
    if (status == DZ_OK)
        status = use_value(draft, &draft->facts.address, facts->address);
    if (status == DZ_OK)
        status = use_value(draft, &draft->facts.language, facts->language);
    if (status == DZ_OK && date) {
        status = dz_meta__set_date(draft, (dz_view){date, strlen(date)}, DZ_RANK_MARKUP, &known);
        if (status == DZ_OK && !known)
            dz_context__log(draft->context, "%s: the date in its markup, \"%.40s\", cannot be read", draft->name, date);
    }
    return status;
}
