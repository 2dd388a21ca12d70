-- For --make-persons: patients of images whom the site does not name, with what a row of PERSON needs: sex, and the year of birth, from Patient's Birth Date
-- (0010,0030), else from the day of the study less Patient's Age (0010,1010). Where headers differ, what most of them say. Without names of dates whoever is
-- older than 89 years is 90. `year_of_birth` is NULL where no header tells it. [CDM v5.4 PERSON; PS3.3 C.7.1.1, C.7.2.2; PS3.15 E.3.10]
SELECT
  p.patient_key, p.issuer, p.known_person_id, p.sex, p.n_sexes, p.n_births,
  CASE WHEN p.birth IS NOT NULL THEN 'birth date' WHEN p.age_year IS NOT NULL THEN 'age' END AS year_from,
  CASE WHEN g.identified OR p.last_year IS NULL OR y.year >= p.last_year - 90 THEN y.year WHEN y.year IS NOT NULL THEN p.last_year - 90 END AS year_of_birth,
  CASE WHEN g.identified AND length(p.birth) = 10 THEN p.birth END AS birth_day
FROM (
  SELECT
    t.patient_key, t.issuer, t.known_person_id,
    max(CASE WHEN s.what = 'sex' AND s.choice = 1 THEN s.value END) AS sex,
    count(CASE WHEN s.what = 'sex' THEN 1 END) AS n_sexes,
    max(CASE WHEN s.what = 'birth' AND s.choice = 1 THEN s.value END) AS birth,
    count(CASE WHEN s.what = 'birth' THEN 1 END) AS n_births,
    CAST(max(CASE WHEN s.what = 'age' AND s.choice = 1 THEN s.value END) AS INTEGER) AS age_year,
    CAST(max(CASE WHEN s.what = 'year' THEN s.value END) AS INTEGER) AS last_year
  FROM (
    SELECT i.patient_key, i.issuer, min(k.person_id) AS known_person_id
    FROM series_patient i
    LEFT JOIN site_person n ON n.patient_id = i.patient_key
    LEFT JOIN other_patient_id o ON o.series_instance_uid = i.series_instance_uid
    LEFT JOIN known_person k ON k.patient_key = i.patient_key AND k.issuer = i.issuer
    GROUP BY i.patient_key, i.issuer
    HAVING count(CASE WHEN n.issuer IS NULL OR n.issuer = i.issuer THEN n.person_id END) = 0 AND count(o.person_id) = 0
  ) t
  LEFT JOIN (
    SELECT patient_key, issuer, what, value, row_number() OVER (PARTITION BY patient_key, issuer, what ORDER BY count(*) DESC, value) AS choice
    FROM (
      SELECT i.patient_key, i.issuer, 'sex' AS what, upper(trim(e.value)) AS value
      FROM elements e JOIN series_patient i ON i.series_instance_uid = e.series_instance_uid
      WHERE e.path = '00100040' AND e.value IS NOT NULL
      UNION ALL
      SELECT i.patient_key, i.issuer, 'birth', b.text
      FROM elements e
      JOIN series_patient i ON i.series_instance_uid = e.series_instance_uid
      CROSS JOIN setting g
      CROSS JOIN LATERAL (
        SELECT CASE WHEN day_of(e.value) IS NOT NULL THEN CAST(day_of(e.value) AS VARCHAR)
          WHEN matches(trim(e.value), '^[0-9]{4}(00|0000|[0-9]{2}00)?$') THEN substr(trim(e.value), 1, 4) END AS text
      ) b
      WHERE e.path = '00100030' AND b.text BETWEEN '1850' AND g.today
      UNION ALL
      SELECT i.patient_key, i.issuer, 'age', CAST(year(CASE substr(e.value, 4, 1)
        WHEN 'Y' THEN CAST(concat(year(d.day) - CAST(substr(e.value, 1, 3) AS INTEGER), '-01-01') AS DATE)
        WHEN 'M' THEN add_days(d.day, -30 * CAST(substr(e.value, 1, 3) AS INTEGER))
        WHEN 'W' THEN add_days(d.day, -7 * CAST(substr(e.value, 1, 3) AS INTEGER))
        ELSE add_days(d.day, -1 * CAST(substr(e.value, 1, 3) AS INTEGER)) END) AS VARCHAR)
      FROM elements e
      JOIN series_patient i ON i.series_instance_uid = e.series_instance_uid
      JOIN study_day d ON d.series_instance_uid = e.series_instance_uid
      WHERE e.path = '00101010' AND matches(e.value, '^[0-9]{3}[DWMY]$')
      UNION ALL
      SELECT i.patient_key, i.issuer, 'year', CAST(year(d.day) AS VARCHAR)
      FROM study_day d JOIN series_patient i ON i.series_instance_uid = d.series_instance_uid
    ) each
    GROUP BY patient_key, issuer, what, value
  ) s ON s.patient_key = t.patient_key AND s.issuer = t.issuer
  GROUP BY t.patient_key, t.issuer, t.known_person_id
) p
CROSS JOIN setting g
CROSS JOIN LATERAL (SELECT coalesce(CAST(substr(p.birth, 1, 4) AS INTEGER), p.age_year) AS year) y
