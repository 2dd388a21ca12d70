-- What the nearest items around a measurement say of it, role by role, and modifiers name by name: each value that is said there. n_values tells whether
-- they agree.
SELECT sop_instance_uid, item_path, role, concept_scheme, concept_code, concept_meaning, value, code_scheme, code_value, code_meaning,
  count(*) OVER (PARTITION BY sop_instance_uid, item_path, role, name) AS n_values
FROM (
  SELECT said.*, dense_rank() OVER (PARTITION BY sop_instance_uid, item_path, role, name ORDER BY scope_depth DESC) AS nearest
  FROM (
    SELECT x.sop_instance_uid, x.item_path, x.scope_depth, r.role, r.concept_scheme, r.concept_code, r.value, r.code_scheme, r.code_value,
      CASE WHEN r.role IN ('modifier', 'derivation') THEN concat(r.concept_code, '^', r.concept_scheme) ELSE '' END AS name,
      min(r.concept_meaning) AS concept_meaning, min(r.code_meaning) AS code_meaning
    FROM report_scope x
    JOIN report_role r ON r.sop_instance_uid = x.sop_instance_uid AND r.scope_path = x.scope_path AND (r.item_path <> x.item_path OR r.role = 'finding')
    WHERE x.outcome IN ('measurement', 'observation')
    GROUP BY x.sop_instance_uid, x.item_path, x.scope_depth, r.role, r.concept_scheme, r.concept_code, r.value, r.code_scheme, r.code_value
  ) said
) each
WHERE nearest = 1
