-- Which RITM links have a dated end that is a fact, listed or not?
SELECT as_of, ritm FROM links
WHERE origin <> 'rejected' AND (origin IN ('ended', 'noted')
  OR coalesce(date_debranchement <= least(extraction_date, as_of) AND motif_fin IS NOT NULL, false))
