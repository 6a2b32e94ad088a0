COPY a (id, t) FROM STDIN;
1	x
\.ECT E
SL1;
