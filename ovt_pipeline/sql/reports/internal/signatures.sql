-- Which decisions does the release rest on, who signed them, and what do they name? $as_of: those of another date are left out.
INSERT INTO told_signatures BY NAME
SELECT
  decision_id, type, subject, rule_id, delivery_id, indicator_id, as_of, entity_id, signed_by, verified_signer, signed_on,
  until, why
FROM release.decisions
WHERE $as_of BETWEEN coalesce(as_of, $as_of) AND coalesce(last_as_of, as_of, $as_of)
