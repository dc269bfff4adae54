-- Which accepted rows does the lot used at each as_of hold?
CREATE VIEW {relation}__used AS
SELECT used.as_of, rows.* FROM lots_used AS used JOIN {relation} AS rows USING (delivery_id)
