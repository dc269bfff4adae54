-- Has any link been running double for more than 90 days? Checked are the RITM links in evidence.
WITH latest AS (SELECT max(as_of) AS as_of FROM indicator_results)
SELECT count(*) AS checked,
  count(*) FILTER (entity_id IN (
    SELECT id_lien_ritm FROM reconciliation SEMI JOIN latest USING (as_of)
    WHERE finding = 'DOUBLE-RUNNING' AND days > 90)) AS failed
FROM evidence SEMI JOIN latest USING (as_of) WHERE indicator_id = 'ritm_links_migrated'
