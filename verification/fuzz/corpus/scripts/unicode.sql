SELECT U&'d\0061t' AS "ß";
