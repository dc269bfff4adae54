-- Which Parquet files hold the rows of which lots? lot_order: 1 is the oldest lot.
CREATE TABLE {made}_files (filename VARCHAR, lot_order INTEGER, extraction_date DATE, is_accepted BOOLEAN);
