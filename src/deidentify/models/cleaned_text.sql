-- Each text that may be written, cleaned: words that are known stay, and numbers of four digits at most that stand alone; all else becomes `_`. What is not
-- known is not shown. [B18.3; PS3.15 E.3.6 Clean Descriptors]
SELECT
  text,
  join_ordered(CASE
    WHEN k.word IS NOT NULL THEN w.word
    WHEN matches(w.word, '^[0-9]{1,4}$') AND NOT matches(w.neighbours, '[0-9]') THEN w.word
    ELSE '_'
  END, w.place, ' ') AS cleaned
FROM (
  SELECT text, place, word,
    concat(coalesce(lag(word) OVER (PARTITION BY text ORDER BY place), ''), ' ', coalesce(lead(word) OVER (PARTITION BY text ORDER BY place), ''))
      AS neighbours
  FROM (
    SELECT text, place, word_at(text, place) AS word
    FROM (SELECT text, explode(one_to(count_words(text))) AS place FROM uncleaned_text) each
  ) words
) w
LEFT JOIN known_word k ON k.word = lower(w.word)
GROUP BY text
