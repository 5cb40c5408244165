# SPDX-License-Identifier: MIT
"""What pyproject.toml can't say: the extension, and the policies inside.

The policies stand beside bindings/ in a checkout, in an sdist they are where
the package has them; else they come from where libfisc was installed.
"""

import shutil
import sys
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

HERE = Path(__file__).parent.resolve()
sys.path.insert(0, str(HERE))


def policies() -> Path:
    import build_ffi

    for folder in (HERE / "src" / "fisc" / "policies", HERE.parents[1] / "policies"):
        if folder.exists():
            return folder
    return Path(build_ffi.pkg_config("policydir"))


def copy_policies(package: Path) -> None:
    """Into a package folder, without what only their own tests read."""
    if policies() != package / "policies":
        shutil.copytree(policies(), package / "policies", dirs_exist_ok=True,
                        ignore=shutil.ignore_patterns("tests"))


class Build(build_py):
    def run(self) -> None:
        import build_ffi

        super().run()
        package = Path(self.build_lib) / "fisc"
        copy_policies(package)
        (package / "_place.py").write_text(
            '"""Where libfisc was installed that this was built with."""\n'
            f"POLICY_DIR = {build_ffi.pkg_config('policydir')!r}\n")


class Release(sdist):
    def make_release_tree(self, base_dir: str, files: list) -> None:
        super().make_release_tree(base_dir, files)
        copy_policies(Path(base_dir) / "src" / "fisc")


setup(cffi_modules=["build_ffi.py:ffibuilder"],
      cmdclass={"build_py": Build, "sdist": Release})
