-- Macros that every engine has, in terms of those of its own table (duckdb-macros.sql, spark-macros.sql) and of what all engines share.
-- Words are what blanks and punctuation part.
CREATE MACRO in_words(text) AS trim(replace_matches(text, '[^\pL\pN]+', ' '));
CREATE MACRO count_words(text) AS length(in_words(text)) - length(replace(in_words(text), ' ', '')) + 1;
CREATE MACRO word_at(text, n) AS split_part(in_words(text), ' ', CAST(n AS INTEGER));
-- `00400275[2]>00321064` -> `00400275>00321064`
CREATE MACRO without_items(path) AS replace_matches(path, '\[[0-9]+\]', '');
-- At most 50 characters, no control characters. [CDM v5.4: varchar(50)]
CREATE MACRO without_controls(text) AS replace_matches(text, '[\x00-\x1F\x7F]', ' ');
CREATE MACRO cut_50(text) AS CASE WHEN length(text) > 50 THEN concat(substr(without_controls(text), 1, 47), '...') ELSE without_controls(text) END;
-- DA, and DT by its first eight digits. [PS3.5 6.2]
CREATE MACRO day_of(text) AS CASE
  WHEN matches(trim(text), '^[0-9]{8}([0-9.+-]|$)') THEN TRY_CAST(concat(substr(trim(text), 1, 4), '-', substr(trim(text), 5, 2), '-', substr(trim(text), 7, 2)) AS DATE)
  WHEN matches(trim(text), '^[0-9]{4}\.[0-9]{2}\.[0-9]{2}$') THEN TRY_CAST(replace(trim(text), '.', '-') AS DATE)
END;
-- TM as `hh:mm:ss`; fractions are left out. [PS3.5 6.2]
CREATE MACRO time_of(text) AS CASE
  WHEN matches(replace(trim(text), ':', ''), '^([01][0-9]|2[0-3])([0-5][0-9]([0-5][0-9](\.[0-9]{1,6})?)?)?$')
  THEN concat(substr(replace(trim(text), ':', ''), 1, 2), ':', substr(concat(replace(trim(text), ':', ''), '0000'), 3, 2), ':', substr(concat(replace(trim(text), ':', ''), '0000'), 5, 2))
END;
CREATE MACRO day_and_time(day, clock) AS CASE WHEN day IS NOT NULL AND clock IS NOT NULL THEN TRY_CAST(concat(CAST(day AS VARCHAR), ' ', clock) AS TIMESTAMP) END;
CREATE MACRO datetime_of(text) AS day_and_time(day_of(text), time_of(substr(split_part(text, '.', 1), 9)));
-- The number that a text is, as a decimal string or floating point; NULL where it is none.
CREATE MACRO plain_number(text) AS CASE WHEN matches(trim(text), '^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$') THEN CASE WHEN is_finite(TRY_CAST(trim(text) AS DOUBLE)) THEN TRY_CAST(trim(text) AS DOUBLE) END END;
-- The number that a text is by its VR; NULL where it is none. [PS3.5 6.2: DS at most 16 characters, IS in 32 bits]
CREATE MACRO number_of(text, vr) AS CASE
  WHEN vr = 'DS' AND length(trim(text)) > 16 THEN NULL
  WHEN vr = 'IS' AND matches(trim(text), '^[+-]?[0-9]{1,12}(\.0*)?$') THEN CASE WHEN CAST(trim(text) AS DOUBLE) BETWEEN -2147483648 AND 2147483647 THEN CAST(trim(text) AS DOUBLE) END
  WHEN vr <> 'IS' THEN plain_number(text)
END;
-- A number to look at: 0 has no sign, which Parquet need not keep.
CREATE MACRO shown_number(number) AS number_text(CASE WHEN number = 0 THEN 0 ELSE number END);
