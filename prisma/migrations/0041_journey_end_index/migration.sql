CREATE INDEX CONCURRENTLY "journeys_organisation_id_expires_at_idx" ON "journeys"("organisation_id", "expires_at");
