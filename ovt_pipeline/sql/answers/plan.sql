-- Where does each indicator of the plan start, and what are its dated targets?
SELECT indicator_id, indicator_name_fr AS name_fr, indicator_name_en AS name_en, unit, point, due_date, value, is_interpreted,
  objective_fr, objective_en, action_fr, action_en
FROM plan ORDER BY indicator_id, point, due_date
