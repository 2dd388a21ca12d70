-- What DuckDB and Spark SQL word differently, as Spark says it. They are put into the text of the models, so that a job needs no functions of its own:
-- a name without parameters stands for a word, and the names of Spark's own functions mean here what they mean in DuckDB.
CREATE MACRO VARCHAR AS STRING;
CREATE MACRO matches(text, pattern) AS rlike(text, replace(pattern, '$', '\z'));
CREATE MACRO replace_matches(text, pattern, replacement) AS regexp_replace(text, pattern, replacement);
CREATE MACRO split_text(text, separator) AS split(text, concat_ws('', '\Q', separator, '\E'));
CREATE MACRO join_ordered(text, place, separator) AS
  CASE WHEN count(text) > 0 THEN array_join(transform(array_sort(collect_list(CASE WHEN text IS NOT NULL THEN struct(place AS p, text AS t) END)), pair -> pair.t), separator) END;
CREATE MACRO one_to(n) AS sequence(1, n);
CREATE MACRO is_finite(number) AS abs(number) <= 1.7976931348623157E308;
CREATE MACRO add_days(day, n) AS date_add(day, CAST(n AS INTEGER));
CREATE MACRO add_days_to_time(moment, n) AS moment + make_dt_interval(CAST(n AS INTEGER));
CREATE MACRO minutes_between(since, until) AS (unix_timestamp(until) - unix_timestamp(since)) / CAST(60 AS DOUBLE);
CREATE MACRO first_steps(path, n) AS array_join(slice(split(path, '[.]'), 1, CAST(n AS INTEGER)), '.');
-- NULL counts as nothing.
CREATE MACRO concat(parts...) AS concat_ws('', parts);
-- Every blank of Unicode, not the space alone.
CREATE MACRO trim(text) AS regexp_replace(text, '^\p{Zs}+|\p{Zs}+\z', '');
-- One letter for one: Java's own makes SS of a sharp s and FI of a ligature.
CREATE MACRO upper(text) AS upper(translate(text, 'ßﬀﬁﬂﬃﬄﬅﬆ', 'ẞẞẞẞẞẞẞẞ'));
CREATE MACRO lower(text) AS lower(translate(text, 'İ', 'i'));
-- Java writes `1.25E7` and `1.0E-5`: digits from 0.0001 to below 10 to the 16th, then `1.25e+16` and `1e-05`. (Before Java 19 a digit more than needed, there.)
CREATE MACRO number_text(number) AS CASE
  WHEN abs(number) >= 0.001 AND abs(number) < 1E7 OR number = 0 THEN CAST(number AS STRING)
  WHEN abs(number) >= 0.0001 AND abs(number) < 1E16 THEN regexp_replace(regexp_replace(CAST(TRY_CAST(number AS DECIMAL(38, 21)) AS STRING), '0+\z', ''), '[.]\z', '.0')
  ELSE regexp_replace(regexp_replace(regexp_replace(CAST(number AS STRING), '([.]0)?E', 'e'), 'e([0-9])', 'e+$1'), 'e([+-])([0-9])\z', 'e$10$2')
END;
