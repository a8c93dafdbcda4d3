"""An evaluation as one HTML page that needs nothing beside it: figures, plots, every wrong answer.

Plots by matplotlib, as SVG in the page. All text of documents and questions is escaped.
"""

import io
import re
from collections.abc import Callable, Sequence
from html import escape
from typing import Any

from qa.alone import page_alone
from qa.evaluate import Outcome
from qa.plain_text import figure_text
from qa.summary import risk_coverage

__all__ = ["report_html"]

_STYLE = """
body { max-width: 60rem; } table { width: 100%; } blockquote { font-family: var(--serif); margin: 0; }
td.figure { font-variant-numeric: tabular-nums; white-space: nowrap; }
.plots { display: flex; flex-wrap: wrap; gap: 1rem; }
.plots svg { background: #faf9f6; border-radius: 6px; height: auto; max-width: 100%; width: 27rem; }
"""


def report_html(title: str, summary: dict[str, Any], outcomes: Sequence[Outcome]) -> str:
    """Return the page for the figures and outcomes of an evaluation."""
    wrong = [outcome for outcome in outcomes if outcome.wrong]
    known = [outcome for outcome in outcomes if not outcome.case.is_open]
    plots = "".join(_plot(draw, known) for draw in (_draw_risk, _draw_reliability, _draw_confidence) if known)
    return page_alone(
        title,
        _STYLE,
        f"<h1>{escape(title)}</h1>{_figures(summary)}<h2>How sure, how right</h2>"
        f"<div class='plots'>{plots}</div>"
        f"<h2>Not right: {len(wrong)} of {len(outcomes)}</h2>{_wrong(wrong)}",
    )


def _figures(summary: dict[str, Any]) -> str:
    rows: list[str] = []
    for name, value in summary.items():
        values = value.items() if isinstance(value, dict) else [("", value)]
        for key, figure in values:
            words = f"{name} {key}".replace("_", " ").strip()
            rows.append(
                f"<tr><td>{escape(words)}</td><td class='figure'>{escape(figure_text(figure))}</td></tr>"
            )
    return f"<table>{''.join(rows)}</table>"


def _wrong(outcomes: Sequence[Outcome]) -> str:
    rows = [
        f"<tr><td><b>{escape(o.case.question)}</b><br><span class='soft'>{escape(str(o.case.id))}"
        f"{''.join(f' · after: {escape(q)}' for q in o.case.history)}</span></td>"
        f"<td>{escape(o.case.right_words) or '<i>nothing answers</i>'}</td>"
        f"<td>{_said(o)}</td><td class='figure'>{o.answer.confidence:.2f}</td></tr>"
        for o in outcomes
    ]
    head = "<tr><th>Question</th><th>Right</th><th>Said</th><th>Confidence</th></tr>"
    return f"<table>{head}{''.join(rows)}</table>" if rows else "<p>Every answer is right.</p>"


def _said(outcome: Outcome) -> str:
    if not outcome.answer.statements:
        return "<i>not in these documents</i>"
    statement = outcome.answer.statements[0]
    source = statement.citations[0].document_id
    return f"<blockquote>{escape(statement.quote)}</blockquote><span class='soft'>{escape(source)}</span>"


def _plot(draw: Callable[[Any, Sequence[Outcome]], None], outcomes: Sequence[Outcome]) -> str:
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5.4, 3.6), layout="constrained")
    draw(figure.add_subplot(), outcomes)
    file = io.StringIO()
    figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
    svg = re.sub(r"<metadata>.*?</metadata>", "", file.getvalue(), flags=re.DOTALL)
    return svg[svg.index("<svg") :]


def _draw_risk(axes: Any, outcomes: Sequence[Outcome]) -> None:  # noqa: ANN401 - matplotlib's
    curve = risk_coverage(outcomes)
    axes.plot([c for c, _ in curve], [r for _, r in curve])
    axes.set(title="Risk and coverage", xlabel="share of questions answered", ylabel="share not right")
    axes.set(xlim=(0, 1), ylim=(0, 1))


def _draw_reliability(axes: Any, outcomes: Sequence[Outcome]) -> None:  # noqa: ANN401 - matplotlib's
    from sklearn.calibration import calibration_curve

    given = [o for o in outcomes if o.answer.answered]
    axes.plot([0, 1], [0, 1], linestyle=":", color="grey")
    if given:
        right, sure = calibration_curve(
            [o.first_right for o in given],
            [o.answer.confidence for o in given],
            n_bins=min(8, max(2, len(given) // 10)),
            strategy="quantile",
        )
        axes.plot(sure, right, marker="o")
    axes.set(
        title="Is confidence right?", xlabel="confidence", ylabel="share right", xlim=(0, 1), ylim=(0, 1)
    )


def _draw_confidence(axes: Any, outcomes: Sequence[Outcome]) -> None:  # noqa: ANN401 - matplotlib's
    groups = [[o.answer.confidence for o in outcomes if o.answerable is kind] for kind in (True, False)]
    axes.hist(groups, bins=10, range=(0, 1), label=["answerable", "not answerable"])
    axes.set(title="Confidence", xlabel="confidence", ylabel="questions")
    axes.legend()
