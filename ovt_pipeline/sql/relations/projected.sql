-- What are the rows of {relation} at the due date? Those of the lot used are as its plan leaves them (sql/scheduled, where there is
-- one), and all that they date until then is a fact: it is as if that lot were extracted on the due date.
CREATE OR REPLACE TABLE {relation} AS
SELECT * EXCLUDE (due) REPLACE (coalesce(due, extraction_date) AS extraction_date) FROM ({planned})
