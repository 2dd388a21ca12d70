-- P18: Descriptions do not name the other side
-- column: headers (0020,0060), (0020,0062)
-- category: plausibility, atemporal
-- context: verification
-- level: warning
-- threshold: 1
-- numerator: series whose texts name only the other side
-- denominator: series with a laterality whose texts, of two words or more, name a side
-- reads: image_header
-- message: laterality and description name different sides
-- fix: look at the images; what is wrong must be mended in the archive; words are in mappings/harvest/laterality-words.tsv
SELECT l.image_occurrence_id AS id, l.value AS found, max(CASE WHEN w.laterality = l.value THEN 1 ELSE 0 END) = 0 AS failed
FROM (
  SELECT DISTINCT image_occurrence_id, upper(trim(value)) AS value FROM image_header WHERE tag IN ('00200060', '00200062', '00209072') AND upper(trim(value)) IN ('L', 'R')
) l
JOIN image_header t ON t.image_occurrence_id = l.image_occurrence_id AND t.path IN ('00081030', '0008103E', '00181030', '00400254') AND count_words(t.value) > 1
JOIN list_laterality_word w ON concat(' ', lower(in_words(t.value)), ' ') LIKE concat('% ', w.word, ' %')
GROUP BY l.image_occurrence_id, l.value
