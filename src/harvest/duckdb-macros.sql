-- What DuckDB and Spark SQL word differently, as DuckDB says it. The models use these names and the subset that both engines share; nothing else differs.
CREATE MACRO matches(text, pattern) AS regexp_matches(text, pattern);
CREATE MACRO replace_matches(text, pattern, replacement) AS regexp_replace(text, pattern, replacement, 'g');
CREATE MACRO explode(list) AS unnest(list);
CREATE MACRO split_text(text, separator) AS string_split(text, separator);
CREATE MACRO join_ordered(text, place, separator) AS string_agg(text, separator ORDER BY place);
CREATE MACRO one_to(n) AS range(1, n + 1);
CREATE MACRO is_finite(number) AS isfinite(number);
CREATE MACRO add_days(day, n) AS day + CAST(n AS INTEGER);
CREATE MACRO add_days_to_time(moment, n) AS moment + to_days(CAST(n AS INTEGER));
-- The first n steps of the path of a content item: `1.4.2`, 2 -> `1.4`.
CREATE MACRO first_steps(path, n) AS array_to_string(list_slice(string_split(path, '.'), 1, CAST(n AS INTEGER)), '.');
CREATE MACRO minutes_between(since, until) AS date_diff('second', since, until) / 60.0;
-- The shortest text that is that number: `0.5`, `12500000.0`, `1e-05`.
CREATE MACRO number_text(number) AS CAST(number AS VARCHAR);
