-- Which dated rows are behind each unit at each as_of, and which dates do they bear? A merged unit rests on its successors' rows
-- too. What earlier lots said may lead round in a circle: it is followed as many steps as there are units.
WITH RECURSIVE rows AS (
  SELECT as_of, entity_id, no_unite__folded AS unit, no_unite_successeur__folded AS successor,
    date_migration, date_retour, date_fermeture
  FROM renir_unites__unites__entities
),
behind AS (
  SELECT as_of, entity_id, unit, successor, 1 AS step FROM rows
  UNION ALL
  SELECT DISTINCT behind.as_of, behind.entity_id, rows.unit, rows.successor, behind.step + 1 AS step
  FROM behind JOIN rows ON rows.as_of = behind.as_of AND rows.unit = behind.successor
  WHERE behind.step < (SELECT count(DISTINCT unit) FROM rows)
),
dated AS (
  SELECT as_of, unit, date_migration AS day FROM rows
  UNION ALL
  SELECT as_of, unit, date_retour AS day FROM rows
  UNION ALL
  SELECT as_of, unit, date_fermeture AS day FROM rows
)
SELECT behind.as_of, behind.entity_id, behind.unit AS row_key, dated.day
FROM behind JOIN dated ON dated.as_of = behind.as_of AND dated.unit = behind.unit
WHERE dated.day IS NOT NULL
