"""The house rules that a reader of the code relies on: who imports whom, and what stays pure."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
ALLOWED = {"store": {"store"}, "renderer": {"renderer", "store"}, "mailgate": {"mailgate", "renderer", "store"}}
PACKAGES = tuple(ALLOWED)
# What a pure module must not come by, however far away: database, network, files of the system, chance, clock.
IMPURE = {"sqlalchemy", "socket", "ssl", "smtplib", "aiosmtplib", "aiosmtpd", "asyncio", "os", "subprocess", "signal"}
IMPURE |= {"random", "secrets", "uuid", "time", "threading", "tempfile", "shutil"}
CLOCKS = {("datetime", "now"), ("datetime", "utcnow"), ("datetime", "today"), ("date", "today")}
READS_ENVIRONMENT = {"mailgate/commands/parts.py", "mailgate/commands/run.py"}


def modules() -> list[Path]:
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def path_of(module: str) -> Path | None:
    base = ROOT.joinpath(*module.split("."))
    found = base.with_suffix(".py"), base / "__init__.py"
    return next((path for path in found if path.is_file()), None)


def is_for_types_only(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Every node but those that only a type checker sees."""
    for child in ast.iter_child_nodes(node):
        if not is_for_types_only(child):
            yield child
            yield from statements(child)


@cache
def imports(path: Path) -> frozenset[str]:
    """The modules that a file imports, wherever in it."""
    found: set[str] = set()
    for node in statements(tree(path)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            base = node.module or ""
            found.update(f"{base}.{alias.name}" if path_of(f"{base}.{alias.name}") else base for alias in node.names)
    return frozenset(found)


def pure_modules() -> list[Path]:
    """Those whose first lines say so."""
    return [path for path in modules() if re.search(r"\bPure\b", ast.get_docstring(tree(path)) or "")]


@cache
def reached(path: Path) -> frozenset[Path]:
    """The file and every file of ours that comes with it."""
    found, waiting = {path}, [path]
    while waiting:
        for module in imports(waiting.pop()):
            other = path_of(module)
            if other is not None and other not in found:
                found.add(other)
                waiting.append(other)
    return frozenset(found)


@pytest.mark.parametrize("package", PACKAGES)
def test_a_package_imports_only_what_stands_below_it(package: str) -> None:
    for path in sorted((ROOT / package).rglob("*.py")):
        ours = {module.partition(".")[0] for module in imports(path)} & set(PACKAGES)
        assert ours <= ALLOWED[package], f"{path.relative_to(ROOT)} imports {ours - ALLOWED[package]}"


def test_there_are_pure_modules_and_the_core_of_the_decisions_is_among_them() -> None:
    names = {name_of(path) for path in pure_modules()}
    assert {
        f"mailgate.{name}" for name in ("address", "token", "policy", "answers", "reading.sanitize", "reading.message")
    } <= names
    assert {"store.lifecycle", "mailgate.reading.extract.cut", "mailgate.reading.automatic"} <= names


@pytest.mark.parametrize("path", pure_modules(), ids=name_of)
def test_a_pure_module_reaches_no_database_network_chance_or_clock(path: Path) -> None:
    for other in reached(path):
        impure = {module.partition(".")[0] for module in imports(other)} & IMPURE
        assert not impure, f"{name_of(path)} comes by {impure} in {name_of(other)}"


@pytest.mark.parametrize("path", pure_modules(), ids=name_of)
def test_a_pure_module_asks_no_clock(path: Path) -> None:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
            assert (node.value.id, node.attr) not in CLOCKS, f"{name_of(path)}:{node.lineno}"


def test_only_what_talks_to_systemd_reads_the_environment() -> None:
    readers = {
        str(path.relative_to(ROOT))
        for path in modules()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in ("environ", "environb", "getenv")
    }
    assert readers <= READS_ENVIRONMENT


def test_handlers_hand_back_letters_and_cannot_send() -> None:
    for path in sorted((ROOT / "mailgate/handlers").glob("*.py")):
        names = {name_of(other) for other in reached(path)}
        assert not names & {"mailgate.sending.outbox", "mailgate.sending.smarthost"}, name_of(path)
        called = {node.attr for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)}
        assert "outbox" not in called, f"{name_of(path)}: letters leave by letters.post"


def test_the_publisher_reads_no_sealed_column_and_no_settings() -> None:
    names = {name_of(other) for path in sorted((ROOT / "renderer").glob("*.py")) for other in reached(path)}
    assert "store.sealed" not in names
    assert "store.people" not in names


def test_settings_are_loaded_by_commands_and_parts_are_made_in_one_place() -> None:
    makers = {name_of(path) for path in modules() if "store.engine.open_store" in _called(path)}
    assert makers <= {"mailgate.app", "mailgate.new_site", "renderer.pieces", "renderer.workers"}


def _called(path: Path) -> set[str]:
    names = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree(path))
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    return {names[node.func.id] for node in ast.walk(tree(path)) if _is_call_of(node, names)}  # type: ignore[attr-defined]


def _is_call_of(node: ast.AST, names: dict[str, str]) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names
