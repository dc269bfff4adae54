-- Which rows break a rule? rows = the relation asked of, kept or accepted; failing is true on a faulty row.
INSERT INTO failures SELECT $check_no, $severity, row_number FROM {rows} WHERE {failing}
