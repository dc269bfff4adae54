-- Which rows does another export name that no lot explains, and by how many rows? first_of_key = is it the first of its key.
CREATE VIEW named_here AS
SELECT kept.row_number, named.row_count
FROM kept JOIN named ON named.entity = kept.{entity}
WHERE {first_of_key} AND NOT named.is_explained
