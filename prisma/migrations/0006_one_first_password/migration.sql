-- Of several that live, the newest is the one that counts.
UPDATE "first_passwords" AS "old" SET "ended_at" = "newer"."created_at"
FROM "first_passwords" AS "newer"
WHERE "old"."ended_at" IS NULL AND "newer"."ended_at" IS NULL
  AND "newer"."organisation_id" = "old"."organisation_id" AND "newer"."person_id" = "old"."person_id"
  AND ("newer"."created_at", "newer"."id") > ("old"."created_at", "old"."id");

CREATE UNIQUE INDEX "first_passwords_one_lives" ON "first_passwords"("organisation_id", "person_id") WHERE "ended_at" IS NULL;

-- Letters of a person that wait to be printed, and all that wait.
CREATE INDEX "messages_waiting_letters" ON "messages"("organisation_id", "created_at") WHERE "channel" = 'letter' AND "state" = 'queued';
