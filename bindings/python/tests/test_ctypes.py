# SPDX-License-Identifier: MIT
"""Plain FFI works without a compiler: ctypes, twenty functions, no cffi.

The layouts are written out here as a binding author would write them from the
headers. doc/bindings.md tells of these functions.
"""

import ctypes as c
import json
import os
import subprocess
import sys

import pytest
from conftest import AS_OF, EXAMPLES, ROOT

P = c.c_void_p
S = c.c_char_p


class Error(c.Structure):
    _fields_ = [("status", c.c_int), ("line", c.c_uint),
                ("column", c.c_uint), ("where", c.c_char * 512),
                ("item", c.c_char * 128), ("message", c.c_char * 512),
                ("reserved", c.c_char * 128)]


class Source(c.Structure):
    _fields_ = [("size", c.c_size_t), ("name", S), ("data", S),
                ("length", c.c_size_t)]


class EvalOptions(c.Structure):
    # The library takes a struct that ends early: what is missing is 0.
    _fields_ = [("size", c.c_size_t), ("as_of", c.c_int32),
                ("roles", c.c_uint), ("levels", c.c_uint), ("catalog", S),
                ("control", S), ("joined", P), ("joined_count", c.c_size_t),
                ("allow_unknown_paths", c.c_int), ("partial", c.c_int),
                ("progress", P), ("progress_data", P)]


class Result(c.Structure):
    _fields_ = [("size", c.c_size_t), ("key", S), ("catalog", S),
                ("control", S), ("label", S), ("clause", S), ("party", S),
                ("bearer", c.c_int), ("level", c.c_int), ("result", c.c_int),
                ("reason", S), ("via", S), ("waiver", S), ("moved_to", S),
                ("clause_index", c.c_size_t)]


class WriteOptions(c.Structure):
    _fields_ = [("size", c.c_size_t), ("format", c.c_int),
                ("language", c.c_int), ("color", c.c_int),
                ("width", c.c_uint), ("details", c.c_int), ("only", S)]


# The twenty that suffice: result type, and the types of arguments.
FUNCTIONS = {
    "fisc_version": (S, []),
    "fisc_status_name": (S, [c.c_int]),
    "fisc_date_parse": (c.c_int, [S, P]),
    "fisc_context_new": (c.c_int, [P, P, P]),
    "fisc_context_unref": (None, [P]),
    "fisc_policy_load": (c.c_int, [P, P, c.c_size_t, P, P]),
    "fisc_policy_unref": (None, [P]),
    "fisc_system_parse": (c.c_int, [P, S, S, c.c_size_t, c.c_int, P, P]),
    "fisc_system_unref": (None, [P]),
    "fisc_evaluator_new": (c.c_int, [P, P, P]),
    "fisc_evaluator_free": (None, [P]),
    "fisc_evaluator_interrupt": (None, [P]),
    "fisc_eval": (c.c_int, [P, P, P, P, P]),
    "fisc_report_unref": (None, [P]),
    "fisc_report_result_count": (c.c_size_t, [P]),
    "fisc_report_result": (c.c_int, [P, c.c_size_t, P]),
    "fisc_report_results": (None, [P, P, c.c_size_t]),
    "fisc_result_name": (S, [c.c_int]),
    "fisc_report_write_text": (c.c_int, [P, P, P, P, P]),
    "fisc_report_free_text": (None, [P, P, c.c_size_t]),
}


def load():
    library = c.CDLL("libfisc.so.0")
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(library, name)
        function.restype, function.argtypes = result, arguments
    return library


@pytest.fixture(scope="module")
def lib():
    return load()


@pytest.fixture
def context(lib):
    made = P()
    assert lib.fisc_context_new(None, c.byref(made), None) == 0
    yield made
    lib.fisc_context_unref(made)


