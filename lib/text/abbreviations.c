#include "text/abbreviations.h"

#include <string.h>

/* The words are kept by class and reason, so that one can be judged when it is added; a search of so short a list,
 * only at a full stop, costs less than reading the words around it. Each group is a string with a space around each
 * word. */

/* No abbreviation is longer; most words before a stop are. */
#define LONGEST 7

typedef struct group {
    dz_abbreviation kind;
    const char *words;
} group;

static const group groups[] = {
    /* titles before a name */
    {DZ_ABBREVIATION_TITLE,
     " Mr Mrs Ms Mx Dr Drs Prof Profs Gen Gens Sen Sens Rep Reps Gov Govs Hon Rev Capt Cpt Col Lt "
     "Sgt Maj Adm Cmdr Cdr Cpl Pvt Supt Insp Atty Amb Pres Brig Fr Br Messrs Mmes Mlle Mme Det "
     "Ofc Sec Secy Dep Asst Dir Chm Cllr Ald "},
    /* places before a name */
    {DZ_ABBREVIATION_TITLE, " St Ste Mt Mts Ft Pt "},
    /* words that introduce what follows */
    {DZ_ABBREVIATION_TITLE,
     " e.g i.e f.e E.g I.e cf Cf viz Viz al approx Approx vs v ca incl Incl esp resp aka a.k.a btw med "},
    /* before the number of a part or a page */
    {DZ_ABBREVIATION_NUMBER,
     " No Nos no nos N° Vol Vols vol vols p pp P Pp Art Arts art arts Sect Secs SEC Fig Figs "
     "fig figs Op op Ch Chap ch chap Para Paras para paras par Eq Ex ex Doc Res Inv Tel tel Fax ext "
     "Ext ver Ver n nn "},
    /* months before a day or a year */
    {DZ_ABBREVIATION_NUMBER, " Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec "},
    /* money, circa, estimates */
    {DZ_ABBREVIATION_NUMBER, " Rs rs Est est c "},
    /* companies */
    {DZ_ABBREVIATION_SOFT,
     " Inc INC Ltd LTD Co co Corp CORP cos Cos Bros Cie LLC L.L.C L.P S.A N.V Bhd Pte Pty Plc plc "
     "Assn Assoc Dept Univ Inst "},
    /* after a name */
    {DZ_ABBREVIATION_SOFT, " Jr Sr Esq Ph.D M.D B.A M.A B.S M.S D.Phil D.C "},
    /* countries, organisations and states */
    {DZ_ABBREVIATION_SOFT, " U.S U.K U.N U.S.A U.S.S.R E.U P.R.C R.O.C U.A.E D.P.R.K Mass Calif Conn Fla Ill Ind Mich "
                           "Minn Pa Tex Va Wash Wis Ariz Ala Ga Okla Ore Tenn Mo Md Colo Nev Penn "},
    /* times and eras */
    {DZ_ABBREVIATION_SOFT, " a.m p.m A.M P.M am pm B.C A.D B.C.E C.E hr hrs min mins sec secs "},
    /* streets */
    {DZ_ABBREVIATION_SOFT, " Ave Blvd Rd Hwy st ave rd "},
    /* days */
    {DZ_ABBREVIATION_SOFT, " Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun "},
    /* measures and the rest */
    {DZ_ABBREVIATION_SOFT, " etc ft lb lbs oz yd kg km cm mm sq cu "},
};

static const char starters[] =
    " The This That These Those It He She They We You I In On At And But If When While As After "
    "Before However What Why How Who Whom Whose Which Where There Then So Our His Her Their My "
    "Your Its A An For From With According Now Yes No Not Is Are Was Were Do Does Did Let "
    "Please Both Some Many Most All One Two Three Several Although Though Also Meanwhile Thus "
    "Therefore Since Because Until Unless Has Have Had Can Could Will Would Should May Might "
    "Must By To Of Or Once Here Every Each Any Such Other Another Even Only Despite During "
    "Under Over Through Between Today Yesterday Tomorrow Last Next First Second Finally Earlier "
    "Later Moreover Furthermore Nevertheless Nonetheless Instead Indeed Still Yet Perhaps Maybe "
    "Millions Thousands Hundreds Dozens Nobody Everybody Somebody Anybody Everyone Someone Anyone "
    "Nothing Everything Something Neither Either None Others ";

static bool contains(const char *words, const char *word, size_t length)
{
    char spaced[32] = " ";
    if (length == 0 || length > sizeof spaced - 3)
        return false;
    memcpy(spaced + 1, word, length);
    memcpy(spaced + 1 + length, " ", 2);
    return strstr(words, spaced) != NULL;
}

dz_abbreviation dz_abbreviation__class(const char *word, size_t length)
{
    if (length > LONGEST)
        return DZ_ABBREVIATION_NONE;
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++)
        if (contains(groups[i].words, word, length))
            return groups[i].kind;
    return DZ_ABBREVIATION_NONE;
}

bool dz_abbreviation__is_starter(const char *word, size_t length)
{
    return length > 0 && word[0] >= 'A' && word[0] <= 'Z' && contains(starters, word, length);
}
