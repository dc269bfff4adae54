-- By which text is each key of {relation} compared, where its lot does not say? $shown and $folded are side by side.
UPDATE {relation} SET {folded} = known.folded
FROM (SELECT unnest($shown::VARCHAR[]) AS shown, unnest($folded::VARCHAR[]) AS folded) AS known
WHERE {relation}.{folded} IS NULL AND {relation}.{shown} = known.shown
