-- The attributes at top level that a scan takes, where it took one of the program's lists.
-- reads: elements
SELECT DISTINCT l.path AS attribute
FROM list_core_attribute l
CROSS JOIN check_setting g
WHERE g.attributes IN ('core', 'analytical', 'all') AND length(l.path) = 8
