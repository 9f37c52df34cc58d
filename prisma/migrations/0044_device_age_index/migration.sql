CREATE INDEX CONCURRENTLY "known_devices_organisation_id_last_seen_at_idx" ON "known_devices"("organisation_id", "last_seen_at");
