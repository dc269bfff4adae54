-- Which signed decisions bear on the dates told? Neither who signed nor what file or entity they name.
INSERT INTO told_decisions
SELECT DISTINCT type, as_of, signed_on, until, why
FROM release.decisions
WHERE as_of IS NULL OR as_of IN (SELECT told_dates.as_of FROM told_dates)
