CREATE INDEX CONCURRENTLY "persons_active" ON "persons"("organisation_id") WHERE "status" = 'active';
