-- What explains each change, if anything does? The kinds are those of indicators.md; what is as it was is no
-- fact entered late.
INSERT INTO classified
WITH of_base AS (
  SELECT changed.*, compared.base, compared.is_new, compared.base_from
  FROM changed JOIN compared USING (indicator_id, as_of, compared_with)
),
borne AS (  -- the row that gives the fact bore its date when the other figure was counted
  SELECT now.indicator_id, now.as_of, keys.entity, then_.as_of AS base, then_.is_new, now.day
  FROM dated_rows AS now
  JOIN keys USING (entity_id)
  JOIN dated_rows AS then_ ON then_.indicator_id = now.indicator_id AND then_.row_key = now.row_key AND then_.day = now.day
  WHERE NOT now.is_base AND then_.is_base
),
entered_late AS (
  SELECT DISTINCT of_base.indicator_id, of_base.as_of, of_base.compared_with, of_base.entity
  FROM of_base
  JOIN keys USING (entity)
  JOIN dated_rows AS now ON now.indicator_id = of_base.indicator_id AND now.as_of = of_base.as_of AND NOT now.is_base
    AND now.entity_id = keys.entity_id AND now.day = of_base.fact_date
  ANTI JOIN borne ON borne.indicator_id = of_base.indicator_id AND borne.as_of = of_base.as_of AND borne.entity = of_base.entity
    AND borne.base = of_base.base AND borne.is_new = of_base.is_new AND borne.day = of_base.fact_date
  WHERE of_base.fact_date <= of_base.base_from
),
sound AS (  -- every figure that stands, in which an entity was neither vanished nor rejected
  SELECT indicator_id, as_of, entity_id, in_denominator, in_numerator, region_code
  FROM previous_evidence ANTI JOIN taken USING (indicator_id, as_of)
  WHERE reason_code NOT IN ('VANISHED', 'REJECTED')
  UNION ALL
  SELECT indicator_id, as_of, entity_id, in_denominator, in_numerator, region_code
  FROM work.evidence SEMI JOIN taken USING (indicator_id, as_of)
  WHERE reason_code NOT IN ('VANISHED', 'REJECTED')
),
last_sound AS (
  SELECT of_base.*, sound.in_denominator, sound.in_numerator, sound.region_code AS sound_region
  FROM of_base
  JOIN keys USING (entity)
  JOIN sound ON sound.indicator_id = of_base.indicator_id AND sound.entity_id = keys.entity_id AND sound.as_of < of_base.as_of
  WHERE of_base.was_reason IN ('VANISHED', 'REJECTED')
  QUALIFY row_number() OVER (
    PARTITION BY of_base.indicator_id, of_base.as_of, of_base.compared_with, of_base.entity ORDER BY sound.as_of DESC) = 1
),
restored AS (
  SELECT indicator_id, as_of, compared_with, entity FROM last_sound
  WHERE in_denominator = d AND in_numerator = n AND (sound_region IS NOT DISTINCT FROM region_code OR NOT (d OR n))
  UNION
  SELECT of_base.indicator_id, of_base.as_of, of_base.compared_with, of_base.entity
  FROM of_base
  JOIN keys USING (entity)
  JOIN before_undone AS undone ON undone.indicator_id = of_base.indicator_id AND undone.base = of_base.base
    AND undone.entity_id = keys.entity_id AND undone.in_denominator = of_base.d AND undone.in_numerator = of_base.n
    AND (undone.region_code IS NOT DISTINCT FROM of_base.region_code OR NOT (of_base.d OR of_base.n))
  WHERE NOT of_base.is_new
)
SELECT of_base.indicator_id, of_base.as_of, of_base.compared_with, of_base.entity_id,
  CASE
    WHEN fact_date > base_from AND fact_date <= of_base.as_of THEN 'explained'
    WHEN restored.entity IS NOT NULL THEN 'restored'
    WHEN entered_late.entity IS NOT NULL THEN 'entered_late'
    WHEN was_reason = 'IN-DOUBT' AND NOT is_open THEN 'cleared'
    ELSE 'unexplained'
  END AS kind,
  was_n AND NOT n AS is_lost
FROM of_base
LEFT JOIN entered_late USING (indicator_id, as_of, compared_with, entity)
LEFT JOIN restored USING (indicator_id, as_of, compared_with, entity)
