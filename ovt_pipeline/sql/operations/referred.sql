-- Which releases does a figure, or a version of one, first appear in?
SELECT release_id FROM indicator_results
UNION ALL
SELECT release_id FROM indicator_history
