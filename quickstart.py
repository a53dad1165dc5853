#!/usr/bin/env python3
"""Set everything up in .venv and run the sample, or the tests. Needs only Python 3.11 or later, on Linux or macOS.

    python3 quickstart.py         install, run the pipeline on data/raw, say where tables and report are
    python3 quickstart.py test    install what tests need too, then lint, check types and test

Packages come pinned and hash-checked from requirements/; what is installed already is not installed again. It takes
no options: once it ran, `.venv/bin/restated --help` and `.venv/bin/pytest` do.
"""

import hashlib
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / "bin"
IN_PARALLEL = ("-n", "auto", "--maxprocesses", "4", "--dist", "worksteal")  # many tests start processes of their own
REQUIREMENTS = {"run": ROOT / "requirements" / "run.txt", "test": ROOT / "requirements" / "dev.txt"}


def main() -> int:
    """Install for the task asked, then do it. Returns its exit code."""
    task, *more = sys.argv[1:] or ["run"]
    if task not in REQUIREMENTS or more:
        print(__doc__)
        return 0 if task in ("-h", "--help") else 2
    if sys.version_info < (3, 11):  # noqa: UP036 -- this file is what an older Python is started with
        print(f"quickstart: needs Python 3.11 or later, this is {sys.version.split()[0]}", file=sys.stderr)
        return 2
    try:
        install(REQUIREMENTS[task])
    except subprocess.CalledProcessError as error:
        print(f"quickstart: `{' '.join(map(str, error.cmd))}` failed; its message is above", file=sys.stderr)
        return 2
    return run_tests() if task == "test" else call("restated", "run")


def run_tests() -> int:
    """Lint, format check, type check, tests: all four run, so that one failure does not hide another."""
    codes = [call("ruff", "check", "--quiet"), call("ruff", "format", "--check", "--quiet")]
    codes.append(call("mypy", "--no-error-summary"))
    codes.append(call("python", "-m", "pytest", "-q", *IN_PARALLEL))
    return next((code for code in codes if code), 0)


def call(command: str, *arguments: str) -> int:
    """Run a command of .venv in the project's folder. Returns its exit code."""
    return subprocess.call([SCRIPTS / command, *arguments], cwd=ROOT)


def install(requirements: Path) -> None:
    """Bring .venv to what `requirements` pins, unless it is there already.

    They pin all there is, so pip need not look for dependencies: it would warn of an extra's name that it reads
    otherwise than the package writes it. Whether any lacks is looked at once, at the end.
    """
    wanted = hashlib.sha256(requirements.read_bytes() + (ROOT / "pyproject.toml").read_bytes()).hexdigest()
    done = VENV / f"installed-{requirements.stem}"
    if done.exists() and done.read_text() == wanted:
        return
    if not (SCRIPTS / "python").exists():
        print("Making .venv …", flush=True)
        make_venv()
    print(f"Installing {requirements.relative_to(ROOT)} into .venv (a minute or two, once) …", flush=True)
    pip: list[str | Path] = [SCRIPTS / "python", "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.check_call([*pip, "install", "--no-deps", "--require-hashes", "-r", requirements])
    subprocess.check_call([*pip, "install", "--no-deps", "--no-build-isolation", "--editable", ROOT])
    subprocess.check_call([*pip, "check"])
    done.write_text(wanted)


def make_venv() -> None:
    """A virtual environment with pip; some systems ship Python without the part that makes one."""
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, ImportError):
        print(
            "quickstart: this Python cannot make virtual environments; on Debian: apt install python3-venv",
            file=sys.stderr,
        )
        raise SystemExit(2) from None


if __name__ == "__main__":
    sys.exit(main())
