CREATE INDEX CONCURRENTLY "provisioned_people_gone" ON "provisioned_people"("organisation_id", "person_id") WHERE "gone_at" IS NOT NULL;
