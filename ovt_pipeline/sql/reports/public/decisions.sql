-- What may leave of the decisions that are no publications? That there is one, of which kind and dates: why is written for
-- those inside, and may name a unit, a file or a person.
UPDATE told_decisions SET why = NULL
