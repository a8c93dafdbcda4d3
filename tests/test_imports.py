"""Imports run one way, each heavy dependency has one owner, and nothing heavy loads before it is needed."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import ROOT

PRODUCT = sorted(
    [
        *(ROOT / "index").rglob("*.py"),
        *(ROOT / "qa").rglob("*.py"),
        *ROOT.glob("*.py"),
    ]
)
HEAVY = (
    "faiss",
    "sentence_transformers",
    "gradio",
    "torch",
    "transformers",
    "onnx",
    "onnxruntime",
    "tokenizers",
    "tantivy",
    "trafilatura",
    "sklearn",
    "pypdfium2",
    "docx",
    "pptx",
    "odfdo",
    "pymilvus",
    "grpc",
)
OWNERS = {
    "faiss": {"index/vectors.py"},
    "tantivy": {"index/lexical.py"},
    "pymilvus": {"index/milvus.py"},
    "grpc": {"index/milvus.py"},
    "sentence_transformers": {"index/encode_torch.py"},
    "onnxruntime": {"index/bert.py"},
    "tokenizers": {"index/encode_onnx.py"},
    "torch": {"index/bert_bfloat16.py", "qa/span_reader.py"},
    "gradio": {"app.py"},
    "sqlite3": {"index/schema.py", "index/store.py", "index/doctor.py", "qa/conversations.py"},
    "trafilatura": {"index/formats/html.py"},
    "markdown_it": {"index/formats/markdown.py", "index/formats/markdown_spans.py"},
    "pypdfium2": {
        "index/formats/pdf.py",
        "index/formats/pdf_drawn.py",
        "index/formats/pdf_glyphs.py",
        "index/formats/pdf_pages.py",
    },
    "docx": {"index/formats/office.py"},
    "pptx": {"index/formats/slides.py"},
    "python_calamine": {"index/formats/sheets.py"},
    "odfdo": {"index/formats/odf.py"},
    "striprtf": {"index/formats/rtf.py"},
    "webvtt": {"index/formats/subtitles.py"},
    "watchfiles": {"index/watch.py"},
    "gitignore_parser": {"index/ignore.py"},
}


def name_of(path: Path) -> str:
    """Return a file's path below the project."""
    return path.relative_to(ROOT).as_posix()


def imports(path: Path) -> Iterator[tuple[str, bool]]:
    """Yield (module, whether it is for types only) of every import, those inside functions among them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for_types = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING")
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((alias.name, id(node) in for_types) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            yield str(node.module), id(node) in for_types
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "import_module",
            "__import__",
            "importlib.import_module",
        ):
            yield ast.unparse(node.args[0]).strip("'\""), False


def packages(path: Path) -> set[str]:
    """Return the top-level packages that a file imports, for types or not."""
    return {module.partition(".")[0] for module, _ in imports(path)}


def test_index_never_imports_what_comes_after_the_question() -> None:
    """`index` knows neither `qa` nor the page nor the command line."""
    for path in (ROOT / "index").rglob("*.py"):
        assert not packages(path) & {"qa", "app", "footnote", "gradio", "tests"}, name_of(path)


def test_qa_knows_neither_the_page_nor_the_command_line() -> None:
    """What can be tested without a browser does not import Gradio."""
    for path in (ROOT / "qa").rglob("*.py"):
        assert not packages(path) & {"app", "footnote", "gradio", "click", "tests"}, name_of(path)


@pytest.mark.parametrize(("package", "owners"), OWNERS.items())
def test_each_heavy_dependency_has_one_owner(package: str, owners: set[str]) -> None:
    """Exactly the owner imports it."""
    found = {
        name_of(path)
        for path in PRODUCT
        if any(m.partition(".")[0] == package and not for_types for m, for_types in imports(path))
    }
    assert found == owners


def test_imports_of_modules_run_one_way() -> None:
    """No module imports, through others, itself."""
    graph = {
        name_of(path).removesuffix(".py").replace("/", ".").removesuffix(".__init__"): {
            module for module, for_types in imports(path) if not for_types
        }
        for path in PRODUCT
    }
    del graph["app"], graph["footnote"]  # the two ways in know each other
    while free := [name for name, needs in graph.items() if not needs & (graph.keys() - {name})]:
        for name in free:
            del graph[name]
    assert not graph, f"these import each other: {sorted(graph)}"


def loaded_after(code: str) -> set[str]:
    """Return which heavy packages are loaded after running code in a fresh interpreter."""
    tell = f"import sys; print('LOADED', *(m for m in {HEAVY!r} if m in sys.modules))"
    command = [sys.executable, "-c", f"{code}\n{tell}"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    return set(done.stdout.splitlines()[-1].split()[1:])


@pytest.mark.parametrize(
    "code",
    [
        "import index, qa",
        "import index.library, index.sync, index.encode, index.engine, index.vectors, index.lexical",
        "import qa.types, qa.check, qa.answer, qa.ask, qa.evaluate, qa.service",
        "import app",
        "import footnote",
    ],
)
def test_importing_the_packages_loads_nothing_heavy(code: str) -> None:
    """Models, engines and the page's framework wait until they are used."""
    assert loaded_after(code) == set()


@pytest.mark.parametrize("command", ["", "index", "ask", "eval", "verify", "info", "doctor", "serve"])
def test_help_loads_nothing_heavy(command: str) -> None:
    """`--help` of every command answers at once."""
    arguments = [*command.split(), "--help"]
    code = (
        f"import footnote\ntry: footnote.main({arguments!r})\nexcept SystemExit as end: assert not end.code"
    )
    assert loaded_after(code) == set()


def test_no_pickle_is_ever_loaded() -> None:
    """No product file imports what runs code when it reads data."""
    for path in PRODUCT:
        assert not packages(path) & {"pickle", "dill", "joblib", "marshal", "shelve"}, name_of(path)
        assert "allow_pickle=True" not in path.read_text("utf-8")
