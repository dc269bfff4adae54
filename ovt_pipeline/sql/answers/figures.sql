-- What are the figures of the whole, by indicator (in the plan's order of identifiers) and date?
SELECT indicator_id, as_of, display_value, numerator, denominator, value, value_low, value_high, is_preliminary, is_synthetic
FROM indicator_results WHERE region_code = '00' ORDER BY indicator_id, as_of
