# SPDX-License-Identifier: MIT
"""What is packed: policies, types, an sdist that builds; and mypy's opinion."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT

import fisc

PACKAGE = Path(fisc.__file__).parent


def test_policies_are_inside_and_found_by_name(monkeypatch, tmp_path):
    monkeypatch.delenv("FISC_POLICY_PATH", raising=False)
    assert fisc.policy_folders()[-1] == PACKAGE / "policies"
    for folder in sorted((ROOT / "policies").iterdir()):
        if (folder / "policy.xml").exists():
            inside = fisc.Policy(PACKAGE / "policies" / folder.name)
            assert inside.digest == fisc.Policy(folder).digest
    # Where nothing is installed, those inside are found.
    monkeypatch.setattr("fisc.policy.policy_folders",
                        lambda: [tmp_path, PACKAGE / "policies"])
    assert fisc.find_policy("fisc8") == str(PACKAGE / "policies" / "fisc8")
    # What is given by hand goes first.
    monkeypatch.undo()
    (tmp_path / "fisc8").mkdir()
    monkeypatch.setenv("FISC_POLICY_PATH", f"{tmp_path}:/nowhere")
    assert fisc.find_policy("fisc8") == str(tmp_path / "fisc8")
    assert fisc.find_policy("./fisc8") == "./fisc8"


@pytest.mark.skipif("FISC_DIST" not in os.environ, reason="nothing was built")
def test_wheel_and_sdist_have_what_they_need():
    dist = Path(os.environ["FISC_DIST"])
    [wheel], [sdist] = dist.glob("*.whl"), dist.glob("*.tar.gz")
    names = zipfile.ZipFile(wheel).namelist()
    assert "fisc/py.typed" in names and "fisc/policies/fisc8/policy.xml" in names
    assert any(name.startswith("fisc/_cffi") and name.endswith(".so")
               for name in names)
    assert not any("/tests/" in name for name in names)
    packed = {name.split("/", 1)[1] for name
              in tarfile.open(sdist).getnames() if "/" in name}
    assert {"pyproject.toml", "cdef.py", "build_ffi.py",
            "src/fisc/policies/fisc8/policy.xml"} <= packed


def test_types_hold():
    pytest.importorskip("mypy", reason="mypy is not installed")
    source = ROOT / "bindings" / "python"
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file",
         source / "pyproject.toml", "--ignore-missing-imports",
         "--cache-dir", os.devnull, source / "src" / "fisc",
         *sorted((source / "examples").glob("*.py"))],
        capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
