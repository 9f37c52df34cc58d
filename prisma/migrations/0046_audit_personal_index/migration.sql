CREATE INDEX CONCURRENTLY "audit_events_with_personal" ON "audit_events"("organisation_id", "id") WHERE "personal" IS NOT NULL;
