/* The lists of offices and bodies. */
#ifndef DZ_TEXT_OFFICES_H
#define DZ_TEXT_OFFICES_H

#include <stddef.h>

typedef struct dz_office_way {
    const char *way; /* NULL ends a list */
    const char *form;
} dz_office_way;

extern const dz_office_way dz_office__chinese_countries[];
extern const dz_office_way dz_office__english_countries[];
extern const dz_office_way dz_office__chinese_ministries[];
extern const dz_office_way dz_office__english_ministries[];
extern const dz_office_way dz_office__chinese_bodies[];
extern const dz_office_way dz_office__english_bodies[];
extern const dz_office_way dz_office__chinese_titles[];
extern const dz_office_way dz_office__english_titles[];

#endif
