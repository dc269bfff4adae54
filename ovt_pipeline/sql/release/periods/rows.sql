-- What is written date by date: the state of each entity, where it stands, and each finding? A delivery is named only where it
-- is not the one that the figure used (figure_sources).
CREATE TEMP VIEW states AS
  SELECT proof.* EXCLUDE (delivery_id, sheet, row_number),
    CASE WHEN used.delivery_id IS NULL THEN proof.delivery_id END AS last_delivery_id
  FROM written_evidence AS proof LEFT JOIN figure_sources AS used USING (indicator_id, as_of, delivery_id);
CREATE TEMP VIEW places AS
  SELECT proof.indicator_id, proof.as_of, proof.entity_id, lot.export, proof.sheet, proof.row_number
  FROM written_evidence AS proof JOIN deliveries AS lot USING (delivery_id);
CREATE TEMP VIEW findings AS
  SELECT found.* EXCLUDE (days, ritm_delivery_id, rgt_delivery_id), found.as_of - found.days::INTEGER AS since_day,
    CASE WHEN ritm.delivery_id IS NULL THEN found.ritm_delivery_id END AS ritm_last_delivery_id,
    CASE WHEN rgt.delivery_id IS NULL THEN found.rgt_delivery_id END AS rgt_last_delivery_id
  FROM written_findings AS found
  LEFT JOIN figure_sources AS ritm ON ritm.indicator_id = found.indicator_id AND ritm.as_of = found.as_of
    AND ritm.delivery_id = found.ritm_delivery_id
  LEFT JOIN figure_sources AS rgt ON rgt.indicator_id = found.indicator_id AND rgt.as_of = found.as_of
    AND rgt.delivery_id = found.rgt_delivery_id;
