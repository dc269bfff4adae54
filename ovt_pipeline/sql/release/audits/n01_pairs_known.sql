-- Is the RITM link of every pair in the inventory? Checked are the RITM links in evidence and those that only a pair names.
WITH latest AS (SELECT max(as_of) AS as_of FROM indicator_results),
unknown AS (SELECT DISTINCT id_lien_ritm FROM reconciliation SEMI JOIN latest USING (as_of) WHERE finding = 'UNKNOWN-RITM')
SELECT (SELECT count(*) FROM evidence SEMI JOIN latest USING (as_of) WHERE indicator_id = 'ritm_links_migrated')
  + (SELECT count(*) FROM unknown) AS checked, (SELECT count(*) FROM unknown) AS failed
