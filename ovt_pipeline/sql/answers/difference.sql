-- Which entities changed between the two sides of one indicator in a region, and how?
WITH was AS (
  SELECT * FROM was_evidence
  WHERE indicator_id = getvariable('indicator_id') AND as_of = getvariable('was')::DATE
    AND (getvariable('region_code') = '00' OR region_code = getvariable('region_code'))
),
now AS (
  SELECT * FROM now_evidence
  WHERE indicator_id = getvariable('indicator_id') AND as_of = getvariable('now')::DATE
    AND (getvariable('region_code') = '00' OR region_code = getvariable('region_code'))
),
side_by_side AS (
  SELECT coalesce(now.entity_id, was.entity_id) AS entity_id,
    coalesce(was.in_denominator, false) AS was_in, coalesce(was.in_numerator, false) AS was_counted,
    coalesce(now.in_denominator, false) AS now_in, coalesce(now.in_numerator, false) AS now_counted,
    was.region_code AS was_region, now.region_code AS now_region, was.reason_code AS was_reason, now.reason_code AS now_reason,
    was.doubt AS was_doubt, now.doubt AS now_doubt, coalesce(now.delivery_id, was.delivery_id) AS delivery_id,
    CASE WHEN now.entity_id IS NULL THEN was.sheet ELSE now.sheet END AS sheet,
    coalesce(now.row_number, was.row_number) AS row_number, now.entity_id IS NULL AS is_row_of_was
  FROM was FULL JOIN now ON now.entity_id = was.entity_id
),
classed AS (
  SELECT *, now_counted::INTEGER - was_counted::INTEGER AS numerator, now_in::INTEGER - was_in::INTEGER AS denominator,
    coalesce(now_reason IN ('CLOSED', 'DISCONNECTED', 'CANCELLED', 'ABOLISHED'), false) AS is_closed,
    CASE
      WHEN NOT was_in AND now_in THEN 'entered' || CASE WHEN now_counted THEN '_counted' ELSE '' END
      WHEN was_in AND NOT now_in
        THEN CASE WHEN is_closed THEN 'closed' ELSE 'left' END || CASE WHEN was_counted THEN '_counted' ELSE '' END
      WHEN was_in AND now_counted AND NOT was_counted THEN 'migrated'
      WHEN was_in AND was_counted AND NOT now_counted THEN 'returned'
      WHEN now_counted AND NOT was_counted THEN 'counted'
      WHEN was_counted AND NOT now_counted THEN 'uncounted'
      WHEN (was_region IS DISTINCT FROM now_region) AND was_reason IS NOT NULL AND now_reason IS NOT NULL THEN 'moved'
      WHEN (was_doubt IS DISTINCT FROM now_doubt) THEN 'doubted'
      WHEN (was_reason IS DISTINCT FROM now_reason) AND was_reason IS NOT NULL AND now_reason IS NOT NULL THEN 'reason'
    END AS kind
  FROM side_by_side
)
SELECT kind, entity_id, numerator, denominator, was_reason, now_reason, was_doubt, now_doubt, was_region, now_region,
  delivery_id, sheet, row_number, is_row_of_was
FROM classed
WHERE kind IS NOT NULL
ORDER BY kind, entity_id
