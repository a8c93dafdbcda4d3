"""The figures of `benchmarks.speed` as tables and plots, medians of the rounds."""

import json
import os
import platform
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from benchmarks.speed.systems import SYSTEMS

__all__ = ["ASKERS", "write"]

ASKERS = (1, 8, 32)
"""How many ask at once."""
_OURS = "Footnote"
_START, _END = "<!-- figures: written by benchmarks.speed -->", "<!-- end of figures -->"


def write(lines: Sequence[dict[str, Any]], folder: Path) -> None:
    """Write speed.json and speed.svg, and the figures into speed.md, between its two marks."""
    head: dict[str, Any] = {
        "machine": f"{_processor()}, {os.cpu_count()} cores, {platform.system()}, "
        f"Python {platform.python_version()}",
        "dates": sorted({line["date"] for line in lines}),
        "commits": sorted({line["commit"] for line in lines}),
    }
    (folder / "speed.json").write_text(json.dumps({**head, "measured": list(lines)}, indent=1) + "\n")
    limits = next(line["figures"] for line in lines if line["measure"] == "limits")
    runs = pd.json_normalize([line for line in lines if line["measure"] != "limits"])
    runs.columns = runs.columns.str.removeprefix("figures.")
    _plot(runs, folder / "speed.svg")
    said = (
        f"Measured on {', '.join(head['dates'])} at {', '.join(head['commits'])}: {head['machine']}. "
        f"Rounds: {runs['round'].nunique()}, but one for sizes below the largest."
    )
    tables = "\n\n".join([said, "![](speed.svg)", *_tables(runs, limits)])
    page = folder / "speed.md"
    text = page.read_text(encoding="utf-8") if page.exists() else f"{_START}\n{_END}\n"
    before, _, rest = text.partition(_START)
    page.write_text(f"{before}{_START}\n\n{tables}\n\n{_END}{rest.partition(_END)[2]}", encoding="utf-8")


def _tables(runs: Any, limits: dict[str, Any]) -> list[str]:  # noqa: ANN401 - a DataFrame
    largest = int(runs["size"].max())
    asked = {f"{n} at once": [f"{n}.{kind}_ms" for kind in ("median", "p95", "p99")] for n in ASKERS}
    rates = {f"{n} at once": [f"{n}.per_second"] for n in ASKERS}
    rates["answers that differ"] = [f"{n}.differing" for n in ASKERS]
    memory = {"peak memory, MB": ["peak_mb"], "on the disk, MB": ["disk_mb"]}
    growth = {
        f"{n:,}, ms": _median(runs, "ask", n, ["1.median_ms"]) for n in sorted(runs["size"].unique())[1:]
    }
    return [
        f"### Indexing {limits['passages']:,} passages, with the model loaded",
        _markdown(
            {"passages a second": _median(runs, "index", 0, ["per_second"])}
            | {"ratio to Footnote": _ratio(runs, "index", 0, "per_second")}
            | {name: _median(runs, "index", 0, kinds) for name, kinds in memory.items()}
        ),
        "### From the start of a process to the first answer",
        _markdown(
            {"seconds": _median(runs, "start", 0, ["seconds"])}
            | {"ratio to Footnote": _ratio(runs, "start", 0, "seconds")}
        ),
        f"### Retrieval among {largest:,} passages, the encoding of the question included",
        "Milliseconds, median / 95th / 99th percentile:",
        _markdown(
            {name: _median(runs, "ask", largest, kinds) for name, kinds in asked.items()}
            | {"median of one, ratio to Footnote": _ratio(runs, "ask", largest, "1.median_ms")}
        ),
        "Questions a second:",
        _markdown({name: _median(runs, "ask", largest, kinds) for name, kinds in rates.items()}),
        "### As the index grows: one asker, median",
        _markdown(
            growth
            | {"opening the largest, s": _median(runs, "ask", largest, ["open_seconds"])}
            | {name: _median(runs, "ask", largest, kinds) for name, kinds in memory.items()}
        ),
        "### What the machine and the bare parts can do",
        _limits(limits, runs[(runs.measure == "index") & (runs.system == _OURS)]["per_second"].median()),
    ]


