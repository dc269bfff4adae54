-- Are the RITM and RGT links of every pair in the same region? Checked are the RITM links in evidence.
WITH latest AS (SELECT max(as_of) AS as_of FROM indicator_results)
SELECT count(*) AS checked, count(*) FILTER (entity_id IN (
    SELECT id_lien_ritm FROM reconciliation SEMI JOIN latest USING (as_of) WHERE finding = 'REGION-DIFFERS')) AS failed
FROM evidence SEMI JOIN latest USING (as_of) WHERE indicator_id = 'ritm_links_migrated'
