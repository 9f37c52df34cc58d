CREATE INDEX CONCURRENTLY "messages_organisation_id_recipient_id_idx" ON "messages"("organisation_id", "recipient", "id");
