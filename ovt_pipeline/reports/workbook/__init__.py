"""The workbook of a report: what the told tables hold, in a form that Excel and LibreOffice open without repair."""
