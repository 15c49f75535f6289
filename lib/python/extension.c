/* The functions of the Python package that need C: each runs one operation of the library and returns its records as
 * lines of JSON. One context a call, so that the functions may run in several threads at once. */
#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <string.h>

#include "duizhao/duizhao.h"

typedef struct module_state {
    PyObject *error;
} module_state;

/* What a call works with. Lines are collected in memory. */
typedef struct call {
    PyObject *module;
    dz_context *context;
    char *lines;
    size_t length;
    size_t capacity;
    dz_sink sink;
} call;

static dz_status collect(void *payload, const void *bytes, size_t length)
{
    call *self = payload;
    if (self->capacity - self->length < length) {
        size_t capacity = self->capacity + self->capacity / 2 + length + 1024;
        char *lines = realloc(self->lines, capacity);
        if (!lines)
            return DZ_ERROR_MEMORY;
        self->lines = lines;
        self->capacity = capacity;
    }
    memcpy(self->lines + self->length, bytes, length);
    self->length += length;
    return DZ_OK;
}

static bool begin_call(call *self, PyObject *module)
{
    memset(self, 0, sizeof *self);
    self->module = module;
    self->sink = (dz_sink){collect, self};
    if (dz_context_new(&self->context, NULL) == DZ_OK)
        return true;
    PyErr_NoMemory();
    return false;
}

/* The lines as a str, or the library's message as an exception. An exception that is set already stands. */
static PyObject *end_call(call *self, dz_status status)
{
    PyObject *result = NULL;
    if (PyErr_Occurred()) {
        /* the arguments were of the wrong type */
    } else if (status == DZ_OK) {
        result = PyUnicode_DecodeUTF8(self->lines ? self->lines : "", (Py_ssize_t)self->length, "strict");
    } else {
        const module_state *state = PyModule_GetState(self->module);
        PyErr_Format(state->error, "%s", dz_context_message(self->context));
    }
    free(self->lines);
    dz_context_free(self->context);
    return result;
}

static dz_status sentences_from_list(call *self, dz_document **out, const char *name, PyObject *list,
                                     const dz_document_options *options)
{
    Py_ssize_t count = PyList_Size(list);
    dz_view *sentences = calloc((size_t)count + 1, sizeof *sentences);
    if (!sentences)
        return DZ_ERROR_MEMORY;
    dz_status status = DZ_OK;
    for (Py_ssize_t i = 0; i < count && status == DZ_OK; i++) {
        Py_ssize_t length = 0;
        const char *text = PyUnicode_AsUTF8AndSize(PyList_GetItem(list, i), &length);
        if (text)
            sentences[i] = (dz_view){text, (size_t)length};
        else
            status = DZ_ERROR_ARGUMENT;
    }
    if (status == DZ_OK)
        status = dz_document_from_sentences(self->context, out, name, sentences, (size_t)count, options);
    free(sentences);
    return status;
}

/* A document from a str, bytes or a list of str. */
static dz_status make_document(call *self, dz_document **out, const char *name, PyObject *content, const char *lang)
{
    dz_document_options options = DZ_DOCUMENT_OPTIONS_INIT;
    *out = NULL;
    if (lang)
        options.language = dz_language_parse(lang);
    if (PyList_Check(content))
        return sentences_from_list(self, out, name, content, &options);
    if (PyBytes_Check(content))
        return dz_document_parse(self->context, out, name, PyBytes_AS_STRING(content),
                                 (size_t)PyBytes_GET_SIZE(content), &options);
    Py_ssize_t length = 0;
    const char *text = PyUnicode_AsUTF8AndSize(content, &length);
    if (!text)
        return DZ_ERROR_ARGUMENT;
    options.encoding = "UTF-8";
    return dz_document_parse(self->context, out, name, text, (size_t)length, &options);
}

