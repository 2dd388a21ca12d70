-- contrast: agent, ingredient or volume in the header; words of the series last. Where they contradict each other: unsure. A number of the agent's own code is
-- a value of another attribute and stays.
SELECT series_instance_uid, 'contrast' AS rule,
  CASE WHEN has_agent OR (said_yes AND NOT denies_agent) THEN 'yes' ELSE 'no' END AS value,
  CAST(NULL AS DOUBLE) AS number,
  CASE
    WHEN (has_agent AND (denies_agent OR (said_no AND NOT said_yes))) OR (NOT has_agent AND denies_agent AND said_yes) THEN 'unsure'
    WHEN NOT has_agent AND NOT denies_agent AND said_yes AND said_no THEN 'unsure'
    ELSE 'value'
  END AS verdict,
  concat(CASE WHEN has_agent THEN 'agent; ' ELSE '' END, CASE WHEN denies_agent THEN 'no agent; ' ELSE '' END,
    CASE WHEN said_yes THEN 'words: with; ' ELSE '' END, CASE WHEN said_no THEN 'words: without' ELSE '' END) AS inputs
FROM (
  SELECT i.series_instance_uid, i.has_agent, i.denies_agent, y.value IS NOT NULL AS said_yes, n.value IS NOT NULL AS said_no
  FROM series_input i
  LEFT JOIN series_said y ON y.series_instance_uid = i.series_instance_uid AND y.rule = 'contrast' AND y.value = 'yes'
  LEFT JOIN series_said n ON n.series_instance_uid = i.series_instance_uid AND n.rule = 'contrast' AND n.value = 'no'
  WHERE i.modality IN ('CT', 'MR', 'XA', 'RF', 'MG', 'US', 'PT')
) each
WHERE has_agent OR denies_agent OR said_yes OR said_no
