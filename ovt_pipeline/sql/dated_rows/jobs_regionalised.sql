-- Which dated rows are behind each job at each as_of, and which dates do they bear? Each of its movements bears its own.
SELECT as_of, entity_id, id_emploi__folded || ' ' || no_evenement AS row_key, date_effet AS day
FROM rh_regionalisation__mouvements__entities
WHERE date_effet IS NOT NULL
