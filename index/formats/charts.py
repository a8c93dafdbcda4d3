"""The figures of charts in presentations, as tables (ISO 29500-1, 21.2)."""

import datetime
import math
import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from index.formats.cell_formats import number_format

__all__ = ["chart_tables"]

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_DATE = re.compile(r"[dmy\W]*[dmy][dmy\W]*")
"""A format of the parts of a date, and of no time of day or number."""
_FIRST_DAY, _FIRST_DAY_1904 = datetime.date(1899, 12, 30), datetime.date(1904, 1, 1)
_MOST_DAYS = 200_000

_Points = dict[int, str]


def chart_tables(chart: Any) -> Iterator[list[list[str]]]:  # noqa: ANN401 - lxml has no types
    """Yield the rows of each table of a chart: one with names for its values, and one for each series.

    Series that have other names or x values than those before begin a table of their own.
    """
    since_1904 = next((one.get("val", "1") for one in chart.iter(f"{_C}date1904")), "0") in ("1", "true")
    first_day = _FIRST_DAY_1904 if since_1904 else _FIRST_DAY
    for plot in chart.iterfind(f".//{_C}plotArea/*"):
        named: list[tuple[_Points, str, _Points]] = []
        for one in plot.iterfind(f"{_C}ser"):
            names = _points(one, first_day, "cat", "xVal") or (named[-1][0] if named else {})
            named.append((names, one.findtext(f"{_C}tx//{_C}v", ""), _points(one, first_day, "val", "yVal")))
        for names, group in groupby(named, key=lambda one: one[0]):
            series = [(name, values) for _, name, values in group]
            places = sorted({*names, *(number for _, values in series for number in values)})
            if places:
                rows = [("", names), *series]
                yield [[name, *(values.get(number, "") for number in places)] for name, values in rows]


def _points(series: Any, first_day: datetime.date, *kinds: str) -> _Points:  # noqa: ANN401
    """Return what the points of a series say, by their numbers; of several levels the outer first."""
    found = next((one for kind in kinds if (one := series.find(f"{_C}{kind}")) is not None), None)
    if found is None:
        return {}
    code = next((one.text or "" for one in found.iter(f"{_C}formatCode")), "")
    inner, *outer = [_said(level, code, first_day) for level in [*found.iter(f"{_C}lvl")] or [found]]
    for level in outer:  # which names the first of several alone
        starts = sorted(level)
        for number, said in inner.items():
            above = bisect_right(starts, number)
            inner[number] = f"{level[starts[above - 1]]} {said}" if above else said
    return inner


def _said(level: Any, code: str, first_day: datetime.date) -> _Points:  # noqa: ANN401
    return {
        int(point.get("idx")): _shown(
            point.findtext(f"{_C}v") or "", point.get("formatCode") or code, first_day
        )
        for point in level.iter(f"{_C}pt")
        if re.fullmatch("[0-9]{1,9}", point.get("idx") or "")
    }


def _shown(value: str, code: str, first_day: datetime.date) -> str:
    """Return a value as a format shows it: a share as a percentage, the number of a day as its date."""
    try:
        number = float(value) if code else math.nan  # a name may look like a number
    except ValueError:
        return value
    if not math.isfinite(number):
        return value
    plain = _QUOTED.sub("", code).split(";")[0].lower()
    if _DATE.fullmatch(plain) and {*"dy"} & {*plain} and 0 < number < _MOST_DAYS:
        day = (first_day + datetime.timedelta(days=int(number))).isoformat()
        return day if "d" in plain else day[: 7 if "m" in plain else 4]
    shown = number_format(code) if code and plain != "general" else None
    return shown.shown(number) if shown and shown.percent else value.removesuffix(".0")
