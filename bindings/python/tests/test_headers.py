# SPDX-License-Identifier: MIT
"""What the extension was told of the headers is what a C compiler reads."""

import re
import subprocess
from pathlib import Path

import pytest
from conftest import ROOT

import fisc
from fisc import enums
from fisc._cffi import ffi, lib

INCLUDE = ROOT / "include"
MAP = (ROOT / "lib" / "libfisc.map").read_text()
EXPORTS = re.findall(r"^    (fisc_\w+);", MAP, flags=re.M)
HEADERS = "\n".join(path.read_text() for path in
                    sorted((INCLUDE / "fisc").glob("*.h")))
BARE = re.sub(r"/\*.*?\*/", "", HEADERS, flags=re.S)
STRUCTS = sorted(set(re.findall(r"^struct (fisc_\w+) \{", BARE, flags=re.M)))
CONSTANTS = re.findall(r"\b(FISC_[A-Z0-9_]+)\s*=", BARE)

NAMED = "held against the enumeration below"
# A function that the package has no use for, and why.
UNUSED = {
    "fisc_context_ref": "Python's references hold a context",
    "fisc_system_ref": "so with descriptions",
    "fisc_diff_ref": "so with diffs",
    "fisc_forecast_ref": "so with forecasts",
    "fisc_date_format": "datetime.date writes itself",
    "fisc_error_format": "exceptions write themselves; held against it below",
    "fisc_role_find": "Role[…]",
    "fisc_level_find": "Level[…]",
    "fisc_fact_type_name": NAMED, "fisc_role_name": NAMED,
    "fisc_level_name": NAMED, "fisc_result_name": NAMED,
    "fisc_join_kind_name": NAMED, "fisc_diff_kind_name": NAMED,
    "fisc_forecast_kind_name": NAMED, "fisc_plan_kind_name": NAMED,
    "fisc_plan_label_name": NAMED, "fisc_plan_state_name": NAMED,
}


def compiled(tmp_path, lines):
    """What a C program prints that has these lines."""
    source = tmp_path / "layout.c"
    source.write_text("#include <fisc/fisc.h>\n#include <stddef.h>\n"
                      "#include <stdio.h>\nint main(void) {\n" +
                      "\n".join(lines) + "\nreturn 0; }\n")
    program = tmp_path / "layout"
    subprocess.run(["cc", "-I", INCLUDE, source, "-o", program], check=True)
    return subprocess.run([program], check=True, capture_output=True,
                          text=True).stdout.split("\n")[:-1]


def test_every_exported_function_is_there():
    assert len(EXPORTS) > 150
    assert [name for name in EXPORTS if not hasattr(lib, name)] == []


def test_the_package_uses_every_function():
    package = Path(fisc.__file__).parent
    code = "\n".join(path.read_text() for path in package.glob("*.py"))
    used = set(re.findall(r"\b_?lib\.(fisc_\w+)", code))
    assert set(EXPORTS) - used == set(UNUSED)


def test_structs_are_laid_out_as_in_c(tmp_path):
    lines, mine = [], []
    for name in STRUCTS:
        kind = ffi.typeof(f"struct {name}")
        lines.append(f'printf("{name} %zu\\n", sizeof(struct {name}));')
        mine.append(f"{name} {ffi.sizeof(kind)}")
        for field, info in kind.fields:
            lines.append(f'printf("{name}.{field} %zu %zu\\n", '
                         f"offsetof(struct {name}, {field}), "
                         f"sizeof(((struct {name} *)0)->{field}));")
            mine.append(f"{name}.{field} {info.offset} "
                        f"{ffi.sizeof(info.type)}")
    assert len(STRUCTS) > 30
    assert compiled(tmp_path, lines) == mine


def test_constants_are_those_of_c(tmp_path):
    names = sorted(set(CONSTANTS) | {"FISC_DATE_NONE", "FISC_DIFF_NONE",
                                     "FISC_PLAN_NONE"})
    lines = [f'printf("{name} %lld\\n", (long long){name});'
             for name in names]

    def signed(value):
        return value - (1 << 64) if value >= 1 << 63 else value

    mine = [f"{name} {signed(getattr(lib, name))}" for name in names]
    assert len(names) > 100
    assert compiled(tmp_path, lines) == mine


