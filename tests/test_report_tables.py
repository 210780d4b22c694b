"""The tables of the page hold the numbers of the files, and lead to the text."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from helpers.analysis import Analysis
from helpers.report_tables import NOTHING, iterate_widths, make_tables, tabulate_cells
from helpers.shape import Shape
from helpers.style import signed


def test_each_table_has_as_many_cells_as_heads(
    lexical_analysis: Analysis, lexical_shape: Shape
) -> None:
    tables = [tabulate_cells(lexical_analysis), *make_tables(lexical_analysis, shape=lexical_shape)]
    assert [table.id for table in tables] == [
        "table-cells",
        "table-stance",
        "table-frame",
        "table-device",
        "table-mentions",
        "table-changes",
        "table-sensitivity",
    ]
    for table in tables:
        assert {len(row) for row in table.rows} == {len(table.heads)} == {len(table.numbers)}
        for column, (_, number) in enumerate(iterate_widths(table)):
            for row in table.rows:
                if number and row[column].key and row[column].text[-1].isdigit():
                    float(row[column].key)
    assert len(make_tables(lexical_analysis)) == 3


def test_a_cell_leads_to_its_paragraph_and_a_blank_nowhere(lexical_analysis: Analysis) -> None:
    table = tabulate_cells(lexical_analysis)
    cells = lexical_analysis.scores.query("measure == 'stance' and voice == 'all'")
    told = [cell for row in table.rows for cell in row[1:] if cell.text]
    assert len(told) == cells["value"].notna().sum()
    for row in table.rows:
        for head, cell in zip(table.heads[1:], row[1:], strict=True):
            assert cell.target == (f"p-{head}" if cell.text else "")
    assert sorted(cell.text for cell in told) == sorted(
        signed(value, places=1) for value in cells["value"].dropna()
    )


def test_what_is_missing_sorts_last_and_shows_a_dash(lexical_analysis: Analysis) -> None:
    [stance, *_] = make_tables(lexical_analysis)
    missing = [cell for row in stance.rows for cell in row if cell.text == NOTHING]
    assert missing
    assert all(cell.key == "" for cell in missing)


def test_a_change_leads_to_where_it_is(lexical_analysis: Analysis, lexical_shape: Shape) -> None:
    changes = lexical_shape.changes.head(1).assign(where="4", note="change")
    made = replace(lexical_shape, changes=pd.DataFrame(changes))
    tables = {table.id: table for table in make_tables(lexical_analysis, shape=made)}
    [row] = tables["table-changes"].rows
    # Paragraphs are sorted as words, 8.2 before 8.10.
    heads = dict(zip(tables["table-changes"].heads, tables["table-changes"].numbers, strict=True))
    assert not heads["Paragraph"] and heads["Before"]
    assert (row[1].text, row[1].target) == ("4", "p-4")
