-- In which region is each municipality, in the list used at each as_of?
CREATE VIEW places AS
SELECT as_of, {entity} AS code, {region} AS region_code FROM {relation}__used
