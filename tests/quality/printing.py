"""What the commands that measure share: reports as text, what is asked beside what was found, files."""

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from spelling_data import Report, table

#: Title of the report, figure, "least" or "most", bound.
Bound = tuple[str, str, str, float]


def options(description: str, sections: Sequence[str]) -> argparse.ArgumentParser:
    """Make a parser with the options of all these commands."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, help="the data outside the project")
    parser.add_argument("--peers", help="an interpreter that has the peers")
    parser.add_argument("--only", action="append", choices=sections, help="measure this section; may be repeated")
    parser.add_argument("--misses", type=Path, help="write what was missed to this file")
    parser.add_argument("--json", type=Path, help="write the figures to this file")
    return parser


def shown(reports: Iterable[Report], bounds: Iterable[Bound], *, misses: Path | None, figures: Path | None) -> None:
    """Print each report when it is there, then what is asked; write the files that were asked for."""
    found: list[Report] = []
    for report in reports:
        found.append(report)
        print(f"\n== {report.title}")
        lines = [*report.lines, *(f"  {name:70} {number(value)}" for name, value in report.figures.items())]
        print("\n".join(lines), flush=True)
    print("\n== asked\n" + "\n".join(asked(found, bounds)))
    if misses:
        rows = ("\t".join(" ".join(cell.split()) for cell in miss) for report in found for miss in report.misses)
        misses.write_text("".join(f"{row}\n" for row in rows), encoding="utf-8")
    if figures:
        all_ = {report.title: report.details | report.figures for report in found}
        figures.write_text(json.dumps(all_, ensure_ascii=False, indent=1), encoding="utf-8")


def asked(found: Iterable[Report], bounds: Iterable[Bound]) -> list[str]:
    """Set what is asked beside what was measured."""
    figures = {
        (report.title, name): value for report in found for name, value in (report.details | report.figures).items()
    }
    rows = []
    for title, name, way, bound in bounds:
        value = figures.get((title, name))
        if value is not None:
            held = value >= bound if way == "least" else value <= bound
            rows.append((f"{title}: {name}", number(value), f"{'>=' if way == 'least' else '<='} {bound:,g}", held))
    return table(("asked", "measured", "bound", "held"), [(*row[:3], "yes" if row[3] else "NO") for row in rows])


def number(value: float) -> str:
    return f"{value:,.0f}" if isinstance(value, int) or value >= 1_000 else f"{value:.4f}"
