-- Which rows are in quarantine, by which rule and on which column?
SELECT sheet::VARCHAR AS sheet, row_number::BIGINT AS row_number, rule_id::VARCHAR AS rule_id,
  column_name::VARCHAR AS column_name, message_fr::VARCHAR AS message_fr, message_en::VARCHAR AS message_en
FROM quarantined
