-- A group may be made by a rule; who is in it is then worked out by the portal.
ALTER TABLE "groups" ADD COLUMN "rule" JSONB;
ALTER TABLE "groups" ADD COLUMN "counted_at" TIMESTAMPTZ(3);

-- How many people a group has, without counting a million of them: each statement that changes who is in it adds a line,
-- and lines are summed up now and then. Nobody waits for anybody else's line.
CREATE TABLE "group_tallies" (
    "organisation_id" UUID NOT NULL,
    "group_id" UUID NOT NULL,
    "id" UUID NOT NULL DEFAULT gen_random_uuid(),
    "people" INTEGER NOT NULL,

    CONSTRAINT "group_tallies_pkey" PRIMARY KEY ("organisation_id","group_id","id")
);
ALTER TABLE "group_tallies" ADD CONSTRAINT "group_tallies_organisation_id_group_id_fkey" FOREIGN KEY ("organisation_id", "group_id") REFERENCES "groups"("organisation_id", "id") ON DELETE CASCADE ON UPDATE CASCADE;

CREATE FUNCTION "tally_group_members"() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO "group_tallies" ("organisation_id", "group_id", "people")
      SELECT "organisation_id", "group_id", count(*) FROM "changed" GROUP BY 1, 2;
  ELSE
    INSERT INTO "group_tallies" ("organisation_id", "group_id", "people")
      SELECT c."organisation_id", c."group_id", -count(*) FROM "changed" c
        JOIN "groups" g ON g."organisation_id" = c."organisation_id" AND g."id" = c."group_id" GROUP BY 1, 2;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER "group_members_are_tallied_in" AFTER INSERT ON "group_members"
  REFERENCING NEW TABLE AS "changed" FOR EACH STATEMENT EXECUTE FUNCTION "tally_group_members"();
CREATE TRIGGER "group_members_are_tallied_out" AFTER DELETE ON "group_members"
  REFERENCING OLD TABLE AS "changed" FOR EACH STATEMENT EXECUTE FUNCTION "tally_group_members"();
INSERT INTO "group_tallies" ("organisation_id", "group_id", "people") SELECT "organisation_id", "group_id", count(*) FROM "group_members" GROUP BY 1, 2;
