-- derived_facts.tsv: what rules derive of series, also where they are unsure and write no row.
SELECT image_occurrence_id, rule, verdict, value, number, inputs
FROM derived_fact
