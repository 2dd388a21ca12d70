-- What a person needs to judge the candidates of a study, as it may be shown: as it is with --identified, else cleaned.
SELECT
  d.study_instance_uid,
  substr(without_controls(CASE WHEN g.identified THEN d.modality ELSE m.cleaned END), 1, 255) AS modality,
  substr(without_controls(CASE WHEN g.identified THEN d.study_description ELSE t.cleaned END), 1, 255) AS study_description,
  substr(without_controls(CASE WHEN g.identified THEN d.requested_procedure ELSE r.cleaned END), 1, 255) AS requested_procedure,
  substr(without_controls(CASE WHEN g.identified THEN d.protocol ELSE p.cleaned END), 1, 255) AS protocol,
  substr(without_controls(CASE WHEN g.identified THEN d.body_part ELSE b.cleaned END), 1, 255) AS body_part
FROM study_description d
CROSS JOIN setting g
LEFT JOIN cleaned_text m ON m.text = d.modality
LEFT JOIN cleaned_text t ON t.text = d.study_description
LEFT JOIN cleaned_text r ON r.text = d.requested_procedure
LEFT JOIN cleaned_text p ON p.text = d.protocol
LEFT JOIN cleaned_text b ON b.text = d.body_part
