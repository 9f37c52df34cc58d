-- Alone in its migration, so that it is no single transaction: nobody waits longer than for a thousand people.
DO $$
DECLARE
  last record;
BEGIN
  SELECT '00000000-0000-0000-0000-000000000000'::uuid AS "organisation_id", '00000000-0000-0000-0000-000000000000'::uuid AS "id" INTO last;
  LOOP
    WITH next AS (
      SELECT "organisation_id", "id" FROM "persons" WHERE ("organisation_id", "id") > (last."organisation_id", last."id")
      ORDER BY "organisation_id", "id" LIMIT 1000
    ), filled AS (
      UPDATE "persons" p SET "name_key" = search_key(' ' || p."given_name" || ' ' || p."family_name")
      FROM next WHERE p."organisation_id" = next."organisation_id" AND p."id" = next."id"
    )
    SELECT "organisation_id", "id" INTO last FROM next ORDER BY "organisation_id" DESC, "id" DESC LIMIT 1;
    EXIT WHEN NOT FOUND;
    COMMIT;
  END LOOP;
END $$;
