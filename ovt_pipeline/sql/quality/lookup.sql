-- Which reference rows may a rule read? Places, and the dated eligibility of territories; filled by what is known.
CREATE TABLE municipalities (code VARCHAR, name VARCHAR, region_code VARCHAR);
CREATE TABLE eligibility (territory VARCHAR, eligible BOOLEAN, valid_from DATE, valid_to DATE);
