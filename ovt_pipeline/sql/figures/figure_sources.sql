-- Which lot of each export is a figure counted from?
SELECT $indicator_id AS indicator_id, used.as_of, used.export, used.delivery_id
FROM lots_used AS used SEMI JOIN sources USING (as_of)
WHERE list_contains($exports, used.export)
