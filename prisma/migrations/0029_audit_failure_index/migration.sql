-- Of the two outcomes the rare one: everything else is found by the primary key.
CREATE INDEX CONCURRENTLY "audit_events_failures" ON "audit_events"("organisation_id", "id") WHERE "outcome" = 'failure';