# Python's enumerations, and what their members begin with in C.
NAMES = {
    "FISC_": enums.Status, "FISC_LANGUAGE_": enums.Language,
    "FISC_LOG_": enums.LogLevel, "FISC_FACT_": enums.FactType,
    "FISC_ROLE_": enums.Role, "FISC_LEVEL_": enums.Level,
    "FISC_VALUE_": enums.ValueType, "FISC_SYSTEM_": enums.SystemFormat,
    "FISC_JOIN_": enums.JoinKind, "FISC_CHANGE_": enums.ChangeKind,
    "FISC_RESULT_": enums.Outcome, "FISC_CONTROL_": enums.ControlState,
    "FISC_FORMAT_": enums.Format, "FISC_DIFF_": enums.DiffKind,
    "FISC_DIFF_CAUSE_": enums.DiffCause,
    "FISC_DIFF_FORMAT_": enums.DiffFormat,
    "FISC_FORECAST_": enums.ForecastKind,
    "FISC_FORECAST_FORMAT_": enums.ForecastFormat,
    "FISC_PLAN_BY_": enums.PlanLabel, "FISC_PLAN_FORMAT_": enums.PlanFormat,
}


def of_c(prefix):
    """The constants of one enumeration, by the rest of their names."""
    longer = [p for p in NAMES if p != prefix and p.startswith(prefix)]
    found = {}
    for name in CONSTANTS:
        rest = name[len(prefix):]
        if not name.startswith(prefix) or name.endswith("_COUNT") or (
                prefix != "FISC_" and any(map(name.startswith, longer))):
            continue
        if prefix == "FISC_":
            if rest != "OK" and not rest.startswith("ERR_"):
                continue
            rest = rest.removeprefix("ERR_")
        found[rest] = getattr(lib, name)
    return found


@pytest.mark.parametrize("prefix", NAMES)
def test_an_enumeration_has_the_members_of_c(prefix):
    kind = NAMES[prefix]
    assert {name: int(member) for name, member
            in kind.__members__.items()} == of_c(prefix)


def test_kinds_and_states_of_plans_are_those_of_c():
    plan = {name[len("FISC_PLAN_"):]: getattr(lib, name)
            for name in CONSTANTS if name.startswith("FISC_PLAN_")
            and not name.startswith(("FISC_PLAN_BY_", "FISC_PLAN_FORMAT_"))}
    mine = {**enums.PlanKind.__members__, **enums.PlanState.__members__}
    assert {name: int(member) for name, member in mine.items()} == plan


@pytest.mark.parametrize("kind, name", [
    (enums.FactType, "fisc_fact_type_name"), (enums.Role, "fisc_role_name"),
    (enums.Level, "fisc_level_name"), (enums.Outcome, "fisc_result_name"),
    (enums.JoinKind, "fisc_join_kind_name"),
    (enums.DiffKind, "fisc_diff_kind_name"),
    (enums.ForecastKind, "fisc_forecast_kind_name"),
    (enums.PlanKind, "fisc_plan_kind_name"),
    (enums.PlanLabel, "fisc_plan_label_name"),
    (enums.PlanState, "fisc_plan_state_name"),
])
def test_members_are_called_as_the_library_calls_them(kind, name):
    for member in kind:
        assert str(member) == ffi.string(getattr(lib, name)(member)).decode()


def test_an_exception_reads_as_the_library_writes_it():
    raw = ffi.new("struct fisc_error *")
    text = ffi.new("char[]", 1100)
    for where, line, column in (("", 0, 0), ("a.json", 0, 0),
                                ("a.json", 3, 0), ("a.json", 3, 7),
                                ("", 3, 7), ("", 3, 0)):
        raw.where, raw.line, raw.column = where.encode(), line, column
        raw.message = b"is wrong"
        lib.fisc_error_format(raw, text, 1100)
        error = fisc.Error("is wrong", where=where, line=line, column=column)
        assert str(error) == ffi.string(text).decode()
