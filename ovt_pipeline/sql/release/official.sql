-- Which releases are official? Those that a decision names, those in which a figure of a date that one names first appeared, and
-- those that were official before: what was declared once is kept for ever.
SELECT release_id FROM releases
WHERE is_official OR list_contains($named::VARCHAR[], release_id)
  OR release_id IN (SELECT past.release_id FROM indicator_history AS past WHERE list_contains($days::DATE[], past.as_of))
