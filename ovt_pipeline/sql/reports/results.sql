-- What did each rule find in each of these subjects, deliveries or the release, and how many of its entries are in quarantine?
WITH kept_out AS (
  SELECT delivery_id, rule_id, count(*) AS entries FROM quarantine WHERE list_contains($subjects, delivery_id) GROUP BY ALL
)
SELECT result.subject, result.rule_id, result.severity, result.checked, result.failed, result.success,
  coalesce(kept_out.entries, 0) AS quarantined, result.description_fr, result.description_en
FROM quality_results AS result
LEFT JOIN kept_out ON kept_out.delivery_id = result.subject AND kept_out.rule_id = result.rule_id
WHERE list_contains($subjects, result.subject)
ORDER BY result.subject, result.rule_id
