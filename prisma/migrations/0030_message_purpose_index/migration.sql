CREATE INDEX CONCURRENTLY "messages_organisation_id_purpose_id_idx" ON "messages"("organisation_id", "purpose", "id");