def _of(runs: Any, measure: str, size: int) -> Any:  # noqa: ANN401
    return runs[(runs.measure == measure) & (runs["size"] == size)]


def _median(runs: Any, measure: str, size: int, kinds: list[str]) -> Any:  # noqa: ANN401
    """Return a cell for each system: the medians of the rounds, side by side."""
    medians = _of(runs, measure, size).groupby("system")[kinds].median()
    return medians.map(_number).agg(" / ".join, axis=1)


def _number(value: float) -> str:
    """Return three digits that count."""
    return f"{value:,.{0 if value >= 100 or value == int(value) else 1 if value >= 10 else 2}f}"


def _ratio(runs: Any, measure: str, size: int, kind: str) -> Any:  # noqa: ANN401
    """Return a cell for each system: the median of the rounds' ratios to Footnote, the least and the most."""
    rounds = _of(runs, measure, size).pivot(index="round", columns="system", values=kind)
    ratios = rounds.div(rounds[_OURS], axis=0)
    return ratios.agg(lambda some: f"{some.median():.2f} ({some.min():.2f}–{some.max():.2f})")


def _markdown(columns: dict[str, Any]) -> str:
    table = pd.DataFrame(columns)
    order = [name for name in [*SYSTEMS, *table.index] if name in table.index]
    rows = [f"| {' | '.join([name, *table.loc[name]])} |" for name in dict.fromkeys(order)]
    return "\n".join([f"| | {' | '.join(columns)} |", "|---" * (len(columns) + 1) + "|", *rows])


def _limits(limits: dict[str, Any], per_second: float) -> str:
    share = per_second * limits["gigaflop_of_a_passage"] / limits["gigaflops"]
    rates = ", ".join(f"{rate} at {size}" for size, rate in limits["encode_per_second"].items())
    rows = [
        f"float32 matrix product: {limits['gigaflops']} × 10⁹ operations a second, of which Footnote's "
        f"indexing makes {share:.0%} ({limits['gigaflop_of_a_passage']} × 10⁹ for a passage)",
        f"bare `encode`, passages a second by batch size: {rates}; a question: {limits['question_ms']} ms",
    ]
    for size, times in limits["search_ms"].items():
        bare = ", ".join(f"{name} {milliseconds} ms" for name, milliseconds in times.items())
        rows.append(f"a search among {int(size):,} passages, median: {bare}")
    return "\n".join(f"- {row}" for row in rows)


def _plot(runs: Any, path: Path) -> None:  # noqa: ANN401
    from matplotlib.figure import Figure

    figure = Figure(figsize=(11, 3.6), layout="constrained")
    bars, growth, load = figure.subplots(1, 3)
    largest = int(runs["size"].max())
    rates = _of(runs, "index", 0).groupby("system")["per_second"].median()[list(SYSTEMS)[::-1]]
    bars.barh(rates.index, rates)
    bars.set_title("indexing, passages a second")
    for name in SYSTEMS:
        medians = runs[runs.system == name].groupby("size").median(numeric_only=True).drop(0)
        style = {"label": name, "marker": "o", "linewidth": 3 if name == _OURS else 1.2}
        growth.loglog(medians.index, medians["1.median_ms"], **style)
        load.loglog(ASKERS, [medians.loc[largest, f"{n}.p95_ms"] for n in ASKERS], **style)
    growth.set_title("retrieval by passages, median ms")
    load.set_title(f"by askers at once, p95 ms ({largest:,})")
    load.set_xticks(ASKERS, [str(n) for n in ASKERS])
    growth.legend(fontsize=7)
    figure.savefig(path, metadata={"Date": None})


def _processor() -> str:
    cpuinfo = Path("/proc/cpuinfo")
    lines = cpuinfo.read_text().splitlines() if cpuinfo.exists() else []
    named = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return named[0] if named else platform.machine()
