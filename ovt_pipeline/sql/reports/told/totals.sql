-- Of the entities behind each figure: how many count, do not, are left out, and of how many is anything in doubt?
INSERT INTO told_totals
SELECT
  published.indicator_id, published.as_of, count(*) FILTER (in_numerator) AS counted,
  count(*) FILTER (in_denominator AND NOT in_numerator) AS not_counted,
  count(*) FILTER (NOT in_denominator AND NOT in_numerator) AS left_out, count(*) FILTER (doubt IS NOT NULL) AS in_doubt
FROM release.published
SEMI JOIN told_dates ON told_dates.as_of = published.as_of
JOIN release.evidence_periods AS proof ON proof.indicator_id = published.indicator_id
  AND published.as_of BETWEEN proof.first_as_of AND proof.last_as_of
GROUP BY ALL
