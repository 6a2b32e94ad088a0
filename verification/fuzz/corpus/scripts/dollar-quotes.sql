CREATE FUNCTION f() RETURNS void LANGUAGE plpgsql AS $body$
BEGIN
  PERFORM 1; -- ;
END
$body$;
DO $$ BEGIN NULL; END $$;
