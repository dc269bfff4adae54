-- Which columns does each table and view of a release have, of which type, and which are its key or may be empty?
WITH keys AS (
  SELECT table_name, unnest(constraint_column_names) AS column_name FROM duckdb_constraints() WHERE constraint_type = 'PRIMARY KEY'
)
SELECT known.table_name, known.column_name, known.data_type, keys.column_name IS NOT NULL AS is_key,
  known.is_nullable AND known.table_name NOT IN (SELECT view_name FROM duckdb_views()) AS may_be_empty
FROM duckdb_columns() AS known
LEFT JOIN keys ON keys.table_name = known.table_name AND keys.column_name = known.column_name
WHERE NOT known.internal
ORDER BY known.table_name, known.column_index
