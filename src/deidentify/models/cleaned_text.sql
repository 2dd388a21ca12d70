-- Each text that may be written, cleaned: words that are known and numbers of four digits at most stay, all else becomes `_`. What is not known is not
-- shown. [B18.3; PS3.15 E.3.6 Clean Descriptors]
SELECT text, join_ordered(CASE WHEN k.word IS NOT NULL OR matches(w.word, '^[0-9]{1,4}$') THEN w.word ELSE '_' END, w.at, ' ') AS cleaned
FROM (
  SELECT text, at, word_at(text, at) AS word
  FROM (SELECT text, explode(one_to(count_words(text))) AS at FROM uncleaned_text) each
) w
LEFT JOIN known_word k ON k.word = lower(w.word)
GROUP BY text
