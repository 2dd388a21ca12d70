-- SOP Instance UIDs that stand in the headers more than once.
SELECT sop_instance_uid FROM instances GROUP BY sop_instance_uid HAVING count(*) > 1