def test_twenty_functions_suffice(lib, context):
    error, policy, system = Error(), P(), P()
    evaluator, report = P(), P()
    source = Source(c.sizeof(Source),
                    str(ROOT / "policies" / "fisc8").encode())
    text = (EXAMPLES / "internet-banking.json").read_bytes()
    options = EvalOptions(c.sizeof(EvalOptions))

    assert len(FUNCTIONS) == 20
    assert lib.fisc_version()[:1].isdigit()
    assert lib.fisc_policy_load(context, c.byref(source), 1, c.byref(policy),
                                c.byref(error)) == 0, error.message
    assert lib.fisc_system_parse(context, b"bank.json", text, len(text), 0,
                                 c.byref(system), c.byref(error)) == 0
    assert lib.fisc_date_parse(
        AS_OF.encode(),
        c.byref(options, EvalOptions.as_of.offset)) == 0
    assert lib.fisc_evaluator_new(policy, c.byref(evaluator),
                                  c.byref(error)) == 0
    # A child keeps its parents alive, so that these may go in any order.
    lib.fisc_policy_unref(policy)
    assert lib.fisc_eval(evaluator, system, c.byref(options),
                         c.byref(report), c.byref(error)) == 0, error.message
    lib.fisc_system_unref(system)

    count = lib.fisc_report_result_count(report)
    outcomes = (c.c_ubyte * count)()
    lib.fisc_report_results(report, outcomes, count)
    row = Result(c.sizeof(Result))
    for i in range(count):
        assert lib.fisc_report_result(report, i, c.byref(row)) == 0
        assert row.key.startswith(row.clause) and row.result == outcomes[i]
    assert lib.fisc_report_result(report, count, c.byref(row)) == -7
    assert lib.fisc_result_name(0) == b"pass"

    length, out = c.c_size_t(), P()
    write = WriteOptions(c.sizeof(WriteOptions), 1)
    assert lib.fisc_report_write_text(report, c.byref(write), c.byref(out),
                                      c.byref(length), None) == 0
    said = json.loads(c.string_at(out, length.value))
    lib.fisc_report_free_text(report, out, length.value)
    assert len(said["results"]) == count

    again = P()
    lib.fisc_evaluator_interrupt(evaluator)
    lib.fisc_report_unref(report)
    lib.fisc_evaluator_free(evaluator)
    assert not again


# The same in a process that has no cffi, no package and no compiler.
CHILD = """
import ctypes, pathlib, sys, types
for name in ("fisc", "cffi", "_cffi_backend"):
    sys.modules[name] = None
sys.modules["conftest"] = types.SimpleNamespace(
    AS_OF={as_of!r}, EXAMPLES=pathlib.Path({examples!r}),
    ROOT=pathlib.Path({root!r}))
sys.path.insert(0, {here!r})
import test_ctypes
lib, context = test_ctypes.load(), ctypes.c_void_p()
assert lib.fisc_context_new(None, ctypes.byref(context), None) == 0
test_ctypes.test_twenty_functions_suffice(lib, context)
lib.fisc_context_unref(context)
print("done")
"""


def test_nothing_else_is_needed():
    text = CHILD.format(as_of=AS_OF, examples=str(EXAMPLES), root=str(ROOT),
                        here=os.path.dirname(__file__))
    done = subprocess.run([sys.executable, "-c", text], text=True,
                          capture_output=True,
                          env={**os.environ, "PATH": ""})
    assert (done.stdout, done.stderr) == ("done\n", "")


def test_an_error_has_its_place(lib, context):
    error, system = Error(), P()
    text = b'{"format": "libfisc-system/1",\n "id" 3}'
    status = lib.fisc_system_parse(context, b"a.json", text, len(text), 0,
                                   c.byref(system), c.byref(error))
    assert status == error.status == -2 and not system
    assert lib.fisc_status_name(status) == b"not well-formed"
    assert (error.where, error.line) == (b"a.json", 2) and error.message


def test_the_layouts_are_those_of_the_headers():
    from fisc._cffi import ffi
    for mine, name in ((Error, "error"), (Source, "source"),
                       (EvalOptions, "eval_options"),
                       (Result, "result_info"),
                       (WriteOptions, "write_options")):
        fields = ffi.typeof(f"struct fisc_{name}").fields
        assert [(field, getattr(mine, field).offset)
                for field, _ in mine._fields_] == [
            (field, info.offset) for field, info in fields]
