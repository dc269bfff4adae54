-- Which entities have an end that is a fact by $day, told by the last row known of each?
-- rows = the known rows of a table; known_end = the boolean of its contract; latest = what orders the rows of one entity, the
-- last one first; is_fact = which of them count.
CREATE TABLE {made} AS
WITH last_rows AS (
  SELECT {entity} AS entity, coalesce({known_end}, false) AS has_ended
  FROM {rows}
  WHERE is_accepted AND extraction_date <= $day AND {is_fact}
  QUALIFY row_number() OVER (PARTITION BY {entity} ORDER BY {latest}) = 1
)
SELECT entity FROM last_rows WHERE has_ended AND entity IS NOT NULL
