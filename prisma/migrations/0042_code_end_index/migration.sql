CREATE INDEX CONCURRENTLY "one_time_codes_organisation_id_expires_at_idx" ON "one_time_codes"("organisation_id", "expires_at");
