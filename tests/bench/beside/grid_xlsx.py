"""`python -m bench.beside.grid_xlsx FILE`: calamine's bare grid of the first sheet of a workbook.

Belongs here: that. Does not belong here: any import of ovt_pipeline.
"""

import sys

import python_calamine

if __name__ == "__main__":
    book = python_calamine.load_workbook(sys.argv[1])
    sys.stdout.write(f"{len(book.get_sheet_by_index(0).to_python())}\n")
