CREATE INDEX CONCURRENTLY "messages_organisation_id_state_id_idx" ON "messages"("organisation_id", "state", "id");
