-- Which movements of a job lie in the window and until as_of, have they happened, and may each make the job count?
--
-- One after the extraction of its delivery happened, or not (D-FUTURE).
SELECT
  movements.*, place.region_code, CASE WHEN day_unread THEN spans.last_day ELSE date_effet END AS last_day,
  coalesce(spans.last_day IS NOT NULL, false) AS in_window, coalesce(place.is_eligible, false) AS is_eligible,
  coalesce(date_effet > extraction_date, false) AS is_future,
  greatest(there_at, CASE WHEN coalesce(date_effet > extraction_date, false) THEN 3 ELSE 0 END) AS happens_at,
  (type_unread OR coalesce(type_mouvement IN ('Régionalisation', 'Transfert'), false))
  AND coalesce(place.is_eligible OR (place_unread AND EXISTS (SELECT 1 FROM open_regions AS open
    WHERE open.as_of = spans.as_of AND open.first_day = spans.first_day)), false) AS may_count,
  type_unread OR place_unread OR NOT coalesce(type_mouvement IN ('Régionalisation', 'Transfert') AND place.is_eligible, false)
    AS may_not_count,
  day_unread OR lacking_at < 99 OR coalesce(date_effet > extraction_date, false) AS may_be_lacking,
  CASE WHEN day_unread THEN NULL ELSE date_effet END AS first_day, spans.first_day AS span,
  coalesce(no_evenement, 1e300) AS last_event, coalesce(no_evenement, -1e300) AS first_event,
  CASE
    WHEN is_rejected AND NOT event_unread THEN 'e' || no_evenement
    ELSE movements.origin || movements.delivery_id || ':' || movements.row_number
  END AS slot
FROM movements
LEFT JOIN spans ON spans.as_of = movements.as_of
  AND (day_unread OR movements.date_effet BETWEEN spans.first_day AND spans.last_day)
LEFT JOIN eligible_places AS place ON place.as_of = spans.as_of AND place.first_day = spans.first_day
  AND place.code = movements.port_attache AND NOT place_unread
