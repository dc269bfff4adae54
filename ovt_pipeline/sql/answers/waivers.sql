-- Which signed waivers stand behind the release, and for what?
SELECT waiver_id, rule_id, delivery_id, signed_by, signed_on, until, why FROM waivers ORDER BY waiver_id, delivery_id
