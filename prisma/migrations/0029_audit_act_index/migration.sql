CREATE INDEX CONCURRENTLY "audit_events_organisation_id_act_id_idx" ON "audit_events"("organisation_id", "act", "id");
