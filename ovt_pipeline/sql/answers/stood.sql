-- Which figures stood at a moment? Of each, the last version published until then.
CREATE TEMP TABLE stood AS
SELECT * FROM indicator_history WHERE published_at <= $moment
QUALIFY row_number() OVER (PARTITION BY plan_id, indicator_id, as_of, region_code ORDER BY revision_no DESC) = 1
