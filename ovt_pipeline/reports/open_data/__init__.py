"""Open data: each table told as CSV and Parquet, a data package that describes them, and a DCAT record."""
