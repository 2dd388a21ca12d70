-- What DuckDB and Spark SQL word differently, as DuckDB says it. The models use these names and the subset that both engines share; nothing else differs.
CREATE MACRO matches(text, pattern) AS regexp_matches(text, pattern);
CREATE MACRO explode(list) AS unnest(list);
CREATE MACRO split_text(text, separator) AS string_split(text, separator);
CREATE MACRO join_ordered(text, place, separator) AS string_agg(text, separator ORDER BY place);
CREATE MACRO one_to(n) AS range(1, n + 1);
CREATE MACRO add_days(day, n) AS day + CAST(n AS INTEGER);
CREATE MACRO add_days_to_time(moment, n) AS moment + to_days(CAST(n AS INTEGER));
-- Words are what blanks and punctuation part.
CREATE MACRO in_words(text) AS trim(regexp_replace(text, '[^\pL\pN]+', ' ', 'g'));
CREATE MACRO count_words(text) AS length(in_words(text)) - length(replace(in_words(text), ' ', '')) + 1;
CREATE MACRO word_at(text, n) AS split_part(in_words(text), ' ', CAST(n AS INTEGER));
-- The first n steps of the path of a content item: `1.4.2`, 2 -> `1.4`.
CREATE MACRO first_steps(path, n) AS array_to_string(list_slice(string_split(path, '.'), 1, CAST(n AS INTEGER)), '.');
-- `00400275[2]>00321064` -> `00400275>00321064`
CREATE MACRO without_items(path) AS regexp_replace(path, '\[[0-9]+\]', '', 'g');
-- At most 50 characters, no control characters. [CDM v5.4: varchar(50)]
CREATE MACRO without_controls(text) AS regexp_replace(text, '[\x00-\x1F\x7F]', ' ', 'g');
CREATE MACRO cut_50(text) AS CASE WHEN length(text) > 50 THEN concat(substr(without_controls(text), 1, 47), '...') ELSE without_controls(text) END;
-- DA, and DT by its first eight digits. [PS3.5 6.2]
CREATE MACRO day_of(text) AS CASE
  WHEN regexp_matches(trim(text), '^[0-9]{8}([0-9.+-]|$)') THEN TRY_CAST(concat(substr(trim(text), 1, 4), '-', substr(trim(text), 5, 2), '-', substr(trim(text), 7, 2)) AS DATE)
  WHEN regexp_matches(trim(text), '^[0-9]{4}\.[0-9]{2}\.[0-9]{2}$') THEN TRY_CAST(replace(trim(text), '.', '-') AS DATE)
END;
-- TM as `hh:mm:ss`; fractions are left out. [PS3.5 6.2]
CREATE MACRO time_of(text) AS CASE
  WHEN regexp_matches(replace(trim(text), ':', ''), '^([01][0-9]|2[0-3])([0-5][0-9]([0-5][0-9](\.[0-9]{1,6})?)?)?$')
  THEN concat(substr(replace(trim(text), ':', ''), 1, 2), ':', substr(concat(replace(trim(text), ':', ''), '0000'), 3, 2), ':', substr(concat(replace(trim(text), ':', ''), '0000'), 5, 2))
END;
CREATE MACRO day_and_time(day, clock) AS TRY_CAST(CAST(day AS VARCHAR) || ' ' || clock AS TIMESTAMP);
CREATE MACRO datetime_of(text) AS day_and_time(day_of(text), time_of(substr(split_part(text, '.', 1), 9)));
-- The number that a text is by its VR; NULL where it is none. [PS3.5 6.2: DS at most 16 characters, IS in 32 bits]
CREATE MACRO number_of(text, vr) AS CASE
  WHEN vr = 'DS' AND length(trim(text)) > 16 THEN NULL
  WHEN vr = 'IS' AND regexp_matches(trim(text), '^[+-]?[0-9]{1,12}(\.0*)?$') THEN CASE WHEN CAST(trim(text) AS DOUBLE) BETWEEN -2147483648 AND 2147483647 THEN CAST(trim(text) AS DOUBLE) END
  WHEN vr <> 'IS' AND regexp_matches(trim(text), '^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?$') THEN
    CASE WHEN isfinite(TRY_CAST(trim(text) AS DOUBLE)) THEN TRY_CAST(trim(text) AS DOUBLE) END
END;