static dz_status write_level(call *self, const dz_document *document, const char *level)
{
    const dz_word_options words = DZ_WORD_OPTIONS_INIT;
    if (strcmp(level, "sentence") == 0)
        return dz_write_sentences(self->context, &self->sink, document, DZ_FORMAT_JSONL, NULL);
    if (strcmp(level, "word") == 0)
        return dz_write_words(self->context, &self->sink, document, DZ_FORMAT_JSONL, &words, NULL);
    if (strcmp(level, "block") == 0)
        return dz_write_blocks(self->context, &self->sink, document, DZ_FORMAT_JSONL, NULL);
    if (strcmp(level, "value") == 0)
        return dz_write_values(self->context, &self->sink, document, DZ_FORMAT_JSONL, NULL);
    PyErr_Format(PyExc_ValueError, "level is '%s', not sentence, word, block or value", level);
    return DZ_ERROR_ARGUMENT;
}

static PyObject *segment(PyObject *module, PyObject *arguments)
{
    call self;
    const char *name, *level, *lang;
    PyObject *content;
    dz_document *document = NULL;
    if (!PyArg_ParseTuple(arguments, "sOsz", &name, &content, &level, &lang) || !begin_call(&self, module))
        return NULL;
    dz_status status = make_document(&self, &document, name, content, lang);
    if (status == DZ_OK)
        status = write_level(&self, document, level);
    dz_document_free(document);
    return end_call(&self, status);
}

static PyObject *align(PyObject *module, PyObject *arguments)
{
    call self;
    const char *source_name, *target_name;
    PyObject *source_content, *target_content;
    int monotone;
    dz_document *source = NULL, *target = NULL;
    dz_lexicon *lexicon = NULL;
    dz_alignment *alignment = NULL;
    if (!PyArg_ParseTuple(arguments, "sOsOp", &source_name, &source_content, &target_name, &target_content,
                          &monotone) ||
        !begin_call(&self, module))
        return NULL;
    dz_align_options options = DZ_ALIGN_OPTIONS_INIT;
    dz_status status = make_document(&self, &source, source_name, source_content, NULL);
    if (status == DZ_OK)
        status = make_document(&self, &target, target_name, target_content, NULL);
    if (status == DZ_OK)
        status = dz_lexicon_open(self.context, &lexicon, NULL);
    if (status == DZ_OK) {
        options.lexicon = lexicon;
        options.monotone = monotone != 0;
        Py_BEGIN_ALLOW_THREADS
        status = dz_align(self.context, &alignment, source, target, &options);
        Py_END_ALLOW_THREADS
    }
    if (status == DZ_OK)
        status = dz_write_alignment(self.context, &self.sink, alignment, source, target, source_name,
                                    DZ_FORMAT_JSONL, NULL);
    dz_alignment_free(alignment);
    dz_lexicon_free(lexicon);
    dz_document_free(target);
    dz_document_free(source);
    return end_call(&self, status);
}

static PyObject *quotes(PyObject *module, PyObject *arguments)
{
    call self;
    const char *name;
    PyObject *content;
    dz_document *document = NULL;
    dz_attribution_list *list = NULL;
    if (!PyArg_ParseTuple(arguments, "sO", &name, &content) || !begin_call(&self, module))
        return NULL;
    dz_status status = make_document(&self, &document, name, content, NULL);
    if (status == DZ_OK)
        status = dz_attribute(self.context, &list, document, NULL);
    if (status == DZ_OK)
        status = dz_write_attributions(self.context, &self.sink, list, document, DZ_FORMAT_JSONL, NULL);
    dz_attribution_list_free(list);
    dz_document_free(document);
    return end_call(&self, status);
}

/* An index of the (name, content) pairs of a list. */
static dz_status index_sources(call *self, dz_index **out, PyObject *sources)
{
    dz_status status = dz_index_new(self->context, out);
    for (Py_ssize_t i = 0; status == DZ_OK && i < PyList_Size(sources); i++) {
        const char *name;
        PyObject *content;
        dz_document *document;
        if (!PyArg_ParseTuple(PyList_GetItem(sources, i), "sO", &name, &content))
            return DZ_ERROR_ARGUMENT;
        status = make_document(self, &document, name, content, NULL);
        if (status == DZ_OK)
            status = dz_index_add(*out, document);
    }
    return status;
}

