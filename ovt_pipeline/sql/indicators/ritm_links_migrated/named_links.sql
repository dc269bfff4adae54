-- Which RITM links does today's correspondence name, accepted or rejected?
SELECT as_of, id_lien_ritm__folded AS ritm FROM rgt_liens__correspondance__used
UNION
SELECT as_of, ritm FROM rejected_pairs WHERE ritm IS NOT NULL
