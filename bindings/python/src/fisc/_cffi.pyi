# SPDX-License-Identifier: MIT
# The extension that build_ffi.py makes: C, which has no Python types.
from typing import Any

ffi: Any
lib: Any
