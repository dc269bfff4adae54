-- What is each reading of a unit at each as_of, whatever the cohort and its successor: migrated, ended, and from which doubt on?
--
-- D-UNDATED, D-STATUS, D-FUTURE and D-CLOSED are here; a day after as_of has happened in no reading.
WITH known AS (  -- what has happened by as_of, and what the statut says of it
  SELECT
    *, least(extraction_date, as_of) AS known_until,
    coalesce(date_migration > as_of AND date_migration <= extraction_date, false) AS migrates_in_window,
    coalesce(date_fermeture > as_of AND date_fermeture <= extraction_date, false) AS closes_in_window,
    CASE WHEN statut = 'Migrée' THEN true WHEN statut IN ('À migrer', 'Planifiée', 'En migration', 'Retour') THEN false
    END AS says_migrated,
    CASE WHEN statut IS NOT NULL THEN statut IN ('Fermée', 'Fusionnée') END AS says_ended,
    coalesce(date_migration <= extraction_date, false)
    AND NOT coalesce(date_retour >= date_migration AND date_retour <= extraction_date, false) AS migrated_at_extraction,
    statut = 'Migrée' AND (date_migration IS NULL OR migration_unread) AS is_undated
  FROM readings
),
facts AS (
  SELECT
    *,
    CASE WHEN migration_unread THEN 7 WHEN date_migration <= known_until THEN 0 WHEN date_migration <= as_of THEN 3 ELSE 99
    END AS moved_at,
    CASE WHEN date_migration <= known_until THEN 99 ELSE 0 END AS not_moved_at,
    CASE
      WHEN return_unread THEN 7
      WHEN date_retour < date_migration OR (date_migration IS NULL AND NOT migration_unread) THEN 99
      WHEN date_retour <= known_until THEN 0 WHEN date_retour <= as_of THEN 3 ELSE 99
    END AS returned_at,
    CASE
      WHEN date_retour <= known_until AND migration_unread THEN CASE WHEN date_retour < as_of THEN 7 ELSE 99 END
      WHEN date_retour <= known_until AND date_retour >= date_migration THEN 99
      ELSE 0
    END AS not_returned_at,
    says_migrated IS NOT NULL AND NOT migration_unread AND NOT migrates_in_window
    AND says_migrated <> migrated_at_extraction AS d_status,
    CASE WHEN closing_unread THEN 7 WHEN date_fermeture <= known_until THEN 0 WHEN date_fermeture <= as_of THEN 3 ELSE 99
    END AS dated_end_at,
    CASE WHEN closing_unread THEN 7 WHEN date_fermeture <= known_until THEN 99 ELSE 0 END AS not_dated_end_at,
    says_ended IS NOT NULL AND NOT closing_unread AND NOT closes_in_window
    AND says_ended <> coalesce(date_fermeture <= extraction_date, false) AS d_closed
  FROM known
),
voiced AS (  -- as it is with VOIX
  SELECT
    *,
    least(greatest(moved_at, not_returned_at), CASE WHEN is_undated THEN 1 ELSE 99 END, CASE WHEN d_status THEN 2 ELSE 99 END)
      AS voice_migrated_at,
    least(not_moved_at, returned_at, CASE WHEN d_status THEN 2 ELSE 99 END) AS voice_not_migrated_at,
    coalesce(service IN ('VOIX', 'VOIX+DONNÉES'), false) AS has_voice
  FROM facts
)
SELECT
  *,
  CASE
    WHEN has_voice THEN voice_migrated_at
    WHEN service_unread THEN greatest(7, voice_migrated_at)
    WHEN service IS NULL AND is_undated THEN 1
    WHEN service IS NULL THEN greatest(2, voice_migrated_at)
    ELSE 99
  END AS migrated_at,
  CASE WHEN has_voice THEN voice_not_migrated_at ELSE 0 END AS not_migrated_at,
  least(dated_end_at, CASE WHEN d_closed THEN 4 ELSE 99 END) AS end_at,
  least(not_dated_end_at, CASE WHEN d_closed THEN 4 ELSE 99 END) AS no_end_at,
  -- All that a rejected row could be is in doubt; what vanished is not there any more, whatever its last row says.
  CASE origin WHEN 'rejected' THEN 7 WHEN 'vanished' THEN 99 ELSE 0 END AS at_least,
  CASE WHEN origin = 'vanished' THEN 9 WHEN doubted THEN 12 ELSE 99 END AS any_at,  -- any state, from this doubt on
  CASE WHEN origin = 'vanished' OR (origin = 'rejected' AND kind = 'u') THEN 0 ELSE 99
  END AS never_counted_at  -- it never counts in the value
FROM voiced
