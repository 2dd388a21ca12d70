-- Words that a cleaned text may show: the shipped list; values of code strings; words that the vocabulary's own names write in lower case, so that names of
-- people, which are written with a capital, are not among them.
SELECT DISTINCT word
FROM (
  SELECT word FROM list_known_word
  UNION ALL
  SELECT lower(name) FROM (
    SELECT explode(split_text(translate(value, '_', ' '), ' ')) AS name FROM lookup_value WHERE matches(value, '^[A-Z0-9_ ]{2,16}$')
  ) names
  UNION ALL
  SELECT explode(split_text(concept_name, ' ')) FROM lookup_value
) words
WHERE matches(word, '^[a-z][a-z0-9-]{1,}$')
