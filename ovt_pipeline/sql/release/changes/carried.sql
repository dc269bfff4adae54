-- What did earlier releases say of the changes behind the figures that stand? A version that is taken again as it was keeps what
-- was said when it came.
INSERT INTO figure_changes BY NAME
SELECT earlier.* FROM previous_figure_changes AS earlier
ANTI JOIN figure_changes USING (indicator_id, as_of, compared_with)
ANTI JOIN taken ON taken.indicator_id = earlier.indicator_id AND taken.as_of = earlier.as_of AND earlier.compared_with = 'date'
