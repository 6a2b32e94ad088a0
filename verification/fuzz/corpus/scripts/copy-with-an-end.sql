COPY a (id, t) FROM STDIN;
1	x
2	y
\.
SELECT 1;