static PyObject *check(PyObject *module, PyObject *arguments)
{
    call self;
    const char *name;
    PyObject *content, *sources;
    dz_document *report = NULL;
    dz_index *index = NULL;
    dz_attribution_list *list = NULL;
    dz_check *result = NULL;
    if (!PyArg_ParseTuple(arguments, "sOO!", &name, &content, &PyList_Type, &sources) || !begin_call(&self, module))
        return NULL;
    dz_status status = make_document(&self, &report, name, content, NULL);
    if (status == DZ_OK)
        status = index_sources(&self, &index, sources);
    if (status == DZ_OK)
        status = dz_attribute(self.context, &list, report, NULL);
    if (status == DZ_OK)
        status = dz_check_report(self.context, &result, index, report, list, NULL);
    if (status == DZ_OK)
        status = dz_write_check(self.context, &self.sink, result, report, index, DZ_FORMAT_JSONL, NULL);
    dz_check_free(result);
    dz_attribution_list_free(list);
    dz_index_free(index);
    dz_document_free(report);
    return end_call(&self, status);
}

static PyObject *compare(PyObject *module, PyObject *arguments)
{
    call self;
    const char *first_name, *second_name;
    PyObject *first_content, *second_content;
    dz_document *first = NULL, *second = NULL;
    dz_comparison *comparison = NULL;
    if (!PyArg_ParseTuple(arguments, "sOsO", &first_name, &first_content, &second_name, &second_content) ||
        !begin_call(&self, module))
        return NULL;
    dz_status status = make_document(&self, &first, first_name, first_content, NULL);
    if (status == DZ_OK)
        status = make_document(&self, &second, second_name, second_content, NULL);
    if (status == DZ_OK)
        status = dz_compare(self.context, &comparison, dz_document_text(first), dz_document_text(second), NULL);
    if (status == DZ_OK)
        status = dz_write_comparison(self.context, &self.sink, comparison, first, second, DZ_FORMAT_JSONL, NULL);
    dz_comparison_free(comparison);
    dz_document_free(second);
    dz_document_free(first);
    return end_call(&self, status);
}

static PyObject *version(PyObject *module, PyObject *arguments)
{
    (void)module;
    (void)arguments;
    return PyUnicode_FromString(dz_version());
}

static PyMethodDef methods[] = {
    {"segment", segment, METH_VARARGS, "segment(name, content, level, lang) -> lines of JSON"},
    {"align", align, METH_VARARGS, "align(name, content, name, content, monotone) -> lines of JSON"},
    {"quotes", quotes, METH_VARARGS, "quotes(name, content) -> lines of JSON"},
    {"check", check, METH_VARARGS, "check(name, content, [(name, content), ...]) -> lines of JSON"},
    {"compare", compare, METH_VARARGS, "compare(name, content, name, content) -> lines of JSON"},
    {"version", version, METH_NOARGS, "The version of the library that is running."},
    {NULL, NULL, 0, NULL},
};

static int fill_module(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    state->error = PyErr_NewException("duizhao.Error", NULL, NULL);
    if (!state->error)
        return -1;
    Py_INCREF(state->error);
    return PyModule_AddObject(module, "Error", state->error);
}

static int clear_module(PyObject *module)
{
    module_state *state = PyModule_GetState(module);
    Py_CLEAR(state->error);
    return 0;
}

static PyModuleDef_Slot slots[] = {{Py_mod_exec, (void *)fill_module}, {0, NULL}};

static PyModuleDef definition = {
    PyModuleDef_HEAD_INIT,
    .m_name = "duizhao._duizhao",
    .m_doc = "What the Python package needs of libduizhao.",
    .m_size = sizeof(module_state),
    .m_methods = methods,
    .m_slots = slots,
    .m_clear = clear_module,
};

PyMODINIT_FUNC PyInit__duizhao(void); /* Python looks it up by its name */

PyMODINIT_FUNC PyInit__duizhao(void)
{
    return PyModuleDef_Init(&definition);
}
