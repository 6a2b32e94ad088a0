-- Scripts that left more than one trace.
SELECT script, count(*) FROM upgrade_journal GROUP BY script HAVING count(*) > 1
