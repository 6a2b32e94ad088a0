copy a from stdin with (format csv);
1,x
\.
