-- Without the people who have no number: and so never the way to find a person by id, which PostgreSQL took it for where it
-- had looked at the table while a batch was not committed yet, and then read the whole register for every row.
CREATE INDEX CONCURRENTLY "persons_mobile" ON "persons"("organisation_id", "mobile") WHERE "mobile" IS NOT NULL;
