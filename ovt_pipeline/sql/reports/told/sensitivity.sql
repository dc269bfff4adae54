-- What would each figure of the whole be under another rule?
INSERT INTO told_sensitivity
SELECT indicator_id, as_of, scenario, value, description_fr, description_en
FROM release.indicator_sensitivity SEMI JOIN told_dates USING (as_of)
WHERE region_code = '00'
