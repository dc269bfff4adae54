-- What did each region count, as it was published at a moment: the population of a rate, what a count counts?
SELECT indicator_id, as_of, region_code, arg_max(coalesce(denominator, numerator), published_at) AS counted
FROM indicator_history
WHERE list_contains($days::DATE[], as_of) AND region_code <> '00' AND published_at <= $moment
GROUP BY ALL
ORDER BY ALL
