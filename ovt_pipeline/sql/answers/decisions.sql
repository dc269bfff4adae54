-- Which signed decisions does a release know, and what does each name?
SELECT decision_id, type, subject, rule_id, delivery_id, indicator_id, as_of, last_as_of, entity_id, signed_by,
  verified_signer, signed_on, until, why
FROM decisions ORDER BY decision_id, subject
