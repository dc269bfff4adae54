-- Did any release until this one require that decisions be signed?
SELECT coalesce(bool_or(signatures_required), false) FROM releases
