-- The codes of features.csv, by the series that they are said of. A unit is a code of UCUM.
SELECT series_instance_uid, feature_scheme AS code_scheme, feature_code AS code_value FROM site_feature WHERE feature_code IS NOT NULL
UNION ALL
SELECT series_instance_uid, value_scheme, value_code FROM site_feature WHERE value_code IS NOT NULL
UNION ALL
SELECT series_instance_uid, finding_scheme, finding_code FROM site_feature WHERE finding_code IS NOT NULL
UNION ALL
SELECT series_instance_uid, site_scheme, site_code FROM site_feature WHERE site_code IS NOT NULL
UNION ALL
SELECT series_instance_uid, 'UCUM', unit_code FROM site_feature WHERE unit_code IS NOT NULL
