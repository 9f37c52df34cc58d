CREATE INDEX CONCURRENTLY "audit_events_address" ON "audit_events"("organisation_id", ("personal"->>'address'), "id") WHERE "personal" IS NOT NULL;
