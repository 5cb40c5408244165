# SPDX-License-Identifier: MIT
"""Where the source tree is, whose test data these tests share with C."""

import os
import sys
from pathlib import Path

import pytest

ROOT = Path(os.environ.get("FISC_SOURCE_ROOT",
                           Path(__file__).resolve().parents[3]))
DATA = ROOT / "tests" / "data"
EXAMPLES = ROOT / "policies" / "fisc8" / "examples"
AS_OF = "2026-06-30"

sys.path.insert(0, str(Path(__file__).parent))

import fisc  # noqa: E402


def pytest_collection_modifyitems(items):
    if not os.environ.get("FISC_LONG"):
        for item in items:
            if "long" in item.keywords:
                item.add_marker(pytest.mark.skip("FISC_LONG is not set"))


@pytest.fixture(scope="session")
def policy():
    """The 8th edition, by the name under which it is installed."""
    return fisc.Policy("fisc8")


@pytest.fixture(scope="session")
def bank():
    return fisc.System.load(EXAMPLES / "internet-banking.json")


@pytest.fixture(scope="session")
def report(policy, bank):
    return policy.evaluate(bank, AS_OF)
