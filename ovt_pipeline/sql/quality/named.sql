-- How many rows of another export name each entity of a table, and does a lot already explain them?
-- rows = the rows that name; named = their column; known = the entities that lots know.
CREATE TABLE named AS
SELECT {named} AS entity, count(*) AS row_count, coalesce({named} IN {known}, false) AS is_explained
FROM {rows}
WHERE {named} IS NOT NULL
GROUP BY {named}
