SET ROLE postgres;
ALTER FUNCTION f() SET role TO 'x';
COPY a TO PROGRAM 'cat';
